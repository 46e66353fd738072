import type { Instant } from '../quantities'
import type { Named } from './measure'

/** Where a learning task stands. Only what happens in real meetings leads beyond `awaiting-real`. */
export const coachingStates = [
  'assigned',
  'learned',
  'practised',
  'awaiting-real',
  'observed-once',
  'recognised',
  'expired',
  'lapsed',
] as const
export type CoachingState = (typeof coachingStates)[number]

/** One competency to practise, why, with what, and what will count. Goes to the person it concerns. */
export interface CoachingTask {
  readonly kind: 'coaching-task'
  /** The task's id. */
  readonly task: string
  readonly state: CoachingState
  /** The competency, and the version of the standard it was measured by. */
  readonly node: Named & { readonly standardVersion: number }
  readonly score: {
    /** 0–100, rolling. */
    readonly value: number
    /** Half the width of the interval, in points. */
    readonly plusMinus: number
    /** Where the standard is reached, 0–100. */
    readonly golden: number
    /** Real meetings it rests on; at least one. */
    readonly meetings: number
  }
  /** What the score rests on, newest first; at least one. */
  readonly evidence: readonly SpokenEvidence[]
  /** In the order they are best used in, at most one of each kind. */
  readonly resources: readonly CoachingResource[]
  /** What real meetings have shown so far, and what it takes. */
  readonly proof: { readonly seen: number; readonly needed: number; readonly withinDays: number }
  /** The task lapses then, without blame. */
  readonly due: Instant
}

/** A sentence that was said or written, or that something was not. */
export interface SpokenEvidence {
  /** The meeting's or mail's title. */
  readonly where: Named
  readonly at: Instant
  readonly said:
    | { readonly by: 'rep' | 'customer' | 'other'; readonly quote: string }
    /** What the standard asks for and did not happen, in the standard's words. */
    | { readonly missing: string }
}

export interface CoachingResource {
  readonly kind: 'lesson' | 'template' | 'case' | 'sandbox'
  readonly id: string
  readonly title: string
  readonly minutes: number
}
