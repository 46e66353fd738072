import type { Span } from '../../contract/ports/figures-desk'
import type { Instant } from '../../contract/quantities'
import { instant } from '../../contract/quantities'
import { eachSpeech, numberIn } from './speech'
import { lowerCase } from './text'

const named = ['today', 'yesterday', 'this-week', 'last-week', 'this-month', 'last-month'] as const
type NamedPeriod = (typeof named)[number]

/** A span of days as people name it. */
export type Period =
  | { readonly kind: NamedPeriod }
  /** Today and the days before it, so many together. */
  | { readonly kind: 'days'; readonly days: number }
  /** The newest such day. */
  | { readonly kind: 'day'; readonly month: number; readonly day: number }

const longestPeriodDays = 92

/** One of the named spans, or the last so many days; null for anything else. */
export const namedPeriod = (said: string | number): Period | null => {
  if (typeof said === 'number') {
    return said >= 1 && said <= longestPeriodDays ? { kind: 'days', days: Math.trunc(said) } : null
  }
  const kind = named.find((name) => name === said)
  return kind === undefined ? null : { kind }
}

export interface FoundPeriod {
  /** The text with P in the place of the span. */
  readonly text: string
  readonly period: Period | null
}

/** The first span of days in a text, whatever its letters are like. */
export const findPeriod = (text: string): FoundPeriod => {
  const small = lowerCase(text)
  for (const { periods } of eachSpeech()) {
    for (const [kind, pattern] of Object.entries(periods)) {
      const match = pattern.exec(small)
      const period = match === null ? null : toPeriod(kind as Period['kind'], match[1], match[2])
      if (match === null || period === null) continue
      const end = match.index + match[0].length
      return { text: `${text.slice(0, match.index)}P${text.slice(end)}`, period }
    }
  }
  return { text, period: null }
}

const toPeriod = (kind: Period['kind'], first = '', second = ''): Period | null => {
  if (kind !== 'days' && kind !== 'day') return { kind }
  const [a, b] = [numberIn(first), numberIn(second)]
  if (a === null || a < 1) return null
  if (kind === 'days') return a <= longestPeriodDays ? { kind, days: a } : null
  return b === null || a > 12 || b < 1 || b > 31 ? null : { kind, month: a, day: b }
}

const DAY_MS = 86_400_000

/** From midnight to midnight of the reader's clock; what is not over yet ends now. */
export const spanOf = (period: Period, now: Instant, utcOffsetMinutes: number): Span => {
  const offset = utcOffsetMinutes * 60_000
  const today = Math.floor((now + offset) / DAY_MS)
  const [from, to] = daysOf(period, today)
  const at = (day: number): number => day * DAY_MS - offset
  return { from: instant(at(from)), to: instant(Math.min(at(to), now + 1)) }
}

/** First day and the day after the last, counted from 1970-01-01. Weeks begin on Monday. */
const daysOf = (period: Period, today: number): readonly [number, number] => {
  const monday = today - ((today + 3) % 7)
  const date = new Date(today * DAY_MS)
  const month = (back: number): number =>
    Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - back, 1) / DAY_MS
  switch (period.kind) {
    case 'today':
      return [today, today + 1]
    case 'yesterday':
      return [today - 1, today]
    case 'this-week':
      return [monday, today + 1]
    case 'last-week':
      return [monday - 7, monday]
    case 'this-month':
      return [month(0), today + 1]
    case 'last-month':
      return [month(1), month(0)]
    case 'days':
      return [today - period.days + 1, today + 1]
    case 'day': {
      const thisYear = Date.UTC(date.getUTCFullYear(), period.month - 1, period.day) / DAY_MS
      const lastYear = Date.UTC(date.getUTCFullYear() - 1, period.month - 1, period.day) / DAY_MS
      const day = thisYear <= today ? thisYear : lastYear
      return [day, day + 1]
    }
  }
}
