import type { CustomerId, NoticeId } from '../../../contract/ids'
import type { Instant, Millis } from '../../../contract/quantities'
import { minutes, plus } from '../../../contract/quantities'
import type { AttentionQuestion } from './attention'
import { planAttention, scoreAt } from './attention'

/** Why a notice was kept back until now. */
export const holds = ['quiet-hours', 'digest', 'grouping'] as const
export type HoldReason = (typeof holds)[number]

/** A notice about a decision that is due for one member and was never tried. */
export interface Waiting {
  readonly id: NoticeId
  readonly kind: string
  readonly customer: CustomerId | null
  readonly rule: string | null
  readonly madeAt: Instant
  readonly weight: number
  readonly urgent: boolean
  /** It tells of what was done already: it waits for the digest, however much attention is free. */
  readonly informs?: boolean
  readonly held: HoldReason | null
}

/** A card about the customer or by the rule that the member saw lately, alone or in a group. */
export interface SeenLately {
  readonly kind: string
  readonly customer: CustomerId | null
  readonly rule: string | null
  readonly at: Instant
}

export interface GatherRules {
  /** Cards of one customer, or by one rule, that come so close together are one card from the third on. 0: never. */
  readonly window: Millis
  /** An urgent card is not kept waiting for longer by the budget: what would be goes out as one card. */
  readonly urgentWithin: Millis
}

export const defaultGathering: GatherRules = { window: minutes(2), urgentWithin: minutes(5) }

/** From so many on, cards that belong together are one. */
export const GROUP_FROM = 3

export interface GatherQuestion {
  /** One member's, in the order in which they were queued. */
  readonly waiting: readonly Waiting[]
  readonly seen: readonly SeenLately[]
  readonly rules: GatherRules
  readonly attention: Omit<AttentionQuestion, 'waiting' | 'now'>
  /** Messages the budget allows now, and in one minute. */
  readonly free: number
  readonly perMinute: number
  readonly nextDigest: Instant
  readonly now: Instant
}

/** What becomes of one or several notices. Every notice of the question is in exactly one fate. */
export type Fate =
  | { readonly kind: 'alone'; readonly notice: NoticeId }
  | { readonly kind: 'grouped'; readonly notices: readonly NoticeId[]; readonly by: GroupedBy }
  | { readonly kind: 'digested'; readonly notices: readonly NoticeId[] }
  | { readonly kind: 'superseded'; readonly notice: NoticeId; readonly by: NoticeId }
  | {
      readonly kind: 'held'
      readonly notice: NoticeId
      readonly until: Instant
      readonly because: HoldReason
    }

export type GroupedBy = 'customer' | 'rule' | 'kind' | 'overflow'

/**
 * Decides what goes out as a card of its own, what is one card with others, what waits for the digest. Nothing is
 * dropped: what the budget has no room for is grouped.
 */
export function planGathering(question: GatherQuestion): Fate[] {
  const { waiting } = question
  const { newest, fates } = withoutSuperseded(waiting)
  const digest = newest.filter((w) => w.held === 'digest' || (w.held === 'quiet-hours' && !w.urgent))
  if (digest.length > 0) fates.push({ kind: 'digested', notices: digest.map((w) => w.id) })
  const informing = newest.filter((w) => w.informs === true && !digest.includes(w))
  for (const { id } of informing) {
    fates.push({ kind: 'held', notice: id, until: question.nextDigest, because: 'digest' })
  }
  const left = newest.filter((w) => !digest.includes(w) && !informing.includes(w))
  const escalations = joinAlike(
    left.filter((w) => w.kind === 'escalation'),
    ['kind'],
    question,
  )
  fates.push(...escalations.fates)
  const urgent = [...left.filter((w) => w.urgent && w.kind !== 'escalation'), ...escalations.single]
  const capacity = urgentCapacity(question)
  fates.push(...overflowing(urgent, capacity))
  const ordinary = left.filter((w) => !w.urgent && w.kind !== 'escalation')
  const { fates: joined, single } = joinAlike(ordinary, ['customer', 'rule'], question)
  fates.push(...joined)
  fates.push(...interrupting(single, question, fates, Math.min(urgent.length, capacity)))
  return fates
}

