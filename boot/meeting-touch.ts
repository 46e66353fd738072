import { currentRow } from '../api/customers'
import type { Customers } from '../api/customers'
import type { Sql } from '../api/database'
import type { Identity } from '../api/identity'
import type { MeetingTouch } from '../api/meetings'
import type { LogStore } from '../api/touchpoints'
import type { SourceId } from '../contract/ids'
import type { Clock } from '../contract/ports/clock'
import { identifierOf } from './identifier-of'

/** What happens to a meeting as a touchpoint of its customer, kept in the transaction that records it. */
export const recordMeetingTouch =
  (deps: {
    readonly identity: { readonly store: Pick<Identity['store'], 'personasOfCustomer' | 'identifiersOf'> }
    readonly customers: { readonly store: Pick<Customers['store'], 'row'> }
    readonly log: Pick<LogStore, 'keepIn'>
    readonly clock: Clock
    readonly source: SourceId
  }) =>
  async (tx: Sql, { customer, touchpoint }: MeetingTouch): Promise<void> => {
    const row = await currentRow(deps.customers.store, customer)
    const identifier = await identifierOf(deps.identity.store, row?.id ?? customer, tx)
    if (identifier === undefined) return
    await deps.log.keepIn(tx, [
      {
        source: deps.source,
        receivedAt: deps.clock.now(),
        touchpoints: [{ ...touchpoint, identifiers: [identifier] }],
        unreadable: [],
      },
    ])
  }
