import { topic as toTopic } from '../../contract/ids'
import { boundedId, contentHash } from '../http/content-hash'
import { read, unreadable } from '../http/decoded'
import { dwellOf } from '../http/dwell'
import { happenedAt, timeOf } from '../http/event-time'
import { flatten } from '../http/flatten'
import { objectOf, pathOfUrl } from '../http/objects'
import { profileOf } from '../http/profile'
import { firstText, recordOf, textOf } from '../http/text'

import { identifiersOf } from './identities'

import type { EventMeaning } from '../../contract/ports/door'
import type { Decoded, Reading } from '../http/decoded'

type Fields = Readonly<Record<string, unknown>>

/** Facts about the phone's software that no rule and no salesperson asks for. */
const noise = new Set(['$lib', '$lib_version', '$lib_method', '$screen_width', '$screen_height', '$viewport_width', '$viewport_height', '$timezone_offset', '$mp_client_app_version', '$mp_client_basic_library_version', '$manufacturer', '$is_first_time', '$url_path', '$title', '$url']) // prettier-ignore

/** The page-leave plugin of the web SDK writes 3.14 where the page was left before its first heartbeat. */
const leftAtOnce = 3.14

/**
 * One event of the Sensors data format (manual.sensorsdata.cn, 数据格式). `(distinct_id, _track_id, time, event)`
 * makes it one, since `_track_id` alone is a short number; what has none is named by its content. The clock is
 * corrected by `_flush_time`.
 */
export const decodeEvent = (piece: unknown, reading: Reading, crcMismatch = false): Decoded => {
  const event = recordOf(piece)
  const sourceEventId = idOf(event)
  const eventName = textOf(event['event'], 128) ?? null
  const refuse = (reason: string, detail: string): Decoded =>
    unreadable(reason, detail, { eventName, sourceEventId, piece })

  const meaning = meaningOf(event, eventName, reading)
  if ('reason' in meaning) return refuse(meaning.reason, meaning.detail)
  const identifiers = identifiersOf(event)
  if (identifiers.length === 0) return refuse('no-identifier', 'no identity says who it was')
  const time = event['time'] === undefined ? reading.receivedAt : timeOf(event['time'])
  const occurredAt = happenedAt(time, timeOf(event['_flush_time']), reading.receivedAt)
  if (occurredAt === undefined) return refuse('bad-time', 'time is no usable time')

  const { verb, objectType, topic } = meaning
  const properties = recordOf(event['properties'])
  const page = { path: properties['$url_path'], url: properties['$url'], title: properties['$title'] }
  const name = eventName ?? String(event['type'])
  return read({
    sourceEventId,
    occurredAt,
    actor: 'customer',
    verb,
    object:
      objectType === 'customer'
        ? { type: 'customer', id: textOf(event['distinct_id']) ?? 'unknown' }
        : objectOf(objectType, name, objectType === 'page' ? withPath(properties) : properties, page),
    identifiers,
    ...(topic === undefined ? undefined : { topic: toTopic(topic) }),
    ...extrasOf(event, name, meaning, crcMismatch),
  })
}

type Meant = EventMeaning | { readonly reason: string; readonly detail: string }

const meaningOf = (event: Fields, eventName: string | null, reading: Reading): Meant => {
  const type = String(event['type'])
  if (type === 'track') {
    if (eventName === null) return { reason: 'bad-form', detail: 'track without an event name' }
    const meaning = reading.eventMap.meaningOf(reading.sourceKind, eventName)
    return meaning ?? { reason: 'unmapped-event', detail: `no meaning is known for ${eventName}` }
  }
  if (type === 'track_id_unbind')
    return { reason: 'identity-unbind', detail: 'asks to part identities; a person decides' }
  if (type.startsWith('item_'))
    return { reason: 'item-record', detail: 'describes a thing, not what somebody did' }
  if (type.startsWith('profile_') || type === 'track_signup' || type === 'track_id_bind') {
    return { verb: 'identified', objectType: 'customer' }
  }
  return { reason: 'bad-form', detail: `type ${type.slice(0, 40)} is none of the data format` }
}

/** Resending after a failure renews `_flush_time` and nothing else, so it does not count. */
const idOf = (event: Fields): string => {
  const { _flush_time: _sent, ...content } = event
  const track = textOf(event['_track_id'])
  if (track === undefined) return contentHash(JSON.stringify(content))
  const what = textOf(event['event']) ?? textOf(event['type']) ?? ''
  return boundedId(`${String(event['distinct_id'])}|${track}|${String(event['time'])}|${what}`)
}

/** A page without a path is named by its address. */
const withPath = (properties: Fields): Fields =>
  textOf(properties['$url_path']) === undefined && properties['$url'] !== undefined
    ? { ...properties, $url_path: pathOfUrl(properties['$url']) }
    : properties

const extrasOf = (event: Fields, name: string, { verb, objectType }: EventMeaning, crcMismatch: boolean) => {
  const given = recordOf(event['properties'])
  const profile = objectType === 'customer' ? profileOf(given) : undefined
  const visit = firstText(given, ['$event_session_id', '$session_id'], 128)
  const dwellMs =
    objectType === 'page' && given['event_duration'] !== leftAtOnce ? dwellOf(verb, given) : undefined
  const properties = flatten(
    { event: name, ...given, ...(crcMismatch ? { $crcMismatch: true } : undefined) },
    noise,
  )
  return {
    ...(profile === undefined ? undefined : { profile }),
    ...(visit === undefined ? undefined : { visit }),
    ...(dwellMs === undefined ? undefined : { dwellMs }),
    ...(properties === undefined ? undefined : { properties }),
  }
}
