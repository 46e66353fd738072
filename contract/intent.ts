import type { Filter } from './filter'
import type { Instant } from './quantities'

/** One line of the intent template: what counts, how much, for how long, and at most how much a day. */
export interface Signal {
  readonly id: string
  /** For people, Chinese first. */
  readonly name: string
  readonly of: Filter
  /** Raw points per touchpoint. */
  readonly weight: number
  readonly halfLifeDays: number
  /** Raw points this signal may add in one day (UTC+8 calendar). */
  readonly capPerDay: number
}

export interface IntentTemplate {
  readonly id: string
  readonly version: number
  readonly signals: readonly Signal[]
  /** Raw points at which strength reaches 50. */
  readonly halfwayPoints: number
}

export interface Contribution {
  readonly signal: string
  readonly name: string
  /** Points of the 0–100 scale in tenths; all contributions together are exactly the strength. */
  readonly tenths: number
  readonly count: number
  readonly lastAt: Instant
  readonly halfLifeDays: number
  /** Newest first, at most 20. */
  readonly evidence: readonly number[]
}

export interface IntentStrength {
  /** 0–1000: the strength 0–100 in tenths, so that sums are exact. */
  readonly tenths: number
  readonly contributions: readonly Contribution[]
  readonly at: Instant
  readonly template: string
  readonly templateVersion: number
}

/** Where a deal stands, in order. `lost` may follow any of them. */
export const stages = ['new', 'interested', 'evaluating', 'negotiating', 'won', 'lost'] as const
export type Stage = (typeof stages)[number]
