import type { Instant } from '../quantities'
import type { Measure, Named, Versioned } from './measure'

/** A breaker opened, half-opened or closed for one article: why, what it did in which channel, what comes next. */
export interface BreakerTripped {
  readonly kind: 'breaker-tripped'
  /** One id for all that follows from this trip. */
  readonly trip: string
  readonly breaker: Versioned
  readonly sku: Named
  /** Null where it watches all stores together. */
  readonly store: Named | null
  readonly state: 'open' | 'half-open' | 'closed'
  readonly at: Instant
  readonly cause: {
    readonly of: 'stock' | 'price' | 'promotion' | 'service' | 'by-hand'
    readonly found: Measure
    readonly threshold: Measure
    readonly tripsWhen: 'below' | 'above'
  }
  /** Every channel the article is sold in, those that failed first. */
  readonly channels: readonly ChannelEffect[]
  /** Accepted and not yet delivered. */
  readonly pendingOrders: number
  /** When trial orders are let through; null while somebody holds it by hand. */
  readonly halfOpenAt: Instant | null
}

export interface ChannelEffect extends Named {
  /** `underway` until the channel has confirmed it. */
  readonly effect: 'paused' | 'resumed' | 'underway' | 'failed'
  /** The channel's own code where it failed, '' otherwise. */
  readonly code: string
  /** When it is tried again; null where it is not. */
  readonly retryAt: Instant | null
}
