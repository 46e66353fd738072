import type { CustomerId } from '../../contract/ids'
import type { Sql } from '../database'
import type { CustomerRow, CustomerStore, HeldCustomer } from './customer-store'
import { emptyState } from './domain/working-state'

export interface Customers {
  readonly store: CustomerStore
  /** The customers named, made up empty where they do not exist yet. The caller may change their state in place. */
  hold(ids: readonly CustomerId[]): Promise<Map<CustomerId, HeldCustomer>>
  /** Writes these in the caller's transaction, before they are remembered. */
  write(tx: Sql, held: readonly HeldCustomer[]): Promise<void>
  /** The batch is committed: keep these in memory. */
  remember(held: Iterable<HeldCustomer>): void
  /** The batch failed: what was changed in place is worth nothing. */
  forget(ids?: Iterable<CustomerId>): void
  held(): number
}

/**
 * The hot customers of the partition this process writes, newest use last, at most `most` of them; the store has
 * everything. Only the one writer of a partition may use this.
 */
export function createCustomers(store: CustomerStore, most = 20_000): Customers {
  const hot = new Map<CustomerId, HeldCustomer>()

  const remember = (held: Iterable<HeldCustomer>): void => {
    for (const customer of held) {
      hot.delete(customer.row.id)
      hot.set(customer.row.id, customer)
    }
    for (const id of hot.keys()) {
      if (hot.size <= most) break
      hot.delete(id)
    }
  }

  return {
    store,
    hold: async (ids) => {
      const found = new Map<CustomerId, HeldCustomer>()
      const missing: CustomerId[] = []
      for (const id of new Set(ids)) {
        const customer = hot.get(id)
        if (customer === undefined) missing.push(id)
        else found.set(id, customer)
      }
      for (const customer of await store.hold(missing)) found.set(customer.row.id, customer)
      for (const id of missing) if (!found.has(id)) found.set(id, nobodyYet(id))
      return found
    },
    write: async (tx, held) => {
      const moved = held.filter(({ row }) => hasOnlyMoved(row, hot.get(row.id)?.row))
      const known = new Set(moved)
      await store.write(tx, moved, 'moved')
      await store.write(
        tx,
        held.filter((customer) => !known.has(customer)),
      )
    },
    remember,
    forget: (ids) => {
      if (ids === undefined) hot.clear()
      else for (const id of ids) hot.delete(id)
    },
    held: () => hot.size,
  }
}

const hasOnlyMoved = (now: CustomerRow, before: CustomerRow | undefined): boolean =>
  before !== undefined &&
  now.name === before.name &&
  now.company === before.company &&
  now.owner === before.owner &&
  now.mergedInto === before.mergedInto

const nobodyYet = (id: CustomerId): HeldCustomer => ({
  row: {
    id,
    name: '',
    company: null,
    owner: null,
    tenths: 0,
    intentAt: 0 as HeldCustomer['row']['intentAt'],
    stage: 'new',
    touchpoints: 0,
    firstAt: 0 as HeldCustomer['row']['firstAt'],
    lastAt: 0 as HeldCustomer['row']['lastAt'],
    dueAt: null,
    mergedInto: null,
  },
  state: emptyState(id),
})
