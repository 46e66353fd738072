import type { IntentTemplate } from '../../../contract/intent'
import { toMatcher } from './matching'
import { Meter } from './meter'

/** A template made ready: once per published version. */
export interface CompiledTemplate {
  readonly template: IntentTemplate
  readonly meter: Meter
  /** Turns raw points into the exponent of the saturating curve. */
  readonly steepness: number
}

export const compileTemplate = (template: IntentTemplate): CompiledTemplate => ({
  template,
  meter: new Meter(
    template.signals.map((signal) => ({
      signal,
      matcher: toMatcher(signal.of),
      decay: Math.LN2 / (signal.halfLifeDays * 86_400_000),
    })),
  ),
  steepness: Math.LN2 / template.halfwayPoints,
})
