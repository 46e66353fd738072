import { verbs } from '../../../contract/touchpoint'
import type { Tag } from '../../../contract/ids'
import type { Filter } from '../../../contract/rule'
import type { Verb } from '../../../contract/touchpoint'
import type { Triggers } from './triggers'

/** A rule as the index files it. */
export interface Routed {
  readonly triggers: Triggers
  /** Place among the rules. */
  readonly ordinal: number
  /** The last round of judging that asked it, so that a touchpoint with several topics asks once. */
  seen: number
}

/** Which rules to ask for which trigger; every list is made beforehand and handed out as it is. */
export interface Routes<R extends Routed> {
  readonly clock: readonly R[]
  /** Rules to ask on any touchpoint of a customer who has the series `key`. */
  readonly shown: readonly { readonly key: string; readonly rules: readonly R[] }[]
  ofTag(tag: Tag): readonly R[]
  ofTouchpoint(verb: Verb, topic: string): readonly R[]
}

export const toRoutes = <R extends Routed>(rules: readonly R[]): Routes<R> => {
  const byVerb = new Map(verbs.map((verb) => [verb, toBranch(rules, verb)]))
  const byTag = grouped(rules, ({ triggers }) => triggers.tags)
  const byShown = grouped(rules, ({ triggers }) => triggers.shown)
  const none: readonly R[] = []
  return {
    clock: rules.filter(({ triggers }) => triggers.clock),
    shown: [...byShown].map(([topic, rules]) => ({ key: `exposed|${topic}`, rules })),
    ofTag: (tag) => byTag.get(tag) ?? none,
    ofTouchpoint: (verb, topic) => {
      const branch = byVerb.get(verb)
      return branch === undefined ? none : (branch.byTopic.get(topic) ?? branch.others)
    },
  }
}

interface Branch<R> {
  /** Only topics that some rule names. */
  readonly byTopic: ReadonlyMap<string, readonly R[]>
  readonly others: readonly R[]
}

const toBranch = <R extends Routed>(rules: readonly R[], verb: Verb): Branch<R> => {
  const others: R[] = []
  const named = new Map<string, R[]>()
  for (const rule of rules) {
    const filters = rule.triggers.filters.filter((filter) => means(filter, verb))
    if (rule.triggers.anything || filters.some(({ topic }) => topic === undefined)) others.push(rule)
    else for (const { topic } of filters) if (topic !== undefined) file(named, topic, rule)
  }
  const merged = [...named].map(([topic, rules]) => [topic, inOrder([...rules, ...others])] as const)
  return { byTopic: new Map(merged), others }
}

/** Without a verb a filter means acts, and being shown something is none (see matching). */
const means = (filter: Filter, verb: Verb): boolean =>
  filter.verb === undefined ? verb !== 'exposed' : filter.verb === verb

const grouped = <R extends Routed, K>(rules: readonly R[], keys: (rule: R) => readonly K[]): Map<K, R[]> => {
  const groups = new Map<K, R[]>()
  for (const rule of rules) for (const key of keys(rule)) file(groups, key, rule)
  return groups
}

const file = <R, K>(groups: Map<K, R[]>, key: K, rule: R): void => {
  const group = groups.get(key)
  if (group === undefined) groups.set(key, [rule])
  else if (group[group.length - 1] !== rule) group.push(rule)
}

const inOrder = <R extends Routed>(rules: readonly R[]): readonly R[] =>
  [...new Set(rules)].sort((a, b) => a.ordinal - b.ordinal)
