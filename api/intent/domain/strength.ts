import { instant } from '../../../contract/quantities'
import type { Folded } from '../../../contract/customer-state'
import type { Contribution, IntentStrength, Signal } from '../../../contract/intent'
import type { Instant } from '../../../contract/quantities'
import { apportion } from './apportion'
import { draws } from './matching'
import type { Matcher } from './matching'
import type { CompiledTemplate } from './template'

/** The strength alone, 0–1000, without garbage: what judging asks for. Equal to `strengthOf(…).tenths`. */
export const tenthsOf = (compiled: CompiledTemplate, folded: Folded, now: Instant): number =>
  toTenths(compiled, compiled.meter.read(folded, now))

/**
 * The strength and what it is made of.
 *
 * 1. `tenths` = 1000 × (1 − 2^(−raw ÷ halfwayPoints)), rounded: 0 without points, 500 at halfway, at most 1000.
 * 2. The contributions' tenths add up to `tenths` exactly.
 * 3. Every signal with points is listed, the largest first.
 */
export const strengthOf = (compiled: CompiledTemplate, folded: Folded, now: Instant): IntentStrength => {
  const { template, meter } = compiled
  const parts: Part[] = []
  const raw = meter.read(folded, now, ({ signal, matcher }, points) => {
    parts.push({ signal, points, ...facts(matcher, folded) })
  })
  const tenths = toTenths(compiled, raw)
  const shares = apportion(
    tenths,
    parts.map(({ points }) => points),
  )
  const contributions = parts.map((part, i) => toContribution(part, shares[i] ?? 0))
  contributions.sort((a, b) => b.tenths - a.tenths)
  return { tenths, contributions, at: now, template: template.id, templateVersion: template.version }
}

const toTenths = ({ steepness }: CompiledTemplate, raw: number): number =>
  Math.round(1000 * (1 - Math.exp(-steepness * raw)))

interface Part {
  readonly signal: Signal
  readonly points: number
  readonly count: number
  readonly lastAt: number
  readonly evidence: readonly number[]
}

const toContribution = (part: Part, tenths: number): Contribution => ({
  signal: part.signal.id,
  name: part.signal.name,
  tenths,
  count: part.count,
  lastAt: instant(part.lastAt),
  halfLifeDays: part.signal.halfLifeDays,
  evidence: part.evidence,
})

const evidenceLimit = 20

const facts = (matcher: Matcher, { series }: Folded): Pick<Part, 'count' | 'lastAt' | 'evidence'> => {
  const all: { readonly at: number; readonly id: number }[] = []
  for (const key in series) {
    const columns = draws(matcher, key) ? series[key] : undefined
    columns?.at.forEach((at, i) => {
      if (matcher.object === null || columns.object[i] === matcher.object)
        all.push({ at, id: columns.id[i] ?? 0 })
    })
  }
  all.sort((a, b) => b.at - a.at || b.id - a.id)
  const evidence = all.slice(0, evidenceLimit).map(({ id }) => id)
  return { count: all.length, lastAt: all[0]?.at ?? 0, evidence }
}
