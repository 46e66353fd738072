import type { CustomerState } from '../../../contract/customer-state'
import type { Tag, Topic } from '../../../contract/ids'
import type { Stage } from '../../../contract/intent'
import type { Instant } from '../../../contract/quantities'
import type { RuleDocument } from '../../../contract/rule'
import type { Verb } from '../../../contract/touchpoint'

/** Everything a judgement may look at: one customer at one moment. */
export interface Facts {
  readonly state: CustomerState
  readonly now: Instant
  /** 0–1000. As a function it is asked at most once per call, and only when a rule wants to know. */
  readonly intentTenths: number | (() => number)
  readonly stage: Stage
  /** Touchpoint ids behind strength and stage, for the evidence of readings; asked only when explaining. */
  readonly because?: {
    readonly intent?: () => readonly number[]
    readonly stage?: () => readonly number[]
  }
}

/** What has just happened to the customer, after it was folded into the state. */
export type Trigger =
  | {
      readonly kind: 'touchpoint'
      readonly verb: Verb
      readonly topic?: Topic | undefined
      readonly exposes?: readonly Topic[] | undefined
    }
  | { readonly kind: 'tag'; readonly tag: Tag }
  /** Nothing but time: what `nextCheck` asked for. */
  | { readonly kind: 'clock' }

/** A rule that hit and is not resting. */
export interface Verdict {
  readonly rule: RuleDocument
}
