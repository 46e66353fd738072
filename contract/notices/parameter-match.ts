import type { CustomerBrief } from './customer-brief'
import type { Named } from './measure'

/** Parts that match a requirement, and where each is better, worse or unknown. */
export interface ParameterMatch {
  readonly kind: 'parameter-match'
  /** The match's id, the same in intent, radar and draft. */
  readonly match: string
  /** As it was asked. */
  readonly asked: string
  readonly customer: CustomerBrief | null
  /** As it was understood, hard ones first; at least one. */
  readonly requirements: readonly Requirement[]
  /** Best first, at most 5. */
  readonly parts: readonly MatchedPart[]
  /** Parts looked at. */
  readonly considered: number
}

export interface Requirement {
  readonly parameter: Named
  /** Hard ones rule parts out, soft ones rank them. */
  readonly hard: boolean
  readonly wanted: ParameterValue
}

/** A typed value. Units are symbols, `V`, `mA`, `°C`; '' for none. */
export type ParameterValue =
  | { readonly kind: 'number'; readonly value: number; readonly unit: string }
  /** Either end may be open. */
  | {
      readonly kind: 'range'
      readonly min: number | null
      readonly max: number | null
      readonly unit: string
    }
  | { readonly kind: 'word'; readonly word: string }

export interface MatchedPart extends Named {
  readonly maker: string
  /** Share of the soft requirements that is met, weighted, in tenths of a percent: 0–1000. */
  readonly tenths: number
  /** One per requirement, in their order. */
  readonly cells: readonly MatchCell[]
  /** Pieces that can be sold; null where stock is not connected. */
  readonly available: number | null
}

export interface MatchCell {
  /** What is unknown is never taken for met. */
  readonly verdict: 'better' | 'meets' | 'worse' | 'unknown'
  readonly found: ParameterValue | null
  /** Where it is written; null where it is unknown. */
  readonly source: { readonly document: string; readonly page: number } | null
}
