import type { PackageState } from '../autonomy'
import type { FollowUpAnswer } from '../decision'
import type { Instant } from '../quantities'

/** What became of something that people were told of. */
export type Settled =
  | { readonly kind: 'open' }
  | {
      readonly kind: 'answered'
      readonly by: string
      readonly answer: FollowUpAnswer
      readonly at: Instant
      /** What has become of the strategy package that it speaks of; left out where it speaks of none. */
      readonly package?: PackageState
    }
  /** A proposal was ruled on. */
  | { readonly kind: 'ruled'; readonly by: string; readonly ruling: Ruling; readonly at: Instant }

/** `undone` may follow `approved`, or what was in force without being asked for. */
export const rulings = ['approved', 'rejected', 'undone'] as const
export type Ruling = (typeof rulings)[number]
