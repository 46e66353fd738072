import type { Filter } from '../../../contract/rule'

/**
 * A filter made ready. Being shown something is not an act: without a verb, `exposed` is left out. (Rules read
 * filters the same way.)
 */
export interface Matcher {
  /** The one series meant, or null. */
  readonly key: string | null
  readonly prefix: string | null
  readonly topic: string | null
  readonly object: string | null
}

export const toMatcher = ({ verb, topic, object }: Filter): Matcher => ({
  key: verb !== undefined && topic !== undefined ? `${verb}|${topic}` : null,
  prefix: verb === undefined ? null : `${verb}|`,
  topic: topic ?? null,
  object: object ?? null,
})

/** Whether the matcher's touchpoints are found in the series with this key. */
export const draws = ({ key, prefix, topic }: Matcher, series: string): boolean => {
  if (key !== null) return series === key
  if (prefix !== null) return series.startsWith(prefix)
  if (series.startsWith('exposed|')) return false
  return topic === null || series.slice(series.indexOf('|') + 1) === topic
}