/** The best of them as far as people's attention and the budget go. */
function interrupting(
  single: readonly Waiting[],
  question: GatherQuestion,
  before: readonly Fate[],
  urgentCards: number,
): Fate[] {
  const { now } = question
  const fates: Fate[] = []
  const { interrupt, hold } = planAttention({ ...question.attention, waiting: single, now })
  for (const notice of hold) {
    fates.push({ kind: 'held', notice, until: question.nextDigest, because: 'digest' })
  }
  const byScore = single
    .filter((w) => interrupt.includes(w.id))
    .sort((a, b) => score(b, question) - score(a, question) || a.id - b.id)
  const carriers = before.filter((f) => f.kind === 'grouped' || f.kind === 'digested').length
  return [...fates, ...overflowing(byScore, question.free - urgentCards - carriers)]
}

const score = (w: Waiting, { now, attention }: GatherQuestion) =>
  scoreAt(w.weight, w.madeAt, now, attention.halfLife)

/** The newest of the same rule about the same customer stands for the others. */
function withoutSuperseded(waiting: readonly Waiting[]): { newest: Waiting[]; fates: Fate[] } {
  const newestOf = new Map<string, NoticeId>()
  const keyOf = (w: Waiting) =>
    w.urgent || w.customer === null || w.rule === null ? undefined : `${w.customer}:${w.rule}`
  for (const w of waiting) {
    const key = keyOf(w)
    if (key !== undefined) newestOf.set(key, w.id)
  }
  const newest: Waiting[] = []
  const fates: Fate[] = []
  for (const w of waiting) {
    const key = keyOf(w)
    const by = key === undefined ? w.id : (newestOf.get(key) ?? w.id)
    if (by === w.id) newest.push(w)
    else fates.push({ kind: 'superseded', notice: w.id, by })
  }
  return { newest, fates }
}

/** How many urgent cards can still go out one by one before the oldest has waited too long. */
function urgentCapacity({ free, perMinute, rules }: GatherQuestion): number {
  return Math.max(0, free) + perMinute * Math.floor(rules.urgentWithin / minutes(1))
}

/** The first ones alone, what there is no room for as one card, which takes a place itself. */
function overflowing(inOrder: readonly Waiting[], room: number): Fate[] {
  const alone = (w: Waiting): Fate => ({ kind: 'alone', notice: w.id })
  // With no room at all they wait for the minute to pass, and are looked at again.
  if (inOrder.length <= Math.max(room, 1) || room <= 0) return inOrder.map(alone)
  const first = inOrder.slice(0, room - 1)
  const rest = inOrder.slice(room - 1).map((w) => w.id)
  return [...first.map(alone), { kind: 'grouped', notices: rest, by: 'overflow' }]
}

/** Groups what is alike in the first of these ways, and of the rest what is in the next. */
function joinAlike(
  waiting: readonly Waiting[],
  ways: readonly Exclude<GroupedBy, 'overflow'>[],
  question: GatherQuestion,
) {
  const fates: Fate[] = []
  let single = [...waiting]
  if (question.rules.window <= 0) return { fates, single }
  for (const by of ways) {
    const alike = new Map<CustomerId | string, Waiting[]>()
    for (const w of single) {
      const key = w[by]
      if (key !== null) alike.set(key, [...(alike.get(key) ?? []), w])
    }
    for (const [key, them] of alike) {
      const seen = question.seen.filter((s) => s[by] === key).map((s) => s.at)
      const joined = join(them, seen, by, question)
      if (joined.length === 0) continue
      fates.push(...joined)
      single = single.filter((w) => !them.includes(w))
    }
  }
  return { fates, single }
}

/** The first two come at once; from the third on they wait for the end of the window and come as one. */
function join(
  them: readonly Waiting[],
  seen: readonly Instant[],
  by: GroupedBy,
  question: GatherQuestion,
): Fate[] {
  const { now, rules } = question
  const inside = seen.filter((at) => plus(at, rules.window) > now)
  if (inside.length + them.length < GROUP_FROM) return []
  if (inside.length === 0) return [{ kind: 'grouped', notices: them.map((w) => w.id), by }]
  const until = plus(
    inside.reduce((a, b) => (a > b ? a : b)),
    rules.window,
  )
  return them.map((w) => ({ kind: 'held', notice: w.id, until, because: 'grouping' }))
}
