import type { Folded, Series } from '../../../contract/customer-state'
import { stages } from '../../../contract/intent'
import type { Stage } from '../../../contract/intent'
import type { Instant } from '../../../contract/quantities'

/** Why the stage is what it is; wording belongs to whoever shows it. */
export const stageReasons = [
  'acts', // touchpoints of the kind that mark the stage
  'process', // another system said so
  'strength', // intent strength alone
  'kept', // nothing says so any more, and nothing says otherwise
  'said-lost', // another system said that it is lost, and no act followed
  'silence', // nothing at all for ninety days
  'nothing-yet',
] as const
export type StageReason = (typeof stageReasons)[number]

export interface StageJudgement {
  readonly stage: Stage
  readonly because: StageReason
  /** How many touchpoints say so, the tenths of strength, or the days of silence. */
  readonly found: number
  readonly needed: number
  /** Newest first, at most 20. */
  readonly evidence: readonly number[]
}

const day = 86_400_000
/** A customer who says nothing for this long is taken for lost, and what was before does not count afterwards. */
export const silenceDays = 90
const silence = silenceDays * day
const evidenceLimit = 20

/** Tenths of strength that are enough by themselves; more than this takes an act. */
const evaluatingTenths = 500
const interestedTenths = 150
const interestedViews = 3

/** Ladder of stages; lost is not on it. */
const ranks: Readonly<Record<Exclude<Stage, 'lost'>, number>> = {
  new: 0,
  interested: 1,
  evaluating: 2,
  negotiating: 3,
  won: 4,
}

/** What an act says about the deal. Views say it by number, states of other systems (`reached`) by their topic. */
const rankOfVerb: Readonly<Record<string, number>> = {
  clicked: 1,
  searched: 1,
  downloaded: 1,
  shared: 1,
  asked: 1,
  replied: 1,
  submitted: 2,
  'signed-up': 2,
  met: 2,
  carted: 2,
  used: 2,
  quoted: 3,
  ordered: 4,
  paid: 4,
}

/**
 * Where the deal stands, judged from the touchpoints.
 *
 * 1. The highest stage that an act, a state of another system or strength speaks for.
 * 2. Acts before a `reached lost` no longer speak, nor does what the state has forgotten.
 * 3. It goes back only to `lost`, said by another system or by silence; otherwise `previous` is kept. What is won
 *    stays won through silence.
 * 4. Out of a loss that was said leads only a newer act; out of silence, anything.
 */
export const stageOf = (folded: Folded, tenths: number, now: Instant, previous?: Stage): StageJudgement => {
  const newest = newestOfEach(folded)
  if (newest.length === 0) return judged('new', 'nothing-yet', 0, 1, [])
  const lostAt = folded.series['reached|lost']?.at.at(-1) ?? -Infinity
  const rank = highestRank(folded, lostAt)
  if (rank === 0 && lostAt > -Infinity) {
    return judged('lost', 'said-lost', 1, 1, (folded.series['reached|lost']?.id ?? []).slice(-1))
  }
  const quiet = now - folded.watermark
  if (quiet >= silence && rank < ranks.won && previous !== 'won') {
    return judged('lost', 'silence', Math.floor(quiet / day), silenceDays, newest.slice(0, 1))
  }
  const today = present(folded, rank, tenths, lostAt, newest)
  if (previous === undefined || previous === 'lost' || ranks[previous] <= rankOf(today.stage)) return today
  return judged(previous, 'kept', ranks[previous], rankOf(today.stage), newest.slice(0, 1))
}

/** The stage alone, without garbage: what every touchpoint asks for. Equal to `stageOf(…).stage`. */
export const stageAlone = (folded: Folded, tenths: number, now: Instant, previous?: Stage): Stage => {
  if (isEmpty(folded)) return 'new'
  const lostAt = folded.series['reached|lost']?.at.at(-1) ?? -Infinity
  const rank = highestRank(folded, lostAt)
  if (rank === 0 && lostAt > -Infinity) return 'lost'
  if (now - folded.watermark >= silence && rank < ranks.won && previous !== 'won') return 'lost'
  const today = presentAlone(folded, rank, tenths, lostAt)
  return previous === undefined || previous === 'lost' || ranks[previous] <= rankOf(today) ? today : previous
}

const isEmpty = ({ series }: Folded): boolean => {
  for (const _key in series) return false
  return true
}

