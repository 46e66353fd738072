import { clip } from './text'

export type Flat = Readonly<Record<string, string | number | boolean>>

const deepest = 4
const most = 64
const longestKey = 64
const longestValue = 1_024

/**
 * Nested properties as one flat record: `{ a: { b: 1 } }` is `a.b`, a list of plain values is joined by commas,
 * a list of objects and whatever lies deeper than four levels is kept as JSON text. At most 64 entries of 1,024
 * characters; how many had to be left out is said in `$leftOut`.
 */
export const flatten = (source: unknown, skip?: ReadonlySet<string>): Flat | undefined => {
  if (typeof source !== 'object' || source === null) return undefined
  const flat: Record<string, string | number | boolean> = {}
  const state = { kept: 0, leftOut: 0 }
  for (const key in source) {
    if (skip?.has(key) !== true) put(flat, state, key, (source as Record<string, unknown>)[key], 1)
  }
  if (state.leftOut > 0) flat['$leftOut'] = state.leftOut
  return state.kept === 0 ? undefined : flat
}

interface Count {
  kept: number
  leftOut: number
}

const put = (
  flat: Record<string, string | number | boolean>,
  count: Count,
  key: string,
  value: unknown,
  depth: number,
): void => {
  if (value === null || value === undefined || value === '') return
  if (typeof value === 'object' && !Array.isArray(value) && depth < deepest) {
    for (const inner in value) {
      put(flat, count, `${key}.${inner}`, (value as Record<string, unknown>)[inner], depth + 1)
    }
    return
  }
  if (count.kept === most) {
    count.leftOut += 1
    return
  }
  count.kept += 1
  flat[safeKey(key)] = scalar(value)
}

const scalar = (value: unknown): string | number | boolean => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'boolean') return value
  if (typeof value === 'string') return clip(value, longestValue)
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) {
    return clip(value.join(','), longestValue)
  }
  return clip(JSON.stringify(value), longestValue)
}

/** `__proto__` as a key of a plain object would set its prototype. */
const safeKey = (key: string): string => (key === '__proto__' ? '_proto_' : clip(key, longestKey))
