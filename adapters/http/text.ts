/** At most `length` UTF-16 units, never ending in half a character. */
export const clip = (text: string, length: number): string => {
  if (text.length <= length) return text
  const last = text.charCodeAt(length - 1)
  const half = last >= 0xd800 && last <= 0xdbff
  return text.slice(0, half ? length - 1 : length)
}

/** A trimmed text that says something, or undefined. Numbers are taken as they are written. */
export const textOf = (value: unknown, length = 256): string | undefined => {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value !== 'string') return undefined
  const trimmed = value.trim()
  return trimmed === '' ? undefined : clip(trimmed, length)
}

/** The first of these fields that says something. */
export const firstText = (
  record: Readonly<Record<string, unknown>>,
  names: readonly string[],
  length = 256,
): string | undefined => {
  for (const name of names) {
    const found = textOf(record[name], length)
    if (found !== undefined) return found
  }
  return undefined
}

const none: Readonly<Record<string, unknown>> = Object.freeze({})

/** The value as a record to look fields up in; anything else is an empty one. */
export const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : none
