import { defaultEventMap } from './default-event-map'
import { wordsOf } from './event-name'
import { groupsIn } from './event-vocabulary'

import type { EventDefaults, KeywordRule } from './default-event-map'
import type { EventMap, EventMeaning } from '../../../contract/ports/door'

/** A mapping somebody made in the console. */
export interface EventMapRow extends EventMeaning {
  readonly sourceKind: string
  readonly eventName: string
}

/** Names remembered with their meaning, so that keyword rules run once a name. Made-up names must not fill memory. */
const remembered = 4_096

/**
 * What a source's event names mean (S1-13).
 *
 * 1. The company's own rows come first: the name exactly as written, then however it is written.
 * 2. Then names with one known meaning, then keyword rules, which need an act and a thing they agree on.
 * 3. What none of them can say stays undefined, so that a person decides; nothing is guessed.
 */
export const createEventMap = (
  custom: readonly EventMapRow[],
  defaults: EventDefaults = defaultEventMap,
): EventMap => {
  const asWritten = new Map(custom.map((row) => [`${row.sourceKind}|${row.eventName}`, toMeaning(row)]))
  const inWords = new Map(
    custom.map((row) => [`${row.sourceKind}|${wordsOf(row.eventName)}`, toMeaning(row)]),
  )
  const known = new Map(
    defaults.known.flatMap((row) => row.names.split(';').map((name) => [name, toMeaning(row)] as const)),
  )
  const memory = new Map<string, EventMeaning | undefined>()

  const byDefault = (eventName: string): EventMeaning | undefined => {
    if (memory.has(eventName)) return memory.get(eventName)
    const meaning = presets.get(eventName) ?? ofWords(wordsOf(eventName), known, defaults.rules)
    if (memory.size < remembered) memory.set(eventName, meaning)
    return meaning
  }

  return {
    meaningOf: (sourceKind, eventName) =>
      (custom.length === 0
        ? undefined
        : (asWritten.get(`${sourceKind}|${eventName}`) ??
          inWords.get(`${sourceKind}|${wordsOf(eventName)}`))) ?? byDefault(eventName),
  }
}

/** `$SignUp` ties a login to a visitor and is no registration, whatever its words say (Sensors, track_signup). */
const presets: ReadonlyMap<string, EventMeaning> = new Map([
  ['$SignUp', { verb: 'identified', objectType: 'customer' }],
])

const ofWords = (
  words: string,
  known: ReadonlyMap<string, EventMeaning>,
  rules: readonly KeywordRule[],
): EventMeaning | undefined => {
  const named = known.get(words)
  if (named !== undefined) return named
  const groups = groupsIn(words)
  if (groups.has('noise')) return undefined
  const rule = rules.find((one) => one.all.every((group) => groups.has(group)))
  return rule === undefined ? undefined : toMeaning(rule)
}

const toMeaning = ({ verb, objectType, topic }: EventMeaning): EventMeaning =>
  topic === undefined ? { verb, objectType } : { verb, objectType, topic }
