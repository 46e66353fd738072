import type { CustomerState, Series, Visits } from '../../../contract/customer-state'
import type { CustomerId, RuleId, Tag } from '../../../contract/ids'
import type { Instant } from '../../../contract/quantities'
import { visitsOf } from './visits'

/** The columns of a series while they are being written. Assignable to the contract's read-only Series. */
export interface WorkingSeries extends Series {
  readonly at: number[]
  readonly id: number[]
  readonly object: string[]
  readonly visit: string[]
  readonly dwellMs: number[]
}

export interface WorkingFolded {
  readonly series: Record<string, WorkingSeries>
  watermark: Instant
  firstAt: Instant
  touchpoints: number
  /** Entries in all series together. */
  entries: number
  /** No entry is older than this. */
  oldest: number
  readonly visits: Visits
}

/** A customer's state as its one writer holds it. */
export interface WorkingState extends CustomerState {
  readonly folded: WorkingFolded
  readonly marks: {
    readonly tags: Record<Tag, { readonly at: Instant; readonly decision: number }>
    readonly fired: Record<RuleId, Instant>
  }
  readonly profile: Record<string, { readonly value: string; readonly at: Instant; readonly id: number }>
}

export const emptyState = (customer: CustomerId): WorkingState => ({
  customer,
  folded: folded({}, 0 as Instant, 0 as Instant, 0),
  marks: { tags: {}, fired: {} },
  profile: {},
})

/** Visits follow from the entries alone; they are told apart when somebody asks, once per change. */
export function folded(
  series: Record<string, WorkingSeries>,
  watermark: Instant,
  firstAt: Instant,
  touchpoints: number,
): WorkingFolded {
  let seen = -1
  let visits: Visits | undefined
  return {
    series,
    watermark,
    firstAt,
    touchpoints,
    entries: Object.values(series).reduce((sum, s) => sum + s.at.length, 0),
    oldest: oldestOf(series),
    get visits() {
      if (visits === undefined || seen !== this.touchpoints) {
        visits = visitsOf(this.series)
        seen = this.touchpoints
      }
      return visits
    },
  }
}

export function oldestOf(series: Readonly<Record<string, Series>>): number {
  let oldest = Infinity
  for (const key in series) oldest = Math.min(oldest, series[key]?.at[0] ?? Infinity)
  return oldest
}
