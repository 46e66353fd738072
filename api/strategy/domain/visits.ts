import type { Series, Visits } from '../../../contract/customer-state'

/** A visit is over when it has been quiet for this long. */
export const silence = 30 * 60_000

/** The visit a touchpoint belongs to: the sender's own, or the one told apart by silence around its moment. */
export const visitOf = (visits: Visits, series: Series, i: number): string => {
  const own = series.visit[i]
  if (own !== undefined && own !== '') return own
  const at = series.at[i] ?? 0
  for (let v = visits.key.length - 1; v >= 0; v--) {
    const key = visits.key[v] ?? ''
    if (isBySilence(key) && (visits.start[v] ?? 0) <= at && at <= (visits.last[v] ?? 0)) return key
  }
  // Too old for its visit to be kept: all of these together are taken for one.
  return '~'
}

/** Index of the newest touchpoint of the series inside visit `v`, or -1. */
export const lastWithin = (visits: Visits, v: number, series: Series | undefined): number => {
  const key = visits.key[v]
  const start = visits.start[v]
  const last = visits.last[v]
  if (series === undefined || key === undefined || start === undefined || last === undefined) return -1
  const wanted = isBySilence(key) ? '' : key
  for (let i = series.at.length - 1; i >= 0; i--) {
    const at = series.at[i] ?? 0
    if (at < start) return -1
    if (at <= last && series.visit[i] === wanted) return i
  }
  return -1
}

/** Over when a later visit has begun or half an hour of silence has passed. */
export const isOver = (visits: Visits, v: number, now: number): boolean => {
  const newestStart = visits.start[visits.start.length - 1] ?? -Infinity
  return (visits.start[v] ?? 0) < newestStart || now >= closesAt(visits, v)
}

export const closesAt = (visits: Visits, v: number): number => (visits.last[v] ?? 0) + silence

const isBySilence = (key: string): boolean => key.charCodeAt(0) === 126
