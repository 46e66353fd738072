import { topic as toTopic } from '../../contract/ids'
import { boundedId, contentHash } from '../http/content-hash'
import { read, unreadable } from '../http/decoded'
import { dwellOf } from '../http/dwell'
import { happenedAt, timeOf } from '../http/event-time'
import { flatten } from '../http/flatten'
import { identifierList } from '../http/identifiers'
import { objectOf, pathOfUrl } from '../http/objects'
import { addTraitIdentifiers, profileOf } from '../http/profile'
import { firstText, recordOf, textOf } from '../http/text'

import type { EventMeaning } from '../../contract/ports/door'
import type { Identifier, TouchpointObject } from '../../contract/touchpoint'
import type { Decoded, Reading } from '../http/decoded'

type Fields = Readonly<Record<string, unknown>>

/** What a call of Segment's spec comes to: a meaning and what it was about. */
type Read =
  | { readonly meaning: EventMeaning; readonly object: TouchpointObject }
  | { readonly reason: string; readonly detail: string }

/**
 * One event of the Segment spec (segment.com/docs, Spec and HTTP Tracking API). `messageId` makes it one;
 * occurred = timestamp + (received − sentAt), as Segment's own pipeline corrects clocks.
 */
export const decodeEvent = (piece: unknown, reading: Reading, sentAt: unknown = undefined): Decoded => {
  const event = recordOf(piece)
  const messageId = textOf(event['messageId'], 512)
  const sourceEventId = messageId === undefined ? contentHash(JSON.stringify(piece)) : boundedId(messageId)
  const eventName = textOf(event['event'], 128) ?? null
  const refuse = (reason: string, detail: string): Decoded =>
    unreadable(reason, detail, { eventName, sourceEventId, piece: withSentAt(piece, event, sentAt) })

  const what = whatOf(event, reading)
  if ('reason' in what) return refuse(what.reason, what.detail)
  const identifiers = identifiersOf(event)
  if (identifiers.length === 0)
    return refuse('no-identifier', 'neither userId nor anonymousId says who it was')
  const occurredAt = timeOfEvent(event, reading, sentAt)
  if (occurredAt === undefined) return refuse('bad-time', 'timestamp is no usable time')

  const { verb, topic } = what.meaning
  return read({
    sourceEventId,
    occurredAt,
    actor: 'customer',
    verb,
    object: what.object,
    identifiers,
    ...(topic === undefined ? undefined : { topic: toTopic(topic) }),
    ...extrasOf(event, verb),
  })
}

const whatOf = (event: Fields, reading: Reading): Read => {
  const type = event['type']
  if (type === 'track') return trackOf(event, reading)
  if (type === 'page' || type === 'screen') {
    return { meaning: { verb: 'viewed', objectType: 'page' }, object: pageOf(event) }
  }
  if (type === 'identify' || type === 'alias' || type === 'group') {
    const id = textOf(event['userId']) ?? textOf(event['anonymousId']) ?? 'unknown'
    return { meaning: { verb: 'identified', objectType: 'customer' }, object: { type: 'customer', id } }
  }
  return { reason: 'bad-form', detail: `type ${String(type).slice(0, 40)} is none of Segment's` }
}

const trackOf = (event: Fields, reading: Reading): Read => {
  const name = textOf(event['event'], 128)
  if (name === undefined) return { reason: 'bad-form', detail: 'track without an event name' }
  const meaning = reading.eventMap.meaningOf(reading.sourceKind, name)
  if (meaning === undefined) return { reason: 'unmapped-event', detail: `no meaning is known for ${name}` }
  const page = recordOf(recordOf(event['context'])['page'])
  return { meaning, object: objectOf(meaning.objectType, name, recordOf(event['properties']), page) }
}

/** The path names a page, because titles change; screens of apps have only a name. */
const pageOf = (event: Fields): TouchpointObject => {
  const properties = recordOf(event['properties'])
  const page = recordOf(recordOf(event['context'])['page'])
  const title = firstText(properties, ['title']) ?? firstText(page, ['title']) ?? textOf(event['name'])
  const id =
    textOf(properties['path']) ??
    pathOfUrl(properties['url']) ??
    textOf(page['path']) ??
    pathOfUrl(page['url']) ??
    textOf(event['name']) ??
    'page'
  return title === undefined ? { type: 'page', id } : { type: 'page', id, name: title }
}

const identifiersOf = (event: Fields): readonly Identifier[] => {
  const context = recordOf(event['context'])
  const list = identifierList()
  list.add('account', event['userId'])
  list.add('anonymous', event['anonymousId'])
  // What an alias was known as before is nearly always a visitor's id (Spec: Alias).
  if (event['type'] === 'alias') list.add('anonymous', event['previousId'])
  if (event['type'] !== 'group') addTraitIdentifiers(list, recordOf(event['traits']))
  addTraitIdentifiers(list, recordOf(context['traits']))
  list.add('device', recordOf(context['device'])['id'])
  return list.found
}

const timeOfEvent = (event: Fields, reading: Reading, sentAt: unknown) => {
  const sent = timeOf(event['sentAt'] ?? sentAt)
  const given = event['timestamp'] ?? event['originalTimestamp']
  if (given === undefined || given === null) return reading.receivedAt
  return happenedAt(timeOf(given), sent, reading.receivedAt)
}

const noTraits: Fields = {}

const extrasOf = (event: Fields, verb: EventMeaning['verb']) => {
  const context = recordOf(event['context'])
  const given = recordOf(event['properties'])
  const traits = recordOf(event['traits'] ?? context['traits'])
  const profile = event['type'] === 'group' ? companyOf(traits) : profileOf(traits)
  const visit = firstText(context, ['sessionId', 'session_id'], 128) ?? textOf(given['sessionId'], 128)
  const dwellMs = dwellOf(verb, given)
  const properties = flatten({
    ...(event['type'] === 'track' ? { event: event['event'] } : noTraits),
    ...surroundings(context),
    ...given,
    ...(event['type'] === 'identify' || event['type'] === 'group' ? { traits } : noTraits),
    ...(event['type'] === 'group' ? { groupId: event['groupId'] } : noTraits),
  })
  return {
    ...(profile === undefined ? undefined : { profile }),
    ...(visit === undefined ? undefined : { visit }),
    ...(dwellMs === undefined ? undefined : { dwellMs }),
    ...(properties === undefined ? undefined : { properties }),
  }
}

/** Where the visitor came from; the rest of the context describes the sender's software. */
const surroundings = (context: Fields): Fields => {
  const page = recordOf(context['page'])
  return { referrer: page['referrer'], search: page['search'], campaign: context['campaign'] }
}

/** A group is a company, its traits are the company's. */
const companyOf = (traits: Fields): Readonly<Record<string, string>> | undefined => {
  const company = firstText(traits, ['name', 'company'], 150)
  return company === undefined ? undefined : { company }
}

/** Browsers send `sentAt` with each event and servers with the batch; kept with the piece, both are the same. */
const withSentAt = (piece: unknown, event: Fields, sentAt: unknown): unknown =>
  sentAt === undefined || event['sentAt'] !== undefined ? piece : { ...event, sentAt }
