import type { Customers } from '../api/customers'
import type { Sql } from '../api/database'
import type { Identity } from '../api/identity'
import type { MeetingTouch } from '../api/meetings'
import type { LogStore } from '../api/touchpoints'
import type { CustomerId, SourceId } from '../contract/ids'
import type { Clock } from '../contract/ports/clock'

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
    const personas = await deps.identity.store.personasOfCustomer(await currentId(deps.customers, customer))
    const identifiers = await deps.identity.store.identifiersOf(personas.map((p) => p.id))
    const [identifier] = personas.flatMap((p) => identifiers.get(p.id) ?? [])
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

/** Whoever was joined to another customer since is that one now. */
async function currentId(
  customers: { readonly store: Pick<Customers['store'], 'row'> },
  id: CustomerId,
): Promise<CustomerId> {
  const row = await customers.store.row(id)
  return row === undefined || row.mergedInto === null ? id : currentId(customers, row.mergedInto)
}
