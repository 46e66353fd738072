/** A number in [0, 1), the next of a fixed series (Park and Miller's minimal standard): every run sees the same. */
export type Chance = () => number

export const seeded = (seed: number): Chance => {
  let state = (seed * 7_919) % 2_147_483_647 || 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

export const below = (chance: Chance, n: number): number => Math.floor(chance() * n)

/** One of the entries, by weight. */
export const pick = <T>(chance: Chance, weighted: readonly (readonly [T, number])[]): T => {
  let left = chance() * weighted.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [value, weight] of weighted) {
    left -= weight
    if (left < 0) return value
  }
  const last = weighted.at(-1)
  if (last === undefined) throw new Error('nothing to pick from')
  return last[0]
}
