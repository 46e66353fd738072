import type { SourceId, Topic, TouchpointId } from './ids'
import type { Instant } from './quantities'

/** What happened, in one closed vocabulary that every source is aligned to (S1-13). */
export const verbs = [
  'viewed', // opened a page, a document, a product
  'left', // closed it; dwellMs says how long it was in the foreground
  'exposed', // was shown a way to something, whether or not it was taken
  'clicked',
  'searched',
  'downloaded',
  'shared',
  'submitted', // a form: an inquiry, a trial request
  'asked', // a question in chat, by mail or to service
  'replied',
  'called',
  'met', // a meeting or a visit took place
  'signed-up',
  'identified', // the source told us who this is
  'carted',
  'quoted',
  'ordered',
  'paid',
  'returned',
  'used', // the product or a device reported use
  'reached', // a state of a process in another system, the state being the topic
  'followed-up', // one of our people acted
] as const
export type Verb = (typeof verbs)[number]

export const objectTypes = [
  'page', 'document', 'product', 'form', 'message', 'mail', 'meeting', 'call',
  'order', 'quote', 'session', 'device', 'process', 'customer',
] as const // prettier-ignore
export type ObjectType = (typeof objectTypes)[number]

/** Kinds of identifier, strongest first. Personal ones say who somebody is; device ones only where they sat. */
export const personalIdentifiers = [
  'account',
  'unionid',
  'external-userid',
  'openid',
  'phone',
  'email',
] as const
export const deviceIdentifiers = ['device', 'anonymous'] as const
export type IdentifierType = (typeof personalIdentifiers)[number] | (typeof deviceIdentifiers)[number]

export interface Identifier {
  readonly type: IdentifierType
  /** As the source gave it, trimmed; phones and mails in normal form. At most 128 characters. */
  readonly value: string
}

export interface TouchpointObject {
  readonly type: ObjectType
  /** Stable name inside its source: a path, a document id, an order number. At most 256 characters. */
  readonly id: string
  /** What people call it. */
  readonly name?: string
}

/** What a door hands in. `(source, sourceEventId)` makes it one; a repeat is the same touchpoint. */
export interface NewTouchpoint {
  readonly sourceEventId: string
  /** When it happened, corrected for the sender's clock (received − sent). */
  readonly occurredAt: Instant
  /** Whose act it is. */
  readonly actor: 'customer' | 'ours'
  readonly verb: Verb
  readonly object: TouchpointObject
  /** Set when the source itself names it; otherwise the content map derives it from the object. */
  readonly topic?: Topic
  /** Topics that this touchpoint put before the customer's eyes; added to by the content map. */
  readonly exposes?: readonly Topic[]
  readonly identifiers: readonly Identifier[]
  /** The sender's own visit (session) id; without it visits are told apart by half an hour of silence. */
  readonly visit?: string
  /** Foreground time in milliseconds. */
  readonly dwellMs?: number
  /** What the source said about the customer: name, company, position. Never used to identify. */
  readonly profile?: Readonly<Record<string, string>>
  /** Everything else worth keeping, flat. */
  readonly properties?: Readonly<Record<string, string | number | boolean>>
}

/** A touchpoint as the log keeps it. */
export interface Touchpoint extends NewTouchpoint {
  readonly id: TouchpointId
  readonly source: SourceId
  readonly receivedAt: Instant
}
