import type { CustomerId, RuleId, Tag } from './ids'
import type { Instant } from './quantities'

/**
 * The recent touchpoints of one verb and topic, as parallel columns sorted by (at, id).
 * Bounded to the newest `SERIES_LIMIT` inside `HORIZON` of the customer's newest touchpoint, both of which
 * depend on the set of touchpoints alone, so any arrival order ends in the same columns.
 */
export interface Series {
  /** Instants, ascending. */
  readonly at: readonly number[]
  /** Touchpoint ids, parallel to `at`. */
  readonly id: readonly number[]
  readonly object: readonly string[]
  /** The sender's visit id, or '' where visits are told apart by silence. */
  readonly visit: readonly string[]
  /** Milliseconds, 0 where nothing was said. */
  readonly dwellMs: readonly number[]
}

/** `${verb}|${topic}`; the topic part is empty where none is known. */
export type SeriesKey = string

/** The customer's visits as parallel columns sorted by (start, key), the newest 32. */
export interface Visits {
  /** The sender's visit id, or `~` + start for a visit told apart by half an hour of silence. */
  readonly key: readonly string[]
  readonly start: readonly number[]
  readonly last: readonly number[]
}

/** What the touchpoints alone say: the same touchpoints in any order give the same value. */
export interface Folded {
  readonly series: Readonly<Record<SeriesKey, Series>>
  readonly visits: Visits
  /** Newest occurredAt. */
  readonly watermark: Instant
  /** How many touchpoints were folded in, bounded or not. */
  readonly touchpoints: number
  readonly firstAt: Instant
}

/** What the hub has done about the customer, each with the decision that did it. */
export interface Marks {
  readonly tags: Readonly<Record<Tag, { readonly at: Instant; readonly decision: number }>>
  /** When each rule last fired for this customer. */
  readonly fired: Readonly<Record<RuleId, Instant>>
}

export interface CustomerState {
  readonly customer: CustomerId
  readonly folded: Folded
  readonly marks: Marks
  /** The newest word of each source-given field: name, company, position. */
  readonly profile: Readonly<
    Record<string, { readonly value: string; readonly at: Instant; readonly id: number }>
  >
}
