import type { Autonomy } from '../autonomy'
import type { Member } from '../people'

/** A rule or a strategy package in force, or held still. */
export interface StrategyStanding {
  readonly kind: 'rule' | 'package'
  readonly id: string
  readonly name: string
  readonly version: number
  readonly paused: boolean
  /** Open or waiting steps of a package; 0 for a rule. */
  readonly openSteps: number
  /** How far a package may act by itself; null for a rule, and for a package that no rule has ever started. */
  readonly level: Autonomy | null
}

export type Paused =
  | { readonly kind: 'done'; readonly strategy: StrategyStanding; readonly stoppedSteps: number }
  /** It was so already. */
  | { readonly kind: 'already'; readonly strategy: StrategyStanding }
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly names: readonly string[] }
  | { readonly kind: 'forbidden' }

export interface StrategyDesk {
  /** Packages first, by name; null where the asker may not read them. */
  strategies(asker: Member): Promise<readonly StrategyStanding[] | null>
  /** By name, a part of it, or id. Pausing a package stops its open steps; letting it go on starts none of them again. */
  setPaused(asker: Member, strategy: string, paused: boolean): Promise<Paused>
}
