import type { ChatAddress, Platform } from '../people'
import type { Instant } from '../quantities'

/** Time in which somebody has something else to do; `to` is when he is free again. */
export interface BusySpan {
  readonly from: Instant
  readonly to: Instant
  /** What he calls it: to tell our own meeting from another one, never shown to anybody else. */
  readonly title: string
}

export type CalendarReading =
  | { readonly kind: 'read'; readonly busy: readonly BusySpan[] }
  /** Nothing is known of his time. `code` is the platform's own, or ours. */
  | { readonly kind: 'unread'; readonly code: string }

/** The calendar that people keep on a chat platform. Only what the platform's documents promise is asked of it. */
export interface CalendarPort {
  readonly platform: Platform
  /** His engagements that overlap the span, declined and cancelled ones left out. Never throws. */
  busy(who: ChatAddress, from: Instant, to: Instant, signal: AbortSignal): Promise<CalendarReading>
}
