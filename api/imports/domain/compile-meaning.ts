import { topic as toTopic } from '../../../contract/ids'
import type { NewTouchpoint, ObjectType, TouchpointObject, Verb } from '../../../contract/touchpoint'
import { objectTypes, verbs } from '../../../contract/touchpoint'
import type { Ask, Columns } from './compile-field'
import { compileField, compileTable } from './compile-field'
import { cut } from './cut'
import type { EventRow, ImportMap } from './import-map'
import type { Stop } from './row-outcome'
import { failed, isStop } from './row-outcome'
import type { Fields } from './template'

/** What happened, to what, and whose act it was. */
export type Meaning = Pick<NewTouchpoint, 'actor' | 'verb' | 'object' | 'topic'>

const longestTopic = 64
const longestObject = 256

const knownVerbs: ReadonlySet<string> = new Set(verbs)
const knownTypes: ReadonlySet<string> = new Set(objectTypes)

const slots = ['verb', 'topic', 'actor', 'object.type', 'object.id', 'object.name'] as const
type Slot = (typeof slots)[number]
type Asks = Readonly<Partial<Record<Slot, Ask>>>

export function compileMeaning(map: ImportMap, columns: Columns): (row: Fields) => Meaning | Stop {
  const own = compileOwn(map, columns)
  const events =
    map.events &&
    compileTable<EventRow, Asks>(map.events, 'events', columns, (row) => ({
      ...own,
      ...compileEventRow(row, columns),
    }))
  return (row) => {
    const asks = events === undefined ? own : events(row)
    return isStop(asks) ? asks : meaningOf(asks, row)
  }
}

const compileOwn = (map: ImportMap, columns: Columns): Asks =>
  without({
    verb: compileField(map.verb, 'verb', columns),
    topic: compileField(map.topic, 'topic', columns),
    actor: compileField(map.actor, 'actor', columns),
    'object.type': compileField(map.object.type, 'object.type', columns),
    'object.id': compileField(map.object.id, 'object.id', columns),
    'object.name': compileField(map.object.name, 'object.name', columns),
  })

const compileEventRow = (row: EventRow, columns: Columns): Asks =>
  without({
    verb: compileField(row.verb, 'events.verb', columns),
    topic: compileField(row.topic, 'events.topic', columns),
    actor: compileField(row.actor, 'events.actor', columns),
    'object.type': compileField(row.object?.type, 'events.object.type', columns),
    'object.id': compileField(row.object?.id, 'events.object.id', columns),
    'object.name': compileField(row.object?.name, 'events.object.name', columns),
  })

/** Entries that are not there must not hide those of the map itself. */
const without = (asks: Readonly<Record<Slot, Ask | undefined>>): Asks =>
  Object.fromEntries(slots.flatMap((slot) => (asks[slot] === undefined ? [] : [[slot, asks[slot]]])))

function meaningOf(asks: Asks, row: Fields): Meaning | Stop {
  const verb = asks.verb?.(row)
  if (isStop(verb)) return verb
  if (!isVerb(verb)) return failed('unknown-verb', 'verb', verb ?? '')
  const actor = asks.actor?.(row) ?? 'customer'
  if (isStop(actor)) return actor
  if (actor !== 'customer' && actor !== 'ours') return failed('unknown-actor', 'actor', actor)
  const object = objectOf(asks, row)
  if (isStop(object)) return object
  const topic = asks.topic?.(row)
  if (isStop(topic)) return topic
  if (topic === undefined || topic === '') return { actor, verb, object }
  if (topic.length > longestTopic) return failed('topic-too-long', 'topic', topic)
  return { actor, verb, object, topic: toTopic(topic) }
}

function objectOf(asks: Asks, row: Fields): TouchpointObject | Stop {
  const type = asks['object.type']?.(row)
  if (isStop(type)) return type
  if (!isObjectType(type)) return failed('unknown-object-type', 'object.type', type ?? '')
  const id = asks['object.id']?.(row)
  if (isStop(id)) return id
  if (id === undefined || id === '') return failed('no-object', 'object.id', '')
  const name = asks['object.name']?.(row)
  if (isStop(name)) return name
  return name === undefined || name === ''
    ? { type, id: cut(id, longestObject) }
    : { type, id: cut(id, longestObject), name: cut(name, longestObject) }
}

const isVerb = (said: string | undefined): said is Verb => said !== undefined && knownVerbs.has(said)
const isObjectType = (said: string | undefined): said is ObjectType =>
  said !== undefined && knownTypes.has(said)
