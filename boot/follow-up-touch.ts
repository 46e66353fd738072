import type { Identity } from '../api/identity'
import type { Sql } from '../api/database'
import type { LogStore } from '../api/touchpoints'
import type { FollowUp } from '../contract/decision'
import type { SourceId } from '../contract/ids'
import { decisionCode } from '../contract/ids'
import type { Clock } from '../contract/ports/clock'
import { identifierOf } from './identifier-of'

/**
 * The follow-up as a touchpoint of the customer, kept in the transaction that records the answer: confirming a card
 * is the record, and nobody types it again. What becomes of a decision that was put off is a touchpoint of its own,
 * beside the one of putting it off.
 */
export const recordFollowUp =
  (deps: {
    readonly identity: { readonly store: Pick<Identity['store'], 'personasOfCustomer' | 'identifiersOf'> }
    readonly log: Pick<LogStore, 'keepIn'>
    readonly clock: Clock
    readonly source: SourceId
  }) =>
  async (tx: Sql, followUp: FollowUp, replaced: boolean, undone = 0): Promise<void> => {
    const identifier = await identifierOf(deps.identity.store, followUp.customer, tx)
    if (identifier === undefined) return
    await deps.log.keepIn(tx, [
      {
        source: deps.source,
        receivedAt: deps.clock.now(),
        touchpoints: [
          {
            sourceEventId: [
              `follow-up:${followUp.decision}`,
              ...(replaced ? [followUp.answer] : []),
              ...(undone > 0 ? [`again-${undone}`] : []),
            ].join(':'),
            occurredAt: followUp.at,
            actor: 'ours',
            verb: 'followed-up',
            object: { type: 'customer', id: decisionCode(followUp.decision) },
            identifiers: [identifier],
            properties: {
              member: followUp.member,
              answer: followUp.answer,
              ...(followUp.note === null ? {} : { note: followUp.note }),
            },
          },
        ],
        unreadable: [],
      },
    ])
  }
