import type { CustomerId, MemberId, PersonaId, TouchpointId } from '../../contract/ids'
import type { Stage } from '../../contract/intent'
import type { Instant } from '../../contract/quantities'
import type { Sql } from '../database'
import type { WorkingState } from './domain/working-state'

/** One customer as the database keeps it beside the state. */
export interface CustomerRow {
  readonly id: CustomerId
  readonly name: string
  readonly company: string | null
  readonly owner: MemberId | null
  readonly tenths: number
  readonly intentAt: Instant
  readonly stage: Stage
  readonly touchpoints: number
  readonly firstAt: Instant
  readonly lastAt: Instant
  /** When the clock alone may change what the rules say. */
  readonly dueAt: Instant | null
  readonly mergedInto: CustomerId | null
}

/** A customer in the hands of the partition's writer. */
export interface HeldCustomer {
  readonly row: CustomerRow
  readonly state: WorkingState
}

export interface TimelineEntry {
  readonly customer: CustomerId
  readonly occurredAt: Instant
  readonly touchpoint: TouchpointId
  readonly persona: PersonaId
}

export interface CustomerStore {
  hold(ids: readonly CustomerId[]): Promise<HeldCustomer[]>
  /** `moved`: of customers that exist and of whom only what touchpoints move has changed, no name and no owner. */
  write(tx: Sql, held: readonly HeldCustomer[], what?: 'whole' | 'moved'): Promise<void>
  /** Strength and stage alone, for customers that exist. */
  writeStanding(tx: Sql, rows: readonly CustomerRow[]): Promise<void>
  addToTimeline(tx: Sql, entries: readonly TimelineEntry[]): Promise<void>
  /** Moves what a persona did from one customer's timeline to another's. */
  moveTimeline(tx: Sql, persona: PersonaId, from: CustomerId, into: CustomerId): Promise<void>
  markMerged(tx: Sql, customer: CustomerId, into: CustomerId | null): Promise<void>
  /** Newest first, before the given place. */
  timeline(
    customer: CustomerId,
    limit: number,
    before?: { at: Instant; id: TouchpointId },
  ): Promise<TimelineEntry[]>
  /** The newest 20,000 touchpoints, oldest first, for a new fold: of one persona only, or of all but one. */
  history(of: HistoryOf): Promise<TouchpointId[]>
  row(customer: CustomerId): Promise<CustomerRow | undefined>
  /** Those of them that exist, in no order. */
  rowsOf(customers: readonly CustomerId[]): Promise<CustomerRow[]>
  search(query: string, filter: OwnerFilter, limit: number, offset: number): Promise<CustomerRow[]>
  hottest(filter: OwnerFilter, limit: number, offset: number): Promise<CustomerRow[]>
  /** The names of the warmest customers, at most so many, with their owners. */
  named(limit: number): Promise<NamedCustomer[]>
  /** Touchpoints on each day of the customers that each of these owns. Days begin at midnight of that clock. */
  touchpointsPerDay(
    owners: readonly MemberId[],
    span: { readonly from: Instant; readonly to: Instant },
    utcOffsetMs: number,
  ): Promise<{ readonly member: MemberId; readonly day: Instant; readonly count: number }[]>
  /** Customers whose due moment has come. */
  due(now: Instant, limit: number): Promise<CustomerId[]>
  /** Pages through all customers with some strength left, for the decay tick. */
  warm(afterId: number, limit: number): Promise<CustomerId[]>
  tagsOf(customers: readonly CustomerId[]): Promise<Map<CustomerId, string[]>>
  count(): Promise<number>
}

export type NamedCustomer = Pick<CustomerRow, 'id' | 'name' | 'company' | 'owner'>

/** Whose customers may be seen. */
export type OwnerFilter =
  { readonly kind: 'all' } | { readonly kind: 'owners'; readonly owners: readonly MemberId[] }

/** Whose part of which timelines. */
export interface HistoryOf {
  readonly customers: readonly CustomerId[]
  readonly only?: PersonaId
  readonly except?: PersonaId
}
