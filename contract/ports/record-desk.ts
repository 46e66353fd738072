import type { FollowUp } from '../decision'
import type { CustomerId, DecisionId } from '../ids'
import type { EvidenceLine, Settled } from '../notice'
import type { Member } from '../people'
import type { Instant } from '../quantities'
import type { Identifier } from '../touchpoint'
import type { CustomerPage, DecisionExplained } from './desk'

/** What is to be done for a customer. */
export interface RecordStep {
  readonly decision: DecisionId
  readonly package: string
  readonly name: string
  readonly task: string
  readonly owner: string | null
  readonly due: Instant
  /** `waiting` has the step before it still to be done. */
  readonly state: 'open' | 'waiting'
}

/** One customer, whole, as a page shows him. */
export interface CustomerRecord extends CustomerPage {
  readonly position: string | null
  /** Phone numbers and mail addresses, masked for whoever may not read them in full; at most ten. */
  readonly contacts: readonly Identifier[]
  /** At most 50. */
  readonly steps: readonly RecordStep[]
}

export interface DecisionLine {
  readonly decision: DecisionId
  readonly at: Instant
  readonly rule: string
  readonly tags: readonly string[]
  readonly settled: Settled
  /** Whether the asker may answer it: people were told of it, and he may answer in their place or his own. */
  readonly answerable: boolean
  /** Whether the answer that stands is the asker's own. */
  readonly own: boolean
}

export interface FollowUpLine extends Pick<FollowUp, 'decision' | 'answer' | 'note' | 'at'> {
  readonly by: string
}

export interface RecordOfDecision {
  readonly line: DecisionLine
  readonly explained: DecisionExplained
}

/** A part of a list, newest first. */
export interface Page<Item, Place> {
  readonly items: readonly Item[]
  /** Where the next part begins; null after the last one. */
  readonly next: Place | null
}

/** A place in a timeline: when, and the touchpoint that breaks a tie. */
export interface TimelinePlace {
  readonly at: Instant
  readonly touchpoint: number
}

/**
 * What pages show of one customer. Null is the answer both where there is no such thing and where it is not the asker's
 * to see.
 */
export interface RecordDesk {
  record(asker: Member, customer: CustomerId): Promise<CustomerRecord | null>
  timeline(
    asker: Member,
    customer: CustomerId,
    limit: number,
    before: TimelinePlace | null,
  ): Promise<Page<EvidenceLine, TimelinePlace> | null>
  decisions(
    asker: Member,
    customer: CustomerId,
    limit: number,
    before: DecisionId | null,
  ): Promise<Page<DecisionLine, DecisionId> | null>
  /** Newest decision first; `before` leaves out those of that decision and of newer ones. */
  followUps(
    asker: Member,
    customer: CustomerId,
    limit: number,
    before: DecisionId | null,
  ): Promise<Page<FollowUpLine, DecisionId> | null>
  decision(asker: Member, decision: DecisionId): Promise<RecordOfDecision | null>
  /** The customer behind an account of WeCom's 外部联系人. */
  byExternalUserId(asker: Member, externalUserId: string): Promise<CustomerId | null>
}
