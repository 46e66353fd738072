import type { Autonomy, LevelChange, Missing, TrackRecord } from '../autonomy'
import type { Member } from '../people'

/** How far one strategy package may act by itself, and what that rests on. */
export interface AutonomyStanding {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly paused: boolean
  readonly level: Autonomy
  /** The last move: when the level in force began. */
  readonly since: LevelChange
  /** The most that the rules which start it allow; null where no rule does. */
  readonly ceiling: Autonomy | null
  /** Of what was decided since then. */
  readonly record: TrackRecord
  /** Cards of these decisions that somebody found bad (👎); counted nowhere. */
  readonly thumbsDown: number
  /** The next level, and what the asker still lacks for it; null at the top and where he may raise none. */
  readonly next: { readonly level: Autonomy; readonly missing: readonly Missing[] } | null
}

export type LevelSet =
  | {
      readonly kind: 'done'
      readonly id: string
      readonly name: string
      readonly from: Autonomy
      readonly to: Autonomy
    }
  | { readonly kind: 'already'; readonly name: string; readonly level: Autonomy }
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly names: readonly string[] }
  | { readonly kind: 'forbidden' }
  /** It may be raised, and not yet. */
  | {
      readonly kind: 'refused'
      readonly name: string
      readonly to: Autonomy
      readonly missing: readonly Missing[]
    }

export interface LevelHistory {
  /** Newest first. */
  readonly items: readonly LevelChange[]
  /** `before` of the next page, or null. */
  readonly next: number | null
}

export interface AutonomyDesk {
  /** Every package, by name; null where the asker may not read them. */
  autonomy(asker: Member): Promise<readonly AutonomyStanding[] | null>
  /** By name, a part of it, or id. */
  setAutonomy(asker: Member, strategy: string, level: Autonomy): Promise<LevelSet>
  /** Moves of the package with that id, before that number; null where there is no such package, or he may not read. */
  autonomyHistory(
    asker: Member,
    id: string,
    limit: number,
    before: number | null,
  ): Promise<LevelHistory | null>
}
