import type { Contribution, Stage } from '../intent'
import type { FollowUpAnswer, GivenAnswer } from '../decision'
import type { Verdict } from '../feedback'
import type { CustomerId, DecisionId, NoticeId } from '../ids'
import type { CustomerBrief, EvidenceLine, OutboundNotice, Settled } from '../notice'
import type { Member } from '../people'
import type { Instant } from '../quantities'
import type { Explanation, Reading } from '../rule'
import type { AutonomyDesk } from './autonomy-desk'
import type { DocumentsDesk } from './documents-desk'
import type { FiguresDesk, Whose } from './figures-desk'
import type { MeetingDesk } from './meeting-desk'
import type { OperationsDesk } from './operations-desk'
import type { MemberSettings } from './settings'
import type { StrategyDesk } from './strategy-desk'

export interface HotCustomer extends CustomerBrief {
  readonly tenths: number
  readonly stage: Stage
  readonly owner: string | null
  readonly lastAt: Instant
}

export interface CustomerPage extends HotCustomer {
  readonly contributions: readonly Contribution[]
  readonly recent: readonly EvidenceLine[]
  /** What WeCom has tagged him with; not the hub's own tags. Left out where he is no contact there. */
  readonly wecomTags?: readonly string[]
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

/** What a member may ask or order beyond what everybody may; which things it may be done to is asked each time. */
export const deskRights = [
  'hand-over',
  'send-document',
  'arrange-meeting',
  'see-own-figures',
  'see-team-figures',
  'read-strategy',
  'pause-strategy',
  'see-operations',
] as const
export type DeskRight = (typeof deskRights)[number]

/** Names that stand in a text or nearly do, of things that the asker may know of. */
export interface SpokenNames {
  readonly members: readonly string[]
  readonly teams: readonly string[]
  /** Names and companies. */
  readonly customers: readonly string[]
  readonly strategies: readonly string[]
  /** Customers he may not know of: to be kept from others, and never said back to him. */
  readonly hidden: readonly string[]
}

export type HandedOver =
  | {
      readonly kind: 'done'
      readonly customer: CustomerBrief
      readonly to: string
      /** Open notices that the new owner is told of. */
      readonly told: number
    }
  /** It is his already. */
  | { readonly kind: 'already'; readonly customer: CustomerBrief; readonly to: string }
  | { readonly kind: 'several'; readonly choices: readonly CustomerBrief[] }
  /** There is none, or it is not the asker's to see. */
  | { readonly kind: 'no-customer' }
  /** Nobody of that name, or nobody to whom the asker may hand it. */
  | { readonly kind: 'no-member' }
  | { readonly kind: 'forbidden' }

export type HandOverTarget = { readonly decision: DecisionId } | { readonly customer: string }

export type Undone =
  | { readonly kind: 'done'; readonly notice: OutboundNotice; readonly was: FollowUpAnswer }
  /** Nobody had answered: what the hub had started by itself was stopped, and that is the answer now. */
  | { readonly kind: 'called-off'; readonly notice: OutboundNotice }
  /** He has answered nothing, or not this. */
  | { readonly kind: 'nothing' }
  /** More than a day old. */
  | { readonly kind: 'too-late' }
  /** A step of the strategy package that followed is done already. */
  | { readonly kind: 'built-upon' }

/** The questions and orders that chat and console may put. Every answer is filtered by who asks. */
export interface HubDesk
  extends FiguresDesk, StrategyDesk, AutonomyDesk, OperationsDesk, DocumentsDesk, MeetingDesk {
  rights(asker: Member): Promise<ReadonlySet<DeskRight>>
  /** At most 50 customers. */
  names(asker: Member, text: string): Promise<SpokenNames>
  /** Null where the name is no team's and nobody's, or not for the asker. */
  hot(asker: Member, limit: number, offset: number, whose?: Whose): Promise<readonly HotCustomer[] | null>
  customer(asker: Member, query: string): Promise<Found<CustomerPage>>
  /** Without a number: the newest decision the asker was told of. */
  explain(asker: Member, decision: DecisionId | null): Promise<Found<DecisionExplained>>
  explainMiss(asker: Member, query: string): Promise<Found<MissExplained>>
  /** By card: the notice it was sent for. By reply: the decision, or the asker's newest open one. */
  confirm(asker: Member, which: ConfirmTarget, answer: GivenAnswer, note: string | null): Promise<Confirmed>
  /**
   * Takes back an answer of the asker's own: that decision's, or his newest one. Of a decision that is named and that
   * nobody has answered, what the hub has started by itself is stopped.
   */
  undo(asker: Member, decision: DecisionId | null): Promise<Undone>
  /** Gives a customer, with what is open about him, to a colleague. */
  handOver(asker: Member, which: HandOverTarget, to: string): Promise<HandedOver>
  /** Notices of the asker that nobody has answered, newest first, and after them those that were put off. */
  open(asker: Member, limit: number, offset?: number): Promise<readonly OutboundNotice[]>
  /** The notice as it stands now, open or answered; null where the asker was not its receiver. */
  notice(asker: Member, notice: NoticeId): Promise<OutboundNotice | null>
  ownerOf(customer: CustomerId): Promise<Member | null>
  /** His own. */
  settings(asker: Member): Promise<MemberSettings>
  changeSettings(asker: Member, change: Partial<MemberSettings>): Promise<MemberSettings>
  /** What the asker thinks of a card: his last word counts. `reason` is one of `feedbackReasons`, or his own words. */
  feedback(asker: Member, notice: NoticeId, verdict: Verdict, reason: string | null): Promise<FeedbackKept>
}

export type FeedbackKept = { readonly kind: 'kept' | 'not-yours' | 'unknown' }

export type ConfirmTarget =
  { readonly notice: number } | { readonly decision: DecisionId } | { readonly newest: true }
