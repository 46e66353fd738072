import type { CustomerId, DecisionId, DocumentId, NoticeId } from '../../contract/ids'
import { decisionCode } from '../../contract/ids'
import type { Member } from '../../contract/people'
import { plus } from '../../contract/quantities'
import type { Identifier } from '../../contract/touchpoint'
import type { Sql } from '../database'
import type { DocumentsDeps } from './documents-deps'
import type { KnownDocument } from './library'
import { identifierOf, personaFor } from './reader'
import type { DocumentLink } from './link-store.typeorm'
import { makeLink, noticeAbout } from './link-store.typeorm'

export interface GiveOutOrder {
  readonly decision: DecisionId
  /** The step of the decision's package that it completes. */
  readonly step: string
  readonly document: DocumentId
  readonly customer: CustomerId
  readonly member: Member
  /** The card it was ordered from, where it was one. */
  readonly notice: NoticeId | null
}

export type GivenOut =
  | { readonly kind: 'made' | 'there'; readonly link: DocumentLink; readonly document: KnownDocument }
  /** The installation has no such document. */
  | { readonly kind: 'no-document' }
  /** Nothing identifies the customer, so that an opening could not be told to be his. */
  | { readonly kind: 'nobody' }

/**
 * One transaction: the link, the step that it completes, and the touchpoint of ours that says so. Ordered twice, by
 * one hand or two, it is the same link and nothing more.
 */
export async function giveOut(deps: DocumentsDeps, order: GiveOutOrder): Promise<GivenOut> {
  const document = deps.library.get(order.document)
  if (document === undefined) return { kind: 'no-document' }
  const persona = await personaFor(deps, order.customer)
  if (persona === undefined) return { kind: 'nobody' }
  // Before the transaction: whoever waits for a second connection while holding one may wait for himself.
  const reader = await identifierOf(deps, persona)
  if (reader === undefined) return { kind: 'nobody' }
  return deps.database.write(async (tx) => {
    const now = deps.clock.now()
    const notice = order.notice ?? (await noticeAbout(tx, order.decision, order.member.id)) ?? null
    const ends = plus(now, document.validFor)
    const { decision, step, customer, member } = order
    const { link, isNew } = await makeLink(tx, {
      ...{ decision, step, customer, notice, persona, ends },
      ...{ document: document.id, member: member.id, madeAt: now },
    })
    if (!isNew) return { kind: 'there', link, document }
    await deps.steps.finish(tx, decision, step, now)
    await recordHandOut(deps, tx, link, document, reader)
    return { kind: 'made', link, document }
  })
}

async function recordHandOut(
  deps: DocumentsDeps,
  tx: Sql,
  link: DocumentLink,
  { id, name, topic }: KnownDocument,
  reader: Identifier,
): Promise<void> {
  await deps.keepIn(tx, [
    {
      source: deps.source,
      receivedAt: link.madeAt,
      unreadable: [],
      touchpoints: [
        {
          sourceEventId: `sent:${link.id}:${link.made}`,
          occurredAt: link.madeAt,
          actor: 'ours',
          verb: 'shared',
          object: { type: 'document', id, name },
          topic,
          identifiers: [reader],
          properties: { link: link.id, decision: decisionCode(link.decision), member: link.member },
        },
      ],
    },
  ])
}
