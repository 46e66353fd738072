import { verbs } from '../../../contract/touchpoint'
import type { Tag } from '../../../contract/ids'
import type { Filter } from '../../../contract/rule'
import type { Verb } from '../../../contract/touchpoint'
import type { Triggers } from './triggers'

/** A rule as the index files it. */
export interface Routed {
  readonly triggers: Triggers
  /** Number of a series without which it cannot hold. */
  readonly needs: number | null
  /** Place among the rules. */
  readonly ordinal: number
  /** The last round of judging that asked it, so that a touchpoint with several topics asks once. */
  seen: number
}

/** Which rules to ask for which trigger; every list is made beforehand and handed out as it is. */
export interface Routes<R extends Routed> {
  readonly clock: readonly R[]
  /** Rules to ask on any touchpoint, of customers who have the series with this number. */
  readonly always: readonly { readonly slot: number | null; readonly rules: readonly R[] }[]
  /** Whether any rule waits for exposures at all. */
  readonly watchesExposures: boolean
  ofTag(tag: Tag): readonly R[]
  ofTouchpoint(verb: Verb, topic: string): readonly R[]
}

export const toRoutes = <R extends Routed>(rules: readonly R[]): Routes<R> => {
  const byVerb = new Map(verbs.map((verb) => [verb, toBranch(rules, verb)]))
  const byTag = grouped(rules, ({ triggers }) => triggers.tags)
  const always = rules.filter(({ triggers }) => triggers.anything || triggers.shown.length > 0)
  const none: readonly R[] = []
  return {
    clock: rules.filter(({ triggers }) => triggers.clock),
    always: [...grouped(always, ({ needs }) => [needs])].map(([slot, rules]) => ({ slot, rules })),
    watchesExposures: rules.some(({ triggers }) => triggers.filters.some(({ verb }) => verb === 'exposed')),
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
    if (filters.some(({ topic }) => topic === undefined)) others.push(rule)
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
