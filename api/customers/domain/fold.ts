import type { SeriesKey } from '../../../contract/customer-state'
import type { Touchpoint } from '../../../contract/touchpoint'
import type { Instant } from '../../../contract/quantities'
import { oldestOf } from './working-state'
import type { WorkingFolded, WorkingSeries, WorkingState } from './working-state'

/** Entries kept per verb and topic. */
export const SERIES_LIMIT = 64
/** Entries kept per customer. */
export const ENTRY_LIMIT = 1_024
/** Entries older than this before the customer's newest touchpoint are forgotten by the state (never by the log). */
export const HORIZON_MS = 90 * 86_400_000

const MOST_EXPOSURES = 8
const MOST_PROFILE_FIELDS = 16

/**
 * Folds one touchpoint into the state, in place.
 *
 * 1. The result depends on the set of touchpoints folded, never on their order: entries are ordered by
 *    (occurredAt, id), every bound keeps the newest of that order, and what one bound has dropped no later
 *    touchpoint can bring back.
 * 2. A touchpoint from the future counts at the moment it was received, so a wrong clock cannot age everything else.
 */
export function fold(state: WorkingState, touchpoint: Touchpoint): void {
  const at = momentOf(touchpoint)
  const { folded } = state
  folded.touchpoints += 1
  if (folded.touchpoints === 1 || at < folded.firstAt) folded.firstAt = at
  if (at > folded.watermark) {
    folded.watermark = at
    forgetOld(folded)
  }
  insert(folded, keyOf(touchpoint.verb, touchpoint.topic ?? ''), touchpoint, at)
  const exposes = touchpoint.exposes
  if (exposes !== undefined) {
    for (let i = 0; i < exposes.length && i < MOST_EXPOSURES; i += 1) {
      insert(folded, keyOf('exposed', exposes[i] ?? ''), touchpoint, at)
    }
  }
  while (folded.entries > ENTRY_LIMIT) forgetOldest(folded)
  if (touchpoint.profile !== undefined) foldProfile(state, touchpoint, at)
}

/** When a touchpoint counts as having happened. */
export const momentOf = (touchpoint: Touchpoint): Instant =>
  touchpoint.occurredAt > touchpoint.receivedAt ? touchpoint.receivedAt : touchpoint.occurredAt

/** Keys made before, by verb and topic: a text put together anew must be hashed before it can be looked up. */
const keys = new Map<string, Map<string, SeriesKey>>()
const MOST_TOPICS = 4_096

function keyOf(verb: string, topic: string): SeriesKey {
  let ofVerb = keys.get(verb)
  if (ofVerb === undefined) keys.set(verb, (ofVerb = new Map()))
  const known = ofVerb.get(topic)
  if (known !== undefined) return known
  if (ofVerb.size >= MOST_TOPICS) ofVerb.clear()
  const key = `${verb}|${topic}`
  ofVerb.set(topic, key)
  return key
}

function insert(folded: WorkingFolded, key: string, touchpoint: Touchpoint, at: Instant): void {
  if (at < folded.watermark - HORIZON_MS) return
  if (at < folded.oldest) folded.oldest = at
  const series = folded.series[key]
  if (series === undefined) {
    folded.series[key] = seriesOf(touchpoint, at)
    folded.entries += 1
    return
  }
  const place = placeOf(series, at, touchpoint.id)
  if (series.at.length >= SERIES_LIMIT && place === 0) return
  put(series, place, at, touchpoint)
  folded.entries += 1
  if (series.at.length > SERIES_LIMIT) dropFirst(folded, key, series)
}

/** Made with its first entry: most series stay short, and an array filled by push begins with room for seventeen. */
const seriesOf = (t: Touchpoint, at: Instant): WorkingSeries => ({
  at: [at],
  id: [t.id],
  object: [t.object.id],
  visit: [t.visit ?? ''],
  dwellMs: [t.dwellMs ?? 0],
})

/** Where (at, id) belongs; almost always at the end. */
function placeOf(series: WorkingSeries, at: number, id: number): number {
  let place = series.at.length
  while (place > 0) {
    const before = series.at[place - 1] ?? 0
    if (before < at || (before === at && (series.id[place - 1] ?? 0) < id)) break
    place -= 1
  }
  return place
}

function put(series: WorkingSeries, place: number, at: number, t: Touchpoint): void {
  if (place === series.at.length) {
    series.at.push(at)
    series.id.push(t.id)
    series.object.push(t.object.id)
    series.visit.push(t.visit ?? '')
    series.dwellMs.push(t.dwellMs ?? 0)
    return
  }
  series.at.splice(place, 0, at)
  series.id.splice(place, 0, t.id)
  series.object.splice(place, 0, t.object.id)
  series.visit.splice(place, 0, t.visit ?? '')
  series.dwellMs.splice(place, 0, t.dwellMs ?? 0)
}

function dropFirst(folded: WorkingFolded, key: string, series: WorkingSeries): void {
  series.at.shift()
  series.id.shift()
  series.object.shift()
  series.visit.shift()
  series.dwellMs.shift()
  folded.entries -= 1
  if (series.at.length === 0) delete folded.series[key]
}

function forgetOld(folded: WorkingFolded): void {
  const oldest = folded.watermark - HORIZON_MS
  if (folded.oldest >= oldest) return
  for (const key in folded.series) {
    const series = folded.series[key]
    while (series !== undefined && series.at.length > 0 && (series.at[0] ?? 0) < oldest)
      dropFirst(folded, key, series)
  }
  folded.oldest = oldestOf(folded.series)
}

function forgetOldest(folded: WorkingFolded): void {
  let oldestKey: string | undefined
  let oldest: WorkingSeries | undefined
  for (const key in folded.series) {
    const series = folded.series[key]
    if (series === undefined) continue
    if (
      oldest === undefined ||
      isOlder(series, oldest) ||
      (isSame(series, oldest) && key < (oldestKey ?? ''))
    ) {
      oldest = series
      oldestKey = key
    }
  }
  if (oldest !== undefined && oldestKey !== undefined) dropFirst(folded, oldestKey, oldest)
}

const isOlder = (a: WorkingSeries, b: WorkingSeries): boolean =>
  (a.at[0] ?? 0) < (b.at[0] ?? 0) || ((a.at[0] ?? 0) === (b.at[0] ?? 0) && (a.id[0] ?? 0) < (b.id[0] ?? 0))

const isSame = (a: WorkingSeries, b: WorkingSeries): boolean => a.at[0] === b.at[0] && a.id[0] === b.id[0]

/** The newest word wins, by (occurredAt, id). */
function foldProfile(state: WorkingState, touchpoint: Touchpoint, at: Instant): void {
  for (const [field, value] of Object.entries(touchpoint.profile ?? {}).slice(0, MOST_PROFILE_FIELDS)) {
    const old = state.profile[field]
    if (old !== undefined && (old.at > at || (old.at === at && old.id > touchpoint.id))) continue
    state.profile[field] = { value, at, id: touchpoint.id }
  }
}
