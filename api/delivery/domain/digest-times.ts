import type { Instant } from '../../../contract/quantities'
import { instant } from '../../../contract/quantities'

const MINUTE = 60_000
const DAY = 1_440
/** No holiday is longer. */
const LONGEST_SEARCH = 30

/** The next of these times of day (minutes since local midnight) on a working day, later than now. */
export function nextDigestAt(question: {
  readonly now: Instant
  readonly minutesOfDay: readonly number[]
  readonly utcOffsetMinutes: number
  readonly isWorkday: (at: Instant) => boolean
}): Instant {
  const { now, utcOffsetMinutes } = question
  const times = [...question.minutesOfDay].sort((a, b) => a - b)
  const midnight = startOfDay(now, utcOffsetMinutes)
  for (let day = 0; day <= LONGEST_SEARCH; day += 1) {
    for (const minute of times) {
      const at = instant(midnight + (day * DAY + minute) * MINUTE)
      if (at > now && question.isWorkday(at)) return at
    }
  }
  return instant(now + DAY * MINUTE)
}

/** The local midnight before (or at) the moment. */
export const startOfDay = (at: Instant, utcOffsetMinutes: number): Instant =>
  instant((Math.floor((at / MINUTE + utcOffsetMinutes) / DAY) * DAY - utcOffsetMinutes) * MINUTE)
