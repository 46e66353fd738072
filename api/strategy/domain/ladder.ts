import type { Autonomy, Missing, TrackRecord } from '../../../contract/autonomy'
import type { Instant, Millis } from '../../../contract/quantities'
import { days, minus } from '../../../contract/quantities'
import type { SettledAct } from './track-record'
import { trackRecord } from './track-record'

/** What it takes to stand on a level. */
interface Rung {
  /** Decisions settled on the level below, at least. */
  readonly settled: number
  /** The lower bound of the share that was good, to get there; the upper bound must not fall below it to stay. */
  readonly certainty: number
  readonly certificate: boolean
}

/**
 * The numbers of the ladder (docs/adr/0012): chosen, not measured. 0.70 and 0.85 are the shares below which undoing is
 * more work than it saves; 30 and 100 are where the interval is narrow enough for them to be reached with a few bad ones.
 */
export const rungs: Readonly<Record<Autonomy, Rung>> = {
  0: { settled: 0, certainty: 0, certificate: false },
  1: { settled: 0, certainty: 0, certificate: false },
  2: { settled: 30, certainty: 0.7, certificate: true },
  3: { settled: 100, certainty: 0.85, certificate: true },
}

/** What is looked at for a fall: the last so many, not older than that, and not fewer than those. */
export const recent: { readonly most: number; readonly within: Millis; readonly least: number } = {
  most: 20,
  within: days(30),
  least: 5,
}

/** So many bad ones among the last few are a fall, however few were settled. */
export const streak = { of: 5, bad: 3 } as const

/** Where a package begins that was published: as its rules wish, and never where it would no longer be undone. */
export const beginsAt = (wish: Autonomy): Autonomy => (wish > 2 ? 2 : wish)

/** A package falls by itself no further than to asking first. */
export const lowestFall: Autonomy = 1

/** What the record and the rules lack for a raise; who raises is asked besides. */
export function missingFor(
  wanted: { readonly from: Autonomy; readonly to: Autonomy; readonly ceiling: Autonomy | null },
  record: TrackRecord,
): Missing[] {
  const { from, to, ceiling } = wanted
  const { settled, certainty } = rungs[to]
  const missing: Missing[] = []
  if (to > from + 1) missing.push({ kind: 'one-at-a-time', next: (from + 1) as Autonomy })
  if (ceiling === null || to > ceiling) missing.push({ kind: 'ceiling', allowed: ceiling })
  if (record.settled < settled) missing.push({ kind: 'settled', have: record.settled, needed: settled })
  if (certainty > 0 && record.lower < certainty) {
    missing.push({ kind: 'certainty', lower: record.lower, needed: certainty })
  }
  return missing
}

/** Why a level cannot be held, with the record it was judged by and the bad ones in it. */
export interface Fall {
  readonly record: TrackRecord
  readonly bad: readonly SettledAct[]
}

/**
 * Whether the level falls by one: three of the last five were bad, or the last twenty of thirty days are so bad that
 * even the upper bound of their share is below what the level takes.
 */
export function fallOf(level: Autonomy, newestFirst: readonly SettledAct[], now: Instant): Fall | null {
  if (level <= lowestFall) return null
  const lately = newestFirst.filter(({ at }) => at > minus(now, recent.within)).slice(0, recent.most)
  const isBad = ({ outcome }: SettledAct): boolean => outcome === 'bad'
  const last = lately.slice(0, streak.of)
  if (last.filter(isBad).length >= streak.bad) return { record: trackRecord(last), bad: last.filter(isBad) }
  const record = trackRecord(lately)
  const tooBad = record.settled >= recent.least && record.upper < rungs[level].certainty
  return tooBad ? { record, bad: lately.filter(isBad) } : null
}