const presentAlone = (folded: Folded, rank: number, tenths: number, lostAt: number): Stage => {
  if (rank < ranks.evaluating && tenths >= evaluatingTenths) return 'evaluating'
  if (rank > 0) return stages[rank] ?? 'new'
  if (tenths >= interestedTenths || hasViews(folded, lostAt)) return 'interested'
  return 'new'
}

const hasViews = ({ series }: Folded, lostAt: number): boolean => {
  let views = 0
  for (const key in series) {
    const at = key.startsWith('viewed|') ? (series[key]?.at ?? []) : []
    for (let i = at.length - 1; i >= 0 && (at[i] ?? 0) > lostAt; i--) {
      views++
      if (views >= interestedViews) return true
    }
  }
  return false
}

const judged = (
  stage: Stage,
  because: StageReason,
  found: number,
  needed: number,
  evidence: readonly number[],
): StageJudgement => ({ stage, because, found, needed, evidence })

const rankOf = (stage: Stage): number => (stage === 'lost' ? -1 : ranks[stage])

/** What acts, strength and views say, the strongest first. */
const present = (
  folded: Folded,
  rank: number,
  tenths: number,
  lostAt: number,
  newest: readonly number[],
): StageJudgement => {
  const byStrength = (stage: Stage, needed: number): StageJudgement =>
    judged(stage, 'strength', tenths, needed, newest)
  if (rank < ranks.evaluating && tenths >= evaluatingTenths) return byStrength('evaluating', evaluatingTenths)
  if (rank > 0) return byActs(folded, rank, lostAt)
  if (tenths >= interestedTenths) return byStrength('interested', interestedTenths)
  const views = gather(folded, (key) => key.startsWith('viewed|'), lostAt)
  if (views.length >= interestedViews) {
    return judged('interested', 'acts', views.length, interestedViews, views.slice(0, evidenceLimit))
  }
  return judged('new', 'nothing-yet', tenths, interestedTenths, newest.slice(0, 1))
}

const byActs = (folded: Folded, rank: number, lostAt: number): StageJudgement => {
  const evidence = gather(folded, (key) => rankOfKey(key) === rank, lostAt)
  const said = newestIds(folded.series[`reached|${stages[rank] ?? 'new'}`], 1)
  const because = said[0] !== undefined && said[0] === evidence[0] ? 'process' : 'acts'
  return judged(stages[rank] ?? 'new', because, evidence.length, 1, evidence.slice(0, evidenceLimit))
}

const highestRank = (folded: Folded, lostAt: number): number => {
  let highest = 0
  for (const key in folded.series) {
    const rank = rankOfKey(key)
    const at = rank > highest ? folded.series[key]?.at.at(-1) : undefined
    if (at !== undefined && at > lostAt) highest = rank
  }
  return highest
}

/** Ranks of keys seen before; far more than there are topics, and a bound all the same. */
const knownRanks = new Map<string, number>()
const mostKnown = 4096

const rankOfKey = (key: string): number => {
  const known = knownRanks.get(key)
  if (known !== undefined) return known
  if (knownRanks.size >= mostKnown) knownRanks.clear()
  const bar = key.indexOf('|')
  const verb = key.slice(0, bar)
  const rank =
    verb === 'reached'
      ? rankOf(stages.find((stage) => stage === key.slice(bar + 1)) ?? 'new')
      : (rankOfVerb[verb] ?? 0)
  knownRanks.set(key, rank)
  return rank
}

/** Ids after the loss, newest first. */
const gather = (folded: Folded, isWanted: (key: string) => boolean, lostAt: number): readonly number[] => {
  const found: { readonly at: number; readonly id: number }[] = []
  for (const [key, { at, id }] of Object.entries(folded.series)) {
    if (!isWanted(key)) continue
    at.forEach((at, i) => {
      if (at > lostAt) found.push({ at, id: id[i] ?? 0 })
    })
  }
  return found.sort((a, b) => b.at - a.at || b.id - a.id).map(({ id }) => id)
}

/** The newest touchpoint of each kind, newest first, at most 20. */
const newestOfEach = ({ series }: Folded): readonly number[] => {
  const spots = Object.values(series).flatMap(({ at, id }) => [{ at: at.at(-1) ?? 0, id: id.at(-1) ?? 0 }])
  spots.sort((a, b) => b.at - a.at || b.id - a.id)
  return [...new Set(spots.map(({ id }) => id))].slice(0, evidenceLimit)
}

const newestIds = (series: Series | undefined, n: number): readonly number[] => series?.id.slice(-n) ?? []
