import type { SourceId } from '../ids'
import type { Instant } from '../quantities'
import type { NewTouchpoint } from '../touchpoint'

/** Something that arrived and could not be read as a touchpoint. It is kept, with its reason, to be mapped later. */
export interface Unreadable {
  /** A short code: `unmapped-event`, `bad-time`, `no-identifier`, `bad-crc`, `not-json` … */
  readonly reason: string
  readonly detail: string
  /** The event's name in its source, where it has one: what a mapping would be made for. */
  readonly eventName: string | null
  /** Idempotency key inside its source. */
  readonly sourceEventId: string
  /** The piece as received, as JSON text, at most 32 KiB. */
  readonly raw: string
}

export interface ArrivedBatch {
  readonly source: SourceId
  readonly receivedAt: Instant
  readonly touchpoints: readonly NewTouchpoint[]
  readonly unreadable: readonly Unreadable[]
}

export interface Receipt {
  /** New in the log. */
  readonly accepted: number
  /** Already kept before, or twice in this batch. */
  readonly repeated: number
  readonly quarantined: number
}

/** How anything gets in. */
export interface TouchpointInbox {
  /**
   * Resolves only when the batch is durable. Rejects with a Fault `busy` or `store-unavailable` (both with
   * retryAfter) and then nothing of the batch was kept.
   */
  accept(batch: ArrivedBatch): Promise<Receipt>
}
