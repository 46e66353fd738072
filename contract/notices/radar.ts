import type { MemberId } from '../ids'
import type { Instant } from '../quantities'
import type { Named } from './measure'

/** How one person or team does at each competency. */
export interface Radar {
  readonly kind: 'radar'
  /** The id under which its evidence can be opened. */
  readonly radar: string
  readonly subject:
    | { readonly of: 'member'; readonly member: MemberId; readonly name: string }
    /** Never of fewer than five people: it would tell about one of them. */
    | { readonly of: 'team'; readonly name: string; readonly members: number }
  readonly from: Instant
  readonly to: Instant
  /** Three to twenty, in the order they stand around. */
  readonly axes: readonly RadarAxis[]
  /** The axis to work on next; null where too little is known to name one. */
  readonly weakest: string | null
}

export interface RadarAxis extends Named {
  /** 0–100; null as long as there is too little evidence, which is not the same as 0. */
  readonly score: number | null
  /** Half the width of the interval in points; 0 where there is no score. */
  readonly plusMinus: number
  /** Pieces of evidence there are, and how many it takes to show a score. */
  readonly evidence: number
  readonly evidenceNeeded: number
  /** Where the standard is reached, 0–100. */
  readonly golden: number
  /** The same a quarter earlier; null where it was not known. */
  readonly before: number | null
  /** The team's median; null for a team, and where the team is too small to say. */
  readonly team: number | null
}
