import type { NoticeId } from '../../../contract/ids'
import type { Stage } from '../../../contract/intent'
import type { Notice } from '../../../contract/notice'
import { decisionOf } from '../../../contract/notice'
import type { Role } from '../../../contract/people'
import type { Instant, Millis } from '../../../contract/quantities'
import { between, hours } from '../../../contract/quantities'

/**
 * What interrupts people. A card's score is
 *
 *     value × intent × freshness
 *
 * value: what the deal's stage is worth, in hundredths (`worthOfStage`); intent: the strength 0–100 in tenths;
 * freshness: halved every `halfLife` since the notice was made. Value × intent is the notice's weight and kept with it.
 */
export interface AttentionRules {
  /** Cards a day that may interrupt; null is as many as come. Urgent ones count, and are never held back by it. */
  readonly perDay: Readonly<Record<Role, number | null>>
  readonly halfLife: Millis
}

export const defaultAttention: AttentionRules = {
  perDay: { rep: 5, manager: 5, director: 3, admin: null },
  halfLife: hours(4),
}

const worth: Readonly<Record<Stage, number>> = {
  new: 100,
  interested: 120,
  evaluating: 160,
  negotiating: 200,
  won: 80,
  lost: 50,
}

/** In hundredths: the further a deal has come, the more there is to lose. */
export const worthOfStage = (stage: Stage): number => worth[stage]

/** Value × intent, what freshness is taken off later. */
export const weightOf = (notice: Notice, worthHundredths: number): number =>
  'intent' in notice && 'tenths' in notice.intent
    ? Math.round((worthHundredths * notice.intent.tenths) / 100)
    : 0

/** The score at that moment. */
export const scoreAt = (weight: number, madeAt: Instant, now: Instant, halfLife: Millis): number =>
  weight * 2 ** (-Math.max(0, between(madeAt, now)) / halfLife)

/** Somebody waits for an answer: he has just written to us, and every minute counts. */
const waitsForUs: ReadonlySet<string> = new Set(['submitted', 'asked', 'called'])

/** Never held back for being one too many: warnings, escalations, and leads who have just written to us. */
export function isUrgent(notice: Notice): boolean {
  if (notice.kind === 'escalation') return true
  if (notice.kind !== 'lead-alert') return decisionOf(notice) === null
  const newest = [...notice.evidence].sort((a, b) => b.at - a.at)[0]
  return newest !== undefined && waitsForUs.has(newest.verb)
}

/** What the hub has done by itself, at the level where it asks for nothing: told, and never a reason to interrupt. */
export const informs = (notice: Notice): boolean => notice.kind === 'strategy-step' && notice.autonomy === 3

/**
 * The score that a card must reach to interrupt at any time of the day: the one that would have let through so many a
 * day lately. 0 where there were fewer.
 */
export function barOf(weightsLately: readonly number[], perDay: number, days: number): number {
  const sorted = [...weightsLately].sort((a, b) => b - a)
  return sorted[perDay * days] ?? 0
}

export interface Weighed {
  readonly id: NoticeId
  readonly weight: number
  readonly madeAt: Instant
}

export interface AttentionQuestion {
  readonly waiting: readonly Weighed[]
  /** Cards that have interrupted today. */
  readonly used: number
  readonly perDay: number | null
  readonly bar: number
  /** How much of the working day is over, 0 to 1. */
  readonly dayGone: number
  readonly halfLife: Millis
  readonly now: Instant
}

/**
 * The best ones interrupt, the rest is held for the digest. Nobody knows what the afternoon brings, so a card below
 * the bar interrupts only where the day is ahead of its cards: one at its beginning, all by its end.
 */
export function planAttention(question: AttentionQuestion): {
  readonly interrupt: readonly NoticeId[]
  readonly hold: readonly NoticeId[]
} {
  const { perDay, bar, now, halfLife } = question
  const scored = question.waiting
    .map(({ id, weight, madeAt }) => ({ id, score: scoreAt(weight, madeAt, now, halfLife) }))
    .sort((a, b) => b.score - a.score || a.id - b.id)
  if (perDay === null) return { interrupt: scored.map((s) => s.id), hold: [] }
  const due = Math.floor(perDay * Math.min(1, Math.max(0, question.dayGone))) + 1
  const interrupt: NoticeId[] = []
  const hold: NoticeId[] = []
  for (const { id, score } of scored) {
    const used = question.used + interrupt.length
    if (used < perDay && (score >= bar || used < due)) interrupt.push(id)
    else hold.push(id)
  }
  return { interrupt, hold }
}
