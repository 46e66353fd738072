import type { QuietTimes } from '../../contract/ports/settings'
import type { TimeOfDay } from '../../contract/time-of-day'
import { timeOfDay } from '../../contract/time-of-day'
import { zhCN } from '../wording/zh-CN'
import { eachSpeech, numberIn } from './speech'

export interface FoundTimes {
  /** The text with H for what was found. */
  readonly text: string
  readonly slots: { readonly quiet?: QuietTimes | 'off'; readonly digestAt?: TimeOfDay }
}

/** Quiet hours, or the time of the digest, as people say them: "晚上九点到早上八点", "22:30-7:30", "早上8点半". */
export const findTimes = (text: string): FoundTimes => {
  const { clock } = zhCN.speech
  if (clock.off.test(text) || eachSpeech().some((s) => s.clock.off.test(text))) {
    return { text, slots: { quiet: 'off' } }
  }
  const range = rangePattern.exec(text)
  if (range !== null) {
    const from = toTime(range.slice(1, 7), null)
    const to = toTime(range.slice(7, 13), from)
    if (from !== null && to !== null) {
      return { text: text.replace(range[0], 'H'), slots: { quiet: { from: from.time, to: to.time } } }
    }
  }
  const one = onePattern.exec(text)
  const at = one === null ? null : toTime(one.slice(1, 7), null)
  if (one === null || at === null) return { text, slots: {} }
  const isDigest = eachSpeech().some((s) => s.clock.digest.test(text))
  return { text: text.replace(one[0], 'H'), slots: isDigest ? { digestAt: at.time } : {} }
}

interface Time {
  readonly time: TimeOfDay
  readonly hour: number
}

const words = (of: (clock: typeof zhCN.speech.clock) => string): string =>
  eachSpeech()
    .map(({ clock }) => of(clock))
    .filter((word) => word !== '')
    .join('|')

const { digits } = zhCN.speech.clock
/** Groups: part of the day, hour, minutes after a colon; hour in words, half or quarter, minutes in words. */
const timePattern = `(?:(${words((c) => c.part)})\\s*)?(?:(\\d{1,2}):(\\d{2})|([\\d${digits}]{1,3})\\s*(?:${words((c) => c.hour)})(?:(${words((c) => c.half)}|${words((c) => c.quarter)})|([\\d${digits}]{1,3})(?:${words((c) => c.minute)})?)?)`
const onePattern = new RegExp(timePattern)
const rangePattern = new RegExp(`${timePattern}\\s*(?:${words((c) => c.to)})\\s*${timePattern}`)

const toTime = (groups: readonly (string | undefined)[], before: Time | null): Time | null => {
  const [part, colonHour, colonMinute, wordHour, fraction, wordMinute] = groups
  const said = numberIn(colonHour ?? wordHour ?? '')
  if (said === null || said > 24) return null
  const hour = inTheDay(said, part, colonHour === undefined ? before : null) % 24
  const minute = minuteOf(fraction, colonMinute ?? wordMinute)
  const time = minute === null ? undefined : timeOfDay(`${hour}:${String(minute).padStart(2, '0')}`)
  return time === undefined ? null : { time, hour }
}

const minuteOf = (fraction: string | undefined, minute: string | undefined): number | null => {
  if (fraction !== undefined)
    return words((c) => c.half)
      .split('|')
      .includes(fraction)
      ? 30
      : 15
  return minute === undefined ? 0 : numberIn(minute)
}

/** Nine in the evening is 21; one o'clock after noon is 13, also when only the time before it said "noon". */
const inTheDay = (hour: number, part: string | undefined, before: Time | null): number => {
  const is = (of: (clock: typeof zhCN.speech.clock) => string): boolean =>
    part !== undefined && words(of).split('|').includes(part)
  if (is((c) => c.afterNoon)) return hour === 12 ? 24 : hour < 12 ? hour + 12 : hour
  if (is((c) => c.noon)) return hour < 6 ? hour + 12 : hour
  if (part !== undefined || before === null || hour >= 12) return hour
  return before.hour >= 12 && hour + 12 > before.hour ? hour + 12 : hour
}
