const remembered = 10_000

/** Finds what a table says about a value: the very value first, then patterns in which `*` stands for anything. */
export function compileLookup<T>(table: Readonly<Record<string, T>>): (value: string) => T | undefined {
  const exact = new Map<string, T>()
  const patterns: { readonly parts: readonly string[]; readonly meaning: T }[] = []
  for (const [key, meaning] of Object.entries(table)) {
    if (key.includes('*')) patterns.push({ parts: key.split('*'), meaning })
    else exact.set(key, meaning)
  }
  const search = (value: string): T | undefined =>
    patterns.find(({ parts }) => matches(parts, value))?.meaning
  let seen = new Map<string, T | undefined>()
  return (value) => {
    if (exact.has(value)) return exact.get(value)
    if (seen.has(value)) return seen.get(value)
    if (seen.size >= remembered) seen = new Map()
    const meaning = search(value)
    seen.set(value, meaning)
    return meaning
  }
}

/** The parts in their order, the first at the beginning and the last at the end; never goes back over the value. */
function matches(parts: readonly string[], value: string): boolean {
  const first = parts[0] ?? ''
  const last = parts.at(-1) ?? ''
  if (!value.startsWith(first) || !value.endsWith(last)) return false
  const end = value.length - last.length
  let from = first.length
  if (from > end) return false
  for (const part of parts.slice(1, -1)) {
    const at = value.indexOf(part, from)
    if (at === -1 || at + part.length > end) return false
    from = at + part.length
  }
  return true
}
