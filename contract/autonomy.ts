import type { MemberId } from './ids'
import type { Instant } from './quantities'
import type { Autonomy } from './rule'

export type { Autonomy } from './rule'

/** Every level, from the one that only speaks to the one that only tells. */
export const autonomyLevels = [0, 1, 2, 3] as const satisfies readonly Autonomy[]

/**
 * What has become of a strategy package that a decision speaks of. `suggested` is never started (level 0); `waiting`
 * starts when somebody takes the decision on (level 1); `called-off` was started and was stopped by the answer;
 * `declined` was never started; `withdrawn`: a rule ended it before anybody answered.
 */
export type PackageState = 'suggested' | 'waiting' | 'started' | 'called-off' | 'declined' | 'withdrawn'

/** How many settled decisions were right, and between what bounds their true share lies, 0–1. */
export interface TrackRecord {
  readonly settled: number
  readonly good: number
  readonly bad: number
  /** Wilson score interval at 95 %; 0 and 1 where nothing is settled. */
  readonly lower: number
  readonly upper: number
}

/** Why a level cannot be raised, with the figures. */
export type Missing =
  /** Levels are climbed one at a time. */
  | { readonly kind: 'one-at-a-time'; readonly next: Autonomy }
  /** The rules that start the package allow no more; null where no rule starts it. */
  | { readonly kind: 'ceiling'; readonly allowed: Autonomy | null }
  | { readonly kind: 'settled'; readonly have: number; readonly needed: number }
  | { readonly kind: 'certainty'; readonly lower: number; readonly needed: number }
  | { readonly kind: 'no-certificate' }
  | { readonly kind: 'certificate-expired'; readonly at: Instant }
  | { readonly kind: 'certificate-revoked'; readonly at: Instant }

/**
 * Why a level moved. `begun`: the package was published. `record`: too much of what was settled lately was bad.
 * `certificate`: the certificate it was raised under holds no more.
 */
export const levelReasons = ['begun', 'raised', 'lowered', 'record', 'certificate'] as const
export type LevelReason = (typeof levelReasons)[number]

/** One move of one package's level. Moves are only ever added. */
export interface LevelChange {
  /** Counts the package's moves from 1. */
  readonly number: number
  /** Null for the first. */
  readonly from: Autonomy | null
  readonly to: Autonomy
  readonly at: Instant
  /** A member's or token's name, or `hub`. */
  readonly by: string
  readonly member: MemberId | null
  readonly reason: LevelReason
  /** As the track record stood then; null for the first. */
  readonly record: TrackRecord | null
  /** Numbers of the bad decisions that a fall rests on, newest first. */
  readonly decisions: readonly number[]
}
