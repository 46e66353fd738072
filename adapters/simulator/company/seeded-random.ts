/** Chance that can be repeated: the same seed gives the same numbers. Not for secrets. */
export interface SeededRandom {
  /** In [0, 1). */
  next(): number
  /** A whole number in [from, to], both included. */
  between(from: number, to: number): number
  chance(probability: number): boolean
  /** One of the list, which must not be empty. */
  pick<T>(list: readonly T[]): T
  /** `length` characters of the alphabet. */
  text(alphabet: string, length: number): string
}

/** The 32-bit mulberry generator: small, quick and even enough for a trial company. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (list) => itemAt(list, between(0, list.length - 1)),
    text: (alphabet, length) =>
      Array.from({ length }, () => alphabet.charAt(between(0, alphabet.length - 1))).join(''),
  }
}

/** The item at a place that is known to exist. */
export function itemAt<T>(list: readonly T[], index: number): T {
  const found = list[index]
  if (found === undefined) throw new RangeError(`no item at ${index} of ${list.length}`)
  return found
}
