import type { Folded } from '../../../contract/customer-state'
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

export const takes = ({ prefix, topic }: Matcher, key: string): boolean => {
  if (prefix !== null) return key.startsWith(prefix)
  if (key.startsWith('exposed|')) return false
  if (topic === null) return true
  const bar = key.indexOf('|')
  return key.length === bar + 1 + topic.length && key.startsWith(topic, bar + 1)
}

/** The series a matcher without a key draws from. */
export const keysOf = (matcher: Matcher, series: Folded['series']): string[] =>
  Object.keys(series).filter((key) => takes(matcher, key))
