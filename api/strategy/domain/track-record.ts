import type { TrackRecord } from '../../../contract/autonomy'
import type { DecisionId } from '../../../contract/ids'
import type { Instant } from '../../../contract/quantities'

/** A decision that somebody settled: taken on is good; called wrong, or called off, is bad. */
export interface SettledAct {
  readonly decision: DecisionId
  readonly outcome: 'good' | 'bad'
  /** When it was settled. */
  readonly at: Instant
}

/** The quantile of the normal distribution for 95 %, both sides. */
const Z = 1.959963984540054

/**
 * Between what bounds the true share lies where so many of so many were good, at 95 %: the score interval of
 * E. B. Wilson (J. Am. Stat. Assoc. 22 (1927) 209–212). With p = good / settled, n = settled and z = 1.96
 *
 *     (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n)
 *
 * It stays within 0 and 1 and says little where little was settled, so a lucky start proves nothing.
 */
export function wilson(good: number, settled: number): Pick<TrackRecord, 'lower' | 'upper'> {
  if (settled === 0) return { lower: 0, upper: 1 }
  const share = good / settled
  const zz = (Z * Z) / settled
  const middle = share + zz / 2
  const half = Z * Math.sqrt((share * (1 - share)) / settled + zz / (4 * settled))
  const within = (bound: number): number => Math.min(1, Math.max(0, bound / (1 + zz)))
  return { lower: within(middle - half), upper: within(middle + half) }
}

export function trackRecord(acts: readonly Pick<SettledAct, 'outcome'>[]): TrackRecord {
  const good = acts.filter(({ outcome }) => outcome === 'good').length
  return recordOf(good, acts.length)
}

export const recordOf = (good: number, settled: number): TrackRecord => ({
  settled,
  good,
  bad: settled - good,
  ...wilson(good, settled),
})
