import type { Instant } from '../quantities'
import type { Named, Unit } from './measure'

/** A table of numbers that is read by colour, such as stores × articles or days × people. */
export interface HeatMap {
  readonly kind: 'heat-map'
  /** The id under which the same numbers can be fetched. */
  readonly map: string
  /**
   * `stock-imbalance`: a store's share of the stock over its share of the demand, less 1, so that 0 is balanced, -1
   * is nothing where something is wanted. `touchpoints`, `follow-ups`: how many of them there were.
   */
  readonly of: 'stock-imbalance' | 'touchpoints' | 'follow-ups'
  /** Whom or what it covers, such as a region or team. */
  readonly scope: string
  readonly at: Instant
  /** The trip of a breaker that led to it, or null. */
  readonly trip: string | null
  /** At most 31. */
  readonly rows: readonly Named[]
  /** At most 31. */
  readonly columns: readonly Named[]
  /** Row by row, one per column; null where nothing is known. */
  readonly cells: readonly (readonly (number | null)[])[]
  readonly unit: Unit
  /** What to order, most urgent first, at most 50; empty where nothing is. */
  readonly replenishment: readonly Replenishment[]
}

/** `quantity` = `leadTimeDemand` + `safetyStock` − `position`, in pieces, never below 0. */
export interface Replenishment {
  /** The id under which it can be changed and approved. */
  readonly id: string
  readonly store: Named
  readonly sku: Named
  readonly quantity: number
  readonly leadTimeDays: number
  readonly leadTimeDemand: number
  readonly safetyStock: number
  /** On hand and on order, less what is promised. */
  readonly position: number
}
