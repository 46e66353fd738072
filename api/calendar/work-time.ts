import type { Instant, Millis } from '../../contract/quantities'
import { instant, millis } from '../../contract/quantities'
import type { WorkCalendar } from './work-calendar'

/** The hours of a working day, in minutes since local midnight; `fromMinute` before `toMinute`. */
export interface WorkHours {
  readonly fromMinute: number
  readonly toMinute: number
}

/** Time as the company works it: the working hours of its working days, one after the other. */
export interface WorkTime {
  /** Working time from one moment to another; 0 where the second is not later. At most two years are looked through. */
  between(from: Instant, to: Instant): Millis
  /** The moment at which so much working time has passed, more than none. */
  after(at: Instant, length: Millis): Instant
  /** How much of the local day's working time is over, 0 to 1; 1 on a day off. */
  dayGone(at: Instant): number
  isWorkday(at: Instant): boolean
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const LONGEST_LOOK = 731

export function createWorkTime(
  calendar: Pick<WorkCalendar, 'isWorkday'>,
  hours: WorkHours,
  utcOffsetMinutes: number,
): WorkTime {
  const midnightBefore = (at: Instant): number => {
    const offset = utcOffsetMinutes * MINUTE_MS
    return Math.floor((at + offset) / DAY_MS) * DAY_MS - offset
  }
  const opens = hours.fromMinute * MINUTE_MS
  const closes = hours.toMinute * MINUTE_MS

  /** The working span of that day, without length on a day off. */
  const spanOf = (midnight: number): readonly [number, number] => {
    const begin = midnight + opens
    return [begin, calendar.isWorkday(instant(begin)) ? midnight + closes : begin]
  }

  return {
    isWorkday: (at) => calendar.isWorkday(at),
    between: (from, to) => {
      let worked = 0
      const last = Math.min(to, from + LONGEST_LOOK * DAY_MS)
      for (let midnight = midnightBefore(from); midnight < last; midnight += DAY_MS) {
        const [begin, end] = spanOf(midnight)
        worked += Math.max(0, Math.min(end, to) - Math.max(begin, from))
      }
      return millis(worked)
    },
    after: (at, length) => {
      let left: number = length
      let midnight = midnightBefore(at)
      for (let looked = 0; looked < LONGEST_LOOK; looked += 1, midnight += DAY_MS) {
        const [begin, end] = spanOf(midnight)
        const start = Math.max(begin, at)
        if (end - start >= left) return instant(start + left)
        left -= Math.max(0, end - start)
      }
      return instant(at + length)
    },
    dayGone: (at) => {
      const [begin, end] = spanOf(midnightBefore(at))
      return end <= begin ? 1 : Math.min(1, Math.max(0, (at - begin) / (end - begin)))
    },
  }
}
