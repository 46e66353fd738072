import type { Verb } from '../../contract/touchpoint'

const inSeconds = [
  'dwellSeconds',
  'dwell_seconds',
  'event_duration',
  'duration',
  'time_on_page',
  'seconds',
  '停留时长',
]
const longest = 24 * 3_600

/** Foreground time in milliseconds from the fields senders write seconds into; only where something was looked at. */
export const dwellOf = (verb: Verb, properties: Readonly<Record<string, unknown>>): number | undefined => {
  if (verb !== 'left' && verb !== 'viewed') return undefined
  for (const field of inSeconds) {
    const value = Number(properties[field] ?? Number.NaN)
    if (Number.isFinite(value) && value >= 0) return Math.round(Math.min(value, longest) * 1_000)
  }
  return undefined
}
