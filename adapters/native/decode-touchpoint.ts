import { topic as toTopic } from '../../contract/ids'
import { boundedId, contentHash } from '../http/content-hash'
import { read, unreadable } from '../http/decoded'
import { happenedAt, timeOf } from '../http/event-time'
import { flatten } from '../http/flatten'
import { identifierList } from '../http/identifiers'
import { objectOf } from '../http/objects'
import { clip, recordOf, textOf } from '../http/text'

import { firstMistake, touchpointForm } from './touchpoint-form'

import type { TouchpointForm } from './touchpoint-form'
import type { EventMeaning } from '../../contract/ports/door'
import type { Instant } from '../../contract/quantities'
import type { NewTouchpoint, TouchpointObject, Verb } from '../../contract/touchpoint'
import type { Decoded, Reading } from '../http/decoded'

/** Keys that stand in a page's source are public: whoever reads them must not speak in our name. */
const publicKinds = new Set(['web', 'miniprogram', 'inquiry'])

/**
 * Reads one piece of our own form. `sentAt` is the envelope's, `position` tells pieces without an id apart.
 */
export const decodeTouchpoint = (
  piece: unknown,
  reading: Reading,
  sentAt: unknown = undefined,
  position = 0,
): Decoded => {
  const parsed = touchpointForm.safeParse(piece)
  const sourceEventId = idOf(piece, reading, position)
  const refuse = (reason: string, detail: string, eventName: string | null = null): Decoded =>
    unreadable(reason, detail, { eventName, sourceEventId, piece: withSentAt(piece, sentAt) })

  if (!parsed.success) return refuse('bad-form', firstMistake(parsed.error))
  const form = parsed.data
  const eventName = form.event ?? null

  const meaning = meaningOf(form, reading)
  if (meaning === undefined) {
    return form.event === undefined
      ? refuse('no-verb', 'neither verb nor event is given')
      : refuse('unmapped-event', `no meaning is known for ${form.event}`, form.event)
  }
  const about = form.object === undefined ? derivedObject(form, meaning) : givenObject(form.object)
  if (about === undefined) return refuse('no-object', 'a verb needs its object', eventName)

  const occurredAt = momentOf(form, reading, sentAt)
  if (occurredAt === undefined) return refuse('bad-time', `at ${form.at} is no usable time`, eventName)

  const who = identifiersOf(form)
  if (who.length === 0) return refuse('no-identifier', 'who says nothing about who it was', eventName)

  const topic = textOf(form.topic, 64) ?? meaning.topic
  const actor = publicKinds.has(reading.sourceKind) ? 'customer' : (form.actor ?? 'customer')
  return read({
    sourceEventId,
    occurredAt,
    actor,
    verb: meaning.verb,
    object: about,
    identifiers: who,
    ...(topic === undefined ? undefined : { topic: toTopic(topic) }),
    ...extras(form),
  })
}

/** Without `at` it happened when it arrived. */
const momentOf = (form: TouchpointForm, reading: Reading, sentAt: unknown): Instant | undefined =>
  form.at === undefined
    ? reading.receivedAt
    : happenedAt(timeOf(form.at), timeOf(form.sentAt ?? sentAt), reading.receivedAt)

const idOf = (piece: unknown, reading: Reading, position: number): string => {
  const given = recordOf(piece)
  const id = textOf(given['id'], 512)
  if (id !== undefined) return boundedId(id)
  // Without id and time two equal pieces are two events; only a repeat of the same request is lost on us.
  const place = given['at'] === undefined ? `|${reading.receivedAt}|${position}` : ''
  return contentHash(JSON.stringify(piece) + place)
}

const meaningOf = (
  form: TouchpointForm,
  reading: Reading,
): (Pick<EventMeaning, 'verb' | 'topic'> & { objectType?: EventMeaning['objectType'] }) | undefined => {
  if (form.verb !== undefined) return { verb: form.verb }
  return form.event === undefined ? undefined : reading.eventMap.meaningOf(reading.sourceKind, form.event)
}

const givenObject = (given: NonNullable<TouchpointForm['object']>): TouchpointObject | undefined => {
  const id = textOf(given.id)
  const name = textOf(given.name)
  if (id === undefined) return undefined
  return name === undefined ? { type: given.type, id } : { type: given.type, id, name }
}

const derivedObject = (
  form: TouchpointForm,
  meaning: { readonly verb: Verb; readonly objectType?: EventMeaning['objectType'] },
): TouchpointObject | undefined => {
  if (meaning.objectType === undefined || form.event === undefined) return undefined
  const properties = recordOf(form.properties)
  return objectOf(meaning.objectType, form.event, properties, properties)
}

const identifiersOf = ({ who }: TouchpointForm): NewTouchpoint['identifiers'] => {
  if (who === undefined) return []
  const list = identifierList()
  list.add('account', who.account)
  list.add('unionid', who.unionid)
  list.add('external-userid', who.externalUserid)
  list.add('openid', who.openid)
  list.add('phone', who.phone)
  list.add('email', who.email)
  list.add('device', who.device)
  list.add('anonymous', who.anonymous)
  return list.found
}

const extras = (
  form: TouchpointForm,
): Pick<NewTouchpoint, 'exposes' | 'visit' | 'dwellMs' | 'profile' | 'properties'> => {
  const properties = flatten(
    form.event === undefined ? form.properties : { event: form.event, ...form.properties },
  )
  const profile = profileOf(form)
  return {
    ...(form.exposes === undefined ? undefined : { exposes: form.exposes.map(toTopic) }),
    ...(form.visit === undefined ? undefined : { visit: String(form.visit).trim() }),
    ...(form.dwellSeconds === undefined ? undefined : { dwellMs: Math.round(form.dwellSeconds * 1_000) }),
    ...(profile === undefined ? undefined : { profile }),
    ...(properties === undefined ? undefined : { properties }),
  }
}

/** At most a dozen fields; numbers as they are written. */
const profileOf = (form: TouchpointForm): Readonly<Record<string, string>> | undefined => {
  if (form.profile === undefined) return undefined
  const entries = Object.entries(form.profile)
    .map(([field, value]) => [clip(field, 40), textOf(value)] as const)
    .filter((entry): entry is readonly [string, string] => entry[1] !== undefined && entry[0] !== '__proto__')
  return entries.length === 0 ? undefined : Object.fromEntries(entries.slice(0, 12))
}

/** Quarantine keeps the sending time with the piece, so that reading it again corrects the clock again. */
const withSentAt = (piece: unknown, sentAt: unknown): unknown =>
  sentAt === undefined || typeof piece !== 'object' || piece === null ? piece : { ...piece, sentAt }
