import type { Series } from '../../../contract/customer-state'
import type { Filter } from '../../../contract/rule'
import type { Scene } from './scene'
import type { SeriesPlan } from './series-plan'

/**
 * A filter made ready. With verb and topic it names one series; otherwise the series are gone through.
 * Being shown something is not an act: without a verb, `exposed` is left out. A page that shows three topics would
 * otherwise count as four things done.
 */
export interface Matcher {
  /** Number of the one series meant, or null. */
  readonly slot: number | null
  /** `viewed|`, or null for any act. */
  readonly prefix: string | null
  readonly topic: string | null
  readonly object: string | null
}

export const toMatcher = ({ verb, topic, object }: Filter, plan: SeriesPlan): Matcher => ({
  slot: verb !== undefined && topic !== undefined ? plan.slotOf(`${verb}|${topic}`) : null,
  prefix: verb === undefined ? null : `${verb}|`,
  topic: topic ?? null,
  object: object ?? null,
})

/** Something shown matching touchpoints one by one; answers true when it has seen enough. */
export interface Tally {
  see(series: Series, i: number): boolean
}

/** Shows every match after `floor`, newest first within a series. */
export const walk = (scene: Scene, matcher: Matcher, floor: number, tally: Tally): void => {
  if (matcher.slot !== null) {
    const series = scene.column(matcher.slot)
    if (series !== undefined) walkSeries(series, matcher.object, floor, tally)
    return
  }
  for (const key in scene.series) {
    if (!takes(matcher, key)) continue
    const series = scene.series[key]
    if (series !== undefined && walkSeries(series, matcher.object, floor, tally)) return
  }
}

const walkSeries = (series: Series, object: string | null, floor: number, tally: Tally): boolean => {
  for (let i = series.at.length - 1; i >= 0; i--) {
    const at = series.at[i]
    if (at === undefined || at <= floor) return false
    if ((object === null || series.object[i] === object) && tally.see(series, i)) return true
  }
  return false
}

const takes = ({ prefix, topic }: Matcher, key: string): boolean => {
  if (prefix !== null) return key.startsWith(prefix)
  if (key.startsWith('exposed|')) return false
  if (topic === null) return true
  const bar = key.indexOf('|')
  return key.length === bar + 1 + topic.length && key.startsWith(topic, bar + 1)
}

/** Where one touchpoint stands in the order all series share: by time, then by arrival. */
export interface Spot {
  at: number
  id: number
}

/** Moves `spot` to the newest match before it and after `floor`; false when there is none. */
export const stepBack = (scene: Scene, matcher: Matcher, floor: number, spot: Spot): boolean => {
  if (matcher.slot !== null) {
    const series = scene.column(matcher.slot)
    return series !== undefined && settle(spot, series, lastBefore(series, matcher.object, spot), floor)
  }
  let best: Series | undefined
  let bestIndex = -1
  for (const key in scene.series) {
    const series = takes(matcher, key) ? scene.series[key] : undefined
    if (series === undefined) continue
    const i = lastBefore(series, matcher.object, spot)
    if (i >= 0 && (best === undefined || isLater(series, i, best, bestIndex))) {
      best = series
      bestIndex = i
    }
  }
  return best !== undefined && settle(spot, best, bestIndex, floor)
}

const settle = (spot: Spot, series: Series, i: number, floor: number): boolean => {
  const at = series.at[i]
  const id = series.id[i]
  if (at === undefined || id === undefined || at <= floor) return false
  spot.at = at
  spot.id = id
  return true
}

const isLater = (a: Series, i: number, b: Series, j: number): boolean => {
  const difference = (a.at[i] ?? 0) - (b.at[j] ?? 0)
  return difference > 0 || (difference === 0 && (a.id[i] ?? 0) > (b.id[j] ?? 0))
}

const lastBefore = (series: Series, object: string | null, spot: Spot): number => {
  for (let i = series.at.length - 1; i >= 0; i--) {
    const at = series.at[i] ?? 0
    const isBefore = at < spot.at || (at === spot.at && (series.id[i] ?? 0) < spot.id)
    if (isBefore && (object === null || series.object[i] === object)) return i
  }
  return -1
}
