const farthest = 3

/** The name somebody probably meant: the same but for case and signs, or at most three letters away. */
export function nearName(wrong: string, known: readonly string[]): string | undefined {
  const plain = plainOf(wrong)
  const same = known.find((name) => plainOf(name) === plain)
  if (same !== undefined) return same
  const allowed = Math.min(farthest, Math.floor(wrong.length / 3))
  let best: { readonly name: string; readonly distance: number } | undefined
  for (const name of known) {
    const distance = distanceBetween(wrong.toLowerCase(), name.toLowerCase())
    if (distance <= allowed && (best === undefined || distance < best.distance)) best = { name, distance }
  }
  return best?.name
}

const plainOf = (name: string): string => name.toLowerCase().replace(/[\s_\-.]/g, '')

/** Letters to put in, take out or change. */
function distanceBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
