import type { Contribution, Stage } from '../intent'
import type { FollowUpAnswer } from '../decision'
import type { Verdict } from '../feedback'
import type { CustomerId, DecisionId, NoticeId } from '../ids'
import type { CustomerBrief, EvidenceLine, OutboundNotice, Settled } from '../notice'
import type { Member } from '../people'
import type { Instant } from '../quantities'
import type { Explanation, Reading } from '../rule'

export interface HotCustomer extends CustomerBrief {
  readonly tenths: number
  readonly stage: Stage
  readonly owner: string | null
  readonly lastAt: Instant
}

export interface CustomerPage extends HotCustomer {
  readonly contributions: readonly Contribution[]
  readonly recent: readonly EvidenceLine[]
}

/** The three layers behind a decision. */
export interface DecisionExplained {
  readonly decision: DecisionId
  readonly customer: CustomerBrief
  readonly at: Instant
  readonly trace: string
  /** Layer 1. */
  readonly evidence: readonly EvidenceLine[]
  /** Layer 2. */
  readonly reading: Reading
  readonly tags: readonly string[]
  /** Layer 3. */
  readonly rule: {
    readonly id: string
    readonly name: string
    readonly version: number
    readonly hypothesis: string
  }
  readonly package: { readonly name: string; readonly version: number; readonly hypothesis: string } | null
  readonly outcome: Settled
}

export interface MissExplained {
  readonly customer: CustomerBrief
  readonly rules: readonly (Explanation & { readonly name: string })[]
}

export type Found<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly choices: readonly CustomerBrief[] }
  | { readonly kind: 'forbidden' }

export type Confirmed =
  | { readonly kind: 'done'; readonly notice: OutboundNotice }
  /** An earlier answer stands; the card says whose. */
  | { readonly kind: 'already'; readonly notice: OutboundNotice }
  | { readonly kind: 'not-yours' }
  | { readonly kind: 'unknown' }

/** The questions and orders that chat and console may put. Every answer is filtered by who asks. */
export interface HubDesk {
  hot(asker: Member, limit: number, offset: number): Promise<readonly HotCustomer[]>
  customer(asker: Member, query: string): Promise<Found<CustomerPage>>
  /** Without a number: the newest decision the asker was told of. */
  explain(asker: Member, decision: DecisionId | null): Promise<Found<DecisionExplained>>
  explainMiss(asker: Member, query: string): Promise<Found<MissExplained>>
  /** By card: the notice it was sent for. By reply: the decision, or the asker's newest open one. */
  confirm(
    asker: Member,
    which: ConfirmTarget,
    answer: FollowUpAnswer,
    note: string | null,
  ): Promise<Confirmed>
  /** Notices of the asker that nobody has answered, newest first, and after them those that were put off. */
  open(asker: Member, limit: number): Promise<readonly OutboundNotice[]>
  /** The notice as it stands now, open or answered; null where the asker was not its receiver. */
  notice(asker: Member, notice: NoticeId): Promise<OutboundNotice | null>
  ownerOf(customer: CustomerId): Promise<Member | null>
  /** What the asker thinks of a card: his last word counts. `reason` is one of `feedbackReasons`, or his own words. */
  feedback(asker: Member, notice: NoticeId, verdict: Verdict, reason: string | null): Promise<FeedbackKept>
}

export type FeedbackKept = { readonly kind: 'kept' | 'not-yours' | 'unknown' }

export type ConfirmTarget =
  { readonly notice: number } | { readonly decision: DecisionId } | { readonly newest: true }
