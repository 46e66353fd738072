import type { CustomerId, DecisionId, MemberId, RuleId, TouchpointId } from './ids'
import type { IntentStrength } from './intent'
import type { Instant } from './quantities'
import type { Autonomy, Reading, RuleAction } from './rule'

/** One automatic judgement with everything it rested on. Rows of this cannot exist without evidence. */
export interface Decision {
  readonly id: DecisionId
  /** One id through touchpoint, tag and strategy. */
  readonly trace: string
  readonly customer: CustomerId
  readonly rule: RuleId
  readonly ruleVersion: number
  readonly at: Instant
  readonly recordedAt: Instant
  readonly autonomy: Autonomy
  readonly actions: readonly RuleAction[]
  readonly reading: Reading
  readonly intent: IntentStrength
  /** At least one. */
  readonly evidence: readonly TouchpointId[]
  /** Hex SHA-256 over the previous hash and this decision. */
  readonly hash: string
}

/** What a person did about a decision: the follow-up record itself. */
export interface FollowUp {
  readonly decision: DecisionId
  readonly customer: CustomerId
  readonly member: MemberId
  readonly answer: FollowUpAnswer
  readonly note: string | null
  readonly at: Instant
}

/**
 * `taken`, `wrong` and `called-off` are final; `snoozed` may be followed by any of them, once. `called-off` says that
 * a strategy package which had started by itself was stopped again.
 */
export const followUpAnswers = ['taken', 'snoozed', 'wrong', 'called-off'] as const
export type FollowUpAnswer = (typeof followUpAnswers)[number]
/** What is answered outright; calling off is taking back what the hub did. */
export const givenAnswers = ['taken', 'snoozed', 'wrong'] as const satisfies readonly FollowUpAnswer[]
export type GivenAnswer = (typeof givenAnswers)[number]
