import { decisionCode } from '../../contract/ids'
import type { Instant } from '../../contract/quantities'
import { minutes } from '../../contract/quantities'
import type { Identifier, NewTouchpoint } from '../../contract/touchpoint'
import type { DocumentsDeps } from './documents-deps'
import type { KnownDocument } from './library'
import type { DocumentLink } from './link-store.typeorm'
import { beginFirstOpening, beginOpening, linkById, openingKey } from './link-store.typeorm'
import { identifierOf } from './reader'

/** Somebody opens it, or a viewer asks for a further piece of what was opened. */
export type OpeningKind = 'opening' | 'piece'

/** `gone`: it was taken back, or the customer is known no more. */
export type Opened = { readonly kind: 'kept' | 'part-of-an-opening' | 'gone' }

/** What is opened again within that time of when it was first is the same opening. */
export const OPENING_GAP = minutes(1)

/**
 * Keeps the opening as a touchpoint of the customer and resolves when it is durable; what rejects instead is the
 * inbox's Fault, and nothing was kept.
 *
 * The link's row numbers the openings and the log knows each number once. A process that dies in between has numbered
 * an opening that is not in the log yet; the reader got no document, asks again, and the same number is kept then.
 */
export async function opened(
  deps: DocumentsDeps,
  link: DocumentLink,
  kind: OpeningKind,
  at: Instant,
): Promise<Opened> {
  const document = deps.library.get(link.document)
  const reader = await identifierOf(deps, link.persona)
  if (document === undefined || reader === undefined) return { kind: 'gone' }
  if (kind === 'piece' && link.opening > 0) return { kind: link.takenBack ? 'gone' : 'part-of-an-opening' }
  const stands = await deps.database.write(async (tx) => {
    await (kind === 'opening'
      ? beginOpening(tx, link.id, at, OPENING_GAP)
      : beginFirstOpening(tx, link.id, at))
    return linkById(tx, link.id)
  })
  if (stands === undefined || stands.takenBack) return { kind: 'gone' }
  await deps.inbox.accept({
    source: deps.source,
    receivedAt: at,
    touchpoints: [touchpointOf(stands, document, reader)],
    unreadable: [],
  })
  return { kind: 'kept' }
}

const touchpointOf = (link: DocumentLink, document: KnownDocument, reader: Identifier): NewTouchpoint => ({
  sourceEventId: `${openingKey(link.id)}:${link.opening}`,
  occurredAt: link.openingAt,
  actor: 'customer',
  verb: 'viewed',
  object: { type: 'document', id: document.id, name: document.name },
  topic: document.topic,
  identifiers: [reader],
  properties: {
    link: link.id,
    decision: decisionCode(link.decision),
    member: link.member,
    ...(link.notice === null ? {} : { notice: link.notice }),
  },
})
