import type { DecisionId, DocumentId, MemberId, NoticeId } from './ids'
import type { IntentStrength } from './intent'
import type { MeetingStanding, StepMeeting } from './meeting'
import type { ChatAddress } from './people'
import type { Instant } from './quantities'
import type { BreakerTripped } from './notices/breaker-tripped'
import type { CardDocument } from './notices/card-document'
import type { CoachingTask } from './notices/coaching-task'
import type { CustomerBrief } from './notices/customer-brief'
import type { DailyDigest } from './notices/daily-digest'
import type { EscalationOf } from './notices/escalation'
import type { HeatMap } from './notices/heat-map'
import type { MeetingNews } from './notices/meeting-news'
import type { ParameterMatch } from './notices/parameter-match'
import type { Radar } from './notices/radar'
import type { ReallocationProposal } from './notices/reallocation-proposal'
import type { Settled } from './notices/settled'
import type { Autonomy, Reading } from './rule'

export type { CardDocument } from './notices/card-document'
export type { CustomerBrief } from './notices/customer-brief'
export type { NoticeKind } from './notices/notice-kind'
export { rulings } from './notices/settled'
export type { Ruling, Settled } from './notices/settled'

export interface EvidenceLine {
  readonly at: Instant
  /** `viewed`, `submitted` … as in the touchpoint vocabulary. */
  readonly verb: string
  readonly object: string
  readonly dwellMs: number
  /** A document that one of ours handed out: that he did, or that the customer opened it. */
  readonly sent?: 'out' | 'opened'
}

export interface NoticeStep {
  readonly name: string
  readonly task: string
  readonly due: Instant
  /** Working days from the start, where the package has yet to be started. */
  readonly afterStartDays?: number
  /** Who does it, by name; left out where nobody is known. */
  readonly owner?: string
  /** What the customer is sent in it. */
  readonly document?: DocumentId
  /** Set where it is to meet the customer. */
  readonly meeting?: StepMeeting
}

/** What concerns whoever it is sent to first; it may be told again, higher up. */
export type ToldNotice =
  | {
      readonly kind: 'lead-alert'
      readonly title: string
      readonly customer: CustomerBrief
      readonly intent: IntentStrength
      readonly evidence: readonly EvidenceLine[]
      readonly rule: { readonly id: string; readonly name: string; readonly version: number }
      readonly decision: DecisionId
    }
  | {
      readonly kind: 'strategy-step'
      readonly customer: CustomerBrief
      readonly intent: IntentStrength
      /** Layer by layer: what was seen, what was concluded, what is to be done. */
      readonly reading: Reading
      readonly evidence: readonly EvidenceLine[]
      readonly tag: string | null
      readonly package: { readonly id: string; readonly name: string; readonly version: number }
      /** The level it was judged at; left out of what was told before there were levels, which is 2. */
      readonly autonomy?: Autonomy
      readonly steps: readonly NoticeStep[]
      readonly rule: { readonly id: string; readonly name: string; readonly version: number }
      readonly decision: DecisionId
    }
  | {
      readonly kind: 'system-warning'
      readonly title: string
      readonly detail: string
      readonly advice: string
    }
  | MeetingNews
  | CoachingTask
  | BreakerTripped
  | ReallocationProposal
  | ParameterMatch
  | Radar
  | HeatMap

export type Escalation = EscalationOf<ToldNotice>

/** Everything the hub may tell a person; bot/ turns each kind into a card. */
export type Notice = ToldNotice | DailyDigest | Escalation

/** The decision that a notice rests on and that answers to it settle, or null where it rests on none. */
export const decisionOf = (notice: Notice): DecisionId | null =>
  'decision' in notice ? notice.decision : null

/** The customer that a notice is about, or null where it is about none. */
export const customerOf = (notice: Notice): CustomerBrief | null => {
  if (notice.kind === 'escalation') return customerOf(notice.about)
  return 'customer' in notice ? notice.customer : null
}

/** What a notice is about, in one name, its customer apart. */
export function subjectOf(notice: Exclude<Notice, DailyDigest>): string {
  switch (notice.kind) {
    case 'lead-alert':
    case 'system-warning':
      return notice.title
    case 'strategy-step':
      return notice.package.name
    case 'escalation':
      return subjectOf(notice.about)
    case 'coaching-task':
      return notice.node.name
    case 'breaker-tripped':
    case 'reallocation-proposal':
      return notice.sku.name
    case 'parameter-match':
      return notice.asked
    case 'radar':
      return notice.subject.name
    case 'heat-map':
      return notice.scope
    case 'meeting':
      return notice.meeting.title
  }
}

/** A notice on its way to one member. */
export interface OutboundNotice {
  readonly id: NoticeId
  readonly member: MemberId
  readonly address: ChatAddress
  readonly notice: Notice
  readonly settled: Settled
  readonly createdAt: Instant
  /** The meeting that is booked for one of its steps. */
  readonly meeting?: MeetingStanding
  /** When the card was sent that could no longer be changed and that this one takes the place of. */
  readonly replaces?: Instant
  /** As it stands now; left out where no step of the notice has one that can be sent. */
  readonly document?: CardDocument
  /** 1 for the first try. */
  readonly attempt: number
}
