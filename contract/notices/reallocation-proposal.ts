import type { Instant } from '../quantities'
import type { Autonomy } from '../rule'
import type { Named } from './measure'

/** Pending orders moved to other stores: what it would bring, order by order, for somebody to approve or undo. */
export interface ReallocationProposal {
  readonly kind: 'reallocation-proposal'
  /** The proposal's id. */
  readonly proposal: string
  /** The trip of a breaker that led to it; null where somebody asked for it. */
  readonly trip: string | null
  readonly sku: Named
  /** Below 2 it waits for somebody; from 2 on it is in force and can be undone. */
  readonly autonomy: Autonomy
  readonly totals: {
    readonly orders: number
    readonly moved: number
    /** No store could take them; these stay where they are. */
    readonly unplaced: number
    readonly onTimeBefore: number
    readonly onTimeAfter: number
    /** Lifetime value that arrives on time, in yuan. */
    readonly valueBeforeYuan: number
    readonly valueAfterYuan: number
  }
  /** Largest lifetime value first, at most 50. */
  readonly moves: readonly OrderMove[]
  /** Largest lifetime value first, at most 50. */
  readonly unplaced: readonly UnplacedOrder[]
  readonly madeAt: Instant
  /** After that stock may have changed, and it has to be made anew. */
  readonly goodUntil: Instant
}

export interface OrderMove {
  /** The order's number as people know it. */
  readonly order: string
  readonly customer: string | null
  readonly from: Named
  readonly to: Named
  readonly distanceKm: number
  /** Null where it is unknown and the order counted with the neutral weight. */
  readonly lifetimeValueYuan: number | null
  readonly promisedBy: Instant
  readonly arrivesBy: Instant
  /** Why this store and none nearer. */
  readonly because: 'nearest' | 'nearer-out-of-stock' | 'nearer-at-capacity' | 'nearer-worth-more-to-others'
}

export interface UnplacedOrder {
  readonly order: string
  readonly customer: string | null
  readonly at: Named
  readonly lifetimeValueYuan: number | null
  readonly because: 'no-stock' | 'too-far' | 'no-capacity' | 'too-late'
  /** What one more piece at the best store would bring, in yuan; null where no piece would help. */
  readonly priceYuan: number | null
}
