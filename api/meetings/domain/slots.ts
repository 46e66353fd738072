import type { Instant, Millis } from '../../../contract/quantities'
import { hours, instant, plus } from '../../../contract/quantities'

/** Bookings are kept in pieces of half an hour, each of which a member gives away once. */
export const CELL_MS = 1_800_000

/** Time that is not free; `to` is when it ends. */
export interface Span {
  readonly from: Instant
  readonly to: Instant
}

export interface SlotQuestion {
  readonly now: Instant
  readonly length: Millis
  readonly utcOffsetMinutes: number
  /** Minutes since local midnight. */
  readonly hours: { readonly fromMinute: number; readonly toMinute: number }
  readonly isWorkday: (at: Instant) => boolean
  /** Of everybody of ours who takes part. */
  readonly taken: readonly Span[]
}

/** People need a day to read the invitation and to prepare. */
export const LEAD = hours(24)
/** What was offered may still be chosen for a while; nobody is called into a meeting sooner than this. */
export const LATEST_CHOICE = hours(2)
export const OFFERED = 3
/** Local days looked through; a week of holidays with its make-up days fits in. */
export const HORIZON_DAYS = 21

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** Nobody is asked to meet at lunch. */
const LUNCH = { fromMinute: 12 * 60, toMinute: 13 * 60 + 30 }
/** The first choice of each half of a day. */
const preferred = [10 * 60, 15 * 60] as const

/** The earliest and latest moment that any answer to the question looks at. */
export const horizonOf = ({ now }: Pick<SlotQuestion, 'now'>): Span => ({
  from: plus(now, LEAD),
  to: instant(now + (HORIZON_DAYS + 1) * DAY_MS),
})

/**
 * At most three times for a meeting, earliest first: on working days within working hours, not at lunch, at least a day
 * ahead, free for everybody, on half hours. They lie on different days and take mornings and afternoons in turn as far
 * as that can be had, so that the customer has a choice. The same question always has the same answer.
 */
export function findSlots(question: SlotQuestion): Instant[] {
  const halves = freeHalves(question)
  const chosen = inTurn(halves)
  for (const half of halves) {
    if (chosen.length < OFFERED && chosen.every(({ day }) => day !== half.day)) chosen.push(half)
  }
  for (const half of halves) if (chosen.length < OFFERED && !chosen.includes(half)) chosen.push(half)
  const slots = chosen.flatMap((half) => half.starts.slice(0, 1))
  for (const start of halves.flatMap((half) => half.starts)) {
    if (slots.length >= OFFERED) break
    if (slots.every((slot) => Math.abs(slot - start) >= question.length)) slots.push(start)
  }
  return slots.sort((a, b) => a - b)
}

/** Whether that moment could be booked, were it free: a press may come late, and a message may say anything. */
export const isPossible = (question: SlotQuestion, start: Instant): boolean => {
  const now = instant(question.now - LEAD + LATEST_CHOICE)
  return freeHalves({ ...question, now, taken: [] }).some((half) => half.starts.includes(start))
}

/** A morning or an afternoon with room for the meeting. */
interface Half {
  readonly day: number
  readonly half: 0 | 1
  /** Best first. */
  readonly starts: readonly Instant[]
}

/** One of each day, the other half of the day than the one before. */
function inTurn(halves: readonly Half[]): Half[] {
  const chosen: Half[] = []
  for (const half of halves) {
    const last = chosen.at(-1)
    if (
      chosen.length < OFFERED &&
      (last === undefined || (last.day !== half.day && last.half !== half.half))
    ) {
      chosen.push(half)
    }
  }
  return chosen
}

function freeHalves(question: SlotQuestion): Half[] {
  const offset = question.utcOffsetMinutes * MINUTE_MS
  const today = Math.floor((question.now + offset) / DAY_MS)
  const found: Half[] = []
  for (let day = today + 1; day <= today + HORIZON_DAYS; day += 1) {
    const midnight = day * DAY_MS - offset
    if (!question.isWorkday(instant(midnight + question.hours.fromMinute * MINUTE_MS))) continue
    for (const half of [0, 1] as const) {
      const starts = startsIn(question, midnight, half)
      if (starts.length > 0) found.push({ day, half, starts })
    }
  }
  return found
}

function startsIn(question: SlotQuestion, midnight: number, half: 0 | 1): Instant[] {
  const { fromMinute, toMinute } = question.hours
  const opens = half === 0 ? fromMinute : Math.max(fromMinute, LUNCH.toMinute)
  const closes = half === 0 ? Math.min(toMinute, LUNCH.fromMinute) : toMinute
  const first = Math.ceil((midnight + opens * MINUTE_MS) / CELL_MS) * CELL_MS
  const last = midnight + closes * MINUTE_MS - question.length
  const starts: Instant[] = []
  for (let at = first; at <= last; at += CELL_MS) if (isFree(question, at)) starts.push(instant(at))
  const best = midnight + preferred[half] * MINUTE_MS
  return starts.sort((a, b) => Math.abs(a - best) - Math.abs(b - best) || a - b)
}

const isFree = ({ now, length, taken }: SlotQuestion, at: number): boolean =>
  at >= now + LEAD && taken.every(({ from, to }) => at + length <= from || to <= at)

/** The half hours that a meeting takes, as their number since 1970. */
export const cellsOf = (start: Instant, length: Millis): number[] => {
  const first = Math.floor(start / CELL_MS)
  const end = Math.ceil((start + length) / CELL_MS)
  return Array.from({ length: end - first }, (_, i) => first + i)
}
