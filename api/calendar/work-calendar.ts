import { getDayDetail, getSolarDateFromLunar, getSolarTermDate } from 'chinese-days'

import type { Instant } from '../../contract/quantities'
import { instant } from '../../contract/quantities'

/** Working days of the People's Republic of China, holidays and make-up days included. */
export interface WorkCalendar {
  isWorkday(at: Instant): boolean
  /** The same time of day so many working days later; 0 is the moment itself, or the next working day's same time. */
  addWorkdays(at: Instant, count: number): Instant
}

const DAY_MS = 86_400_000

/** Years for which the State Council's arrangement, make-up days included, is known to the package used. */
const PUBLISHED = { from: 2004, to: 2026 } as const

/**
 * Published years follow the State Council's yearly notice. Later years follow the regulation on public holidays
 * (全国年节及纪念日放假办法, as of 2025-01-01) without make-up days, which nobody can know before the notice.
 */
export function createWorkCalendar(utcOffsetMinutes: number): WorkCalendar {
  const statutory = new Map<number, ReadonlySet<string>>()

  const isHolidayByLaw = (year: number, day: string): boolean => {
    const known = statutory.get(year) ?? holidaysByLaw(year)
    statutory.set(year, known)
    return known.has(day)
  }

  const isWorkday = (at: Instant): boolean => {
    const local = new Date(at + utcOffsetMinutes * 60_000)
    const day = local.toISOString().slice(0, 10)
    const year = local.getUTCFullYear()
    if (year >= PUBLISHED.from && year <= PUBLISHED.to) return getDayDetail(day).work
    const weekend = local.getUTCDay() === 0 || local.getUTCDay() === 6
    return !weekend && !isHolidayByLaw(year, day)
  }

  return {
    isWorkday,
    addWorkdays: (at, count) => {
      let moment = at
      for (let left = count; left > 0; left -= isWorkday(moment) ? 1 : 0) moment = instant(moment + DAY_MS)
      while (!isWorkday(moment)) moment = instant(moment + DAY_MS)
      return moment
    },
  }
}

/** New Year 1 day, Spring Festival 4 (from its eve), Qingming 1, Labour Day 2, Dragon Boat 1, Mid-Autumn 1, National Day 3. */
function holidaysByLaw(year: number): ReadonlySet<string> {
  const springFestival = lunarDay(year, 1, 1)
  return new Set([
    `${year}-01-01`,
    ...[-1, 0, 1, 2].map((n) => shifted(springFestival, n)),
    getSolarTermDate(year, 4, 'pure_brightness'),
    `${year}-05-01`,
    `${year}-05-02`,
    lunarDay(year, 5, 5),
    lunarDay(year, 8, 15),
    `${year}-10-01`,
    `${year}-10-02`,
    `${year}-10-03`,
  ])
}

const lunarDay = (year: number, month: number, day: number): string =>
  getSolarDateFromLunar(`${year}-${month}-${day}`).date

const shifted = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
