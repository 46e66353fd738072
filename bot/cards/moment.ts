import type { Instant } from '../../contract/quantities'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'

/** `2026-11-23T14:02:05.000Z` as the reader's wall clock shows it, or null for a moment no clock shows. */
const wallClock = (at: Instant, context: CardContext): string | null => {
  const date = new Date(at + context.utcOffsetMinutes * 60_000)
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(-24)
}

/** `14:02`. */
export const timeOfDay = (at: Instant, context: CardContext): string =>
  wallClock(at, context)?.slice(11, 16) ?? wordingOf(context).cards.nothing

/** `11-23`. */
export const dayOfYear = (at: Instant, context: CardContext): string =>
  wallClock(at, context)?.slice(5, 10) ?? wordingOf(context).cards.nothing

/** `11-23 14:02`. */
export const dayAndTime = (at: Instant, context: CardContext): string =>
  wallClock(at, context)?.slice(5, 16).replace('T', ' ') ?? wordingOf(context).cards.nothing

/** `2026-11-23`, for what is kept longer than a year. */
export const fullDay = (at: Instant, context: CardContext): string =>
  wallClock(at, context)?.slice(0, 10) ?? wordingOf(context).cards.nothing

/** `2026-11-23 14:02`. */
export const fullDayAndTime = (at: Instant, context: CardContext): string =>
  wallClock(at, context)?.slice(0, 16).replace('T', ' ') ?? wordingOf(context).cards.nothing

const sameDay = (a: Instant, b: Instant, context: CardContext): boolean => {
  const day = wallClock(a, context)?.slice(0, 10)
  return day !== undefined && day === wallClock(b, context)?.slice(0, 10)
}

/** `14:02` on the day of `reading`, otherwise `11-23 14:02`. */
export const moment = (at: Instant, reading: Instant, context: CardContext): string =>
  sameDay(at, reading, context) ? timeOfDay(at, context) : dayAndTime(at, context)

/** Five characters at most: `14:02` on the day of `reading`, otherwise `11-23`. */
export const shortMoment = (at: Instant, reading: Instant, context: CardContext): string =>
  sameDay(at, reading, context) ? timeOfDay(at, context) : dayOfYear(at, context)

/** The day's name, Monday first. */
export const weekday = (at: Instant, context: CardContext): string => {
  const { weekdays, nothing } = wordingOf(context).cards
  const date = new Date(at + context.utcOffsetMinutes * 60_000)
  return weekdays[(date.getUTCDay() + 6) % 7] ?? nothing
}

/** A length of time in minutes and seconds, rounded to the second. */
export const duration = (ms: number, context: CardContext): string => {
  const seconds = Math.max(0, Math.round(ms / 1_000))
  return wordingOf(context).cards.duration(Math.floor(seconds / 60), seconds % 60)
}
