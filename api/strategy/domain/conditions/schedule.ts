import type { Condition } from '../../../../contract/rule'
import type { Compiled } from '../compiled'
import { day } from '../days'
import { leaf, noProof } from '../proof'
import type { Scene } from '../scene'

type Schedule = Extract<Condition, { schedule: unknown }>

const minute = 60_000

/**
 * Local time from `from` up to, not including, `to`. Where `to` is the earlier one the period runs past midnight
 * and belongs to the weekday on which it began. `24:00` is the end of the day.
 */
export const compileSchedule = (condition: Schedule): Compiled => {
  const { weekdays, from, to, utcOffsetMinutes } = condition.schedule
  const offset = utcOffsetMinutes * minute
  const starts = toMillisOfDay(from)
  const ends = toMillisOfDay(to)
  const length = ends > starts ? ends - starts : ends + day - starts

  /** Start of the period that `at` is in, or NaN. A period is at most a day long, so two days are enough. */
  const periodAt = (at: number): number => {
    const today = localDay(at + offset)
    for (let d = today; d >= today - 1; d--) {
      const start = d * day + starts - offset
      if (weekdays.includes(weekdayOf(d)) && start <= at && at < start + length) return start
    }
    return NaN
  }
  const isInside = (at: number): boolean => !Number.isNaN(periodAt(at))
  const nextStart = (at: number): number => {
    const today = localDay(at + offset)
    for (let d = today; d <= today + 7; d++) {
      const start = d * day + starts - offset
      if (start > at && weekdays.includes(weekdayOf(d))) return start
    }
    return Infinity
  }
  const needed = `${weekdays.join(',')} ${from}-${to}`
  return {
    holds: (scene: Scene) => isInside(scene.now),
    read: (scene) => leaf(condition, isInside(scene.now), toLocal(scene.now + offset), needed, noProof),
    trueFrom: (_, at) => (isInside(at) ? at : nextStart(at)),
    falseFrom: (_, at) => (isInside(at) ? periodAt(at) + length : at),
    cost: 2,
  }
}

const localDay = (local: number): number => Math.floor(local / day)

/** 1 Monday – 7 Sunday; day 0, 1970-01-01, was a Thursday. */
const weekdayOf = (localDay: number): number => ((((localDay + 3) % 7) + 7) % 7) + 1

const toMillisOfDay = (clock: string): number => {
  const [hours, minutes] = clock.split(':')
  return (Number(hours) * 60 + Number(minutes)) * minute
}

/** `3 14:05`: weekday and time of day. */
const toLocal = (local: number): string => {
  const minutes = Math.floor((local - localDay(local) * day) / minute)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${weekdayOf(localDay(local))} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
