import type { CustomerId, DecisionId, MemberId, NoticeId } from './ids'
import type { FollowUpAnswer } from './decision'
import type { IntentStrength } from './intent'
import type { ChatAddress } from './people'
import type { Instant } from './quantities'
import type { Reading } from './rule'

export interface CustomerBrief {
  readonly id: CustomerId
  readonly name: string
  readonly company: string | null
  readonly tags: readonly string[]
}

export interface EvidenceLine {
  readonly at: Instant
  /** `viewed`, `submitted` … as in the touchpoint vocabulary. */
  readonly verb: string
  readonly object: string
  readonly dwellMs: number
}

export interface NoticeStep {
  readonly name: string
  readonly task: string
  readonly due: Instant
  /** Who does it, by name; left out where nobody is known. */
  readonly owner?: string
}

/** Everything the hub may tell a person; bot/ turns each kind into a card. */
export type Notice =
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

/** What became of a decision that people were told of. */
export type Settled =
  | { readonly kind: 'open' }
  | { readonly kind: 'answered'; readonly by: string; readonly answer: FollowUpAnswer; readonly at: Instant }

/** A notice on its way to one member. */
export interface OutboundNotice {
  readonly id: NoticeId
  readonly member: MemberId
  readonly address: ChatAddress
  readonly notice: Notice
  readonly settled: Settled
  readonly createdAt: Instant
  /** 1 for the first try. */
  readonly attempt: number
}
