import type { DecisionId, MemberId, NoticeId } from '../ids'
import type { Instant } from '../quantities'
import type { CustomerBrief } from './customer-brief'
import type { NoticeKind } from './notice-kind'
import type { Settled } from './settled'

/** What was held back, or is still open, in one message instead of many. */
export interface DailyDigest {
  readonly kind: 'daily-digest'
  /** `morning`: what quiet hours held back and what is open. `overflow`: more than a person may be sent at once. */
  readonly because: 'morning' | 'overflow'
  readonly from: Instant
  readonly to: Instant
  /** Over everything in the period, whether it stands among `items` or not. */
  readonly counts: {
    readonly fired: number
    /** Answered by somebody, or over by itself, before the digest was made. */
    readonly solved: number
    /** Put off and not answered since. */
    readonly putOff: number
  }
  /** Open before solved, the most urgent first, one per decision, at most 20. */
  readonly items: readonly DigestItem[]
  /** For whoever leads others: who has how much waiting, most first, at most 20. Empty for a rep. */
  readonly people: readonly DigestPerson[]
}

export interface DigestItem {
  /** The notice that this one line stands for. */
  readonly notice: NoticeId
  readonly kind: Exclude<NoticeKind, 'daily-digest'>
  /** Null for what rests on no decision about a customer. */
  readonly decision: DecisionId | null
  readonly customer: CustomerBrief | null
  /** What it is about, in the words of the rule, package, part or warning; never empty. */
  readonly subject: string
  /** Intent strength when it fired, in tenths; null where none was judged. */
  readonly tenths: number | null
  /** When it was judged. */
  readonly at: Instant
  /** As it stands when the digest was made. */
  readonly settled: Settled
}

export interface DigestPerson {
  readonly member: MemberId
  readonly name: string
  readonly fired: number
  readonly solved: number
  /** When the oldest one that nobody answered was judged; null where none waits. */
  readonly oldestOpen: Instant | null
}
