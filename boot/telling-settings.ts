import type { AttentionRules, QuietHours } from '../api/delivery'
import { defaultAttention, defaultGathering } from '../api/delivery'
import type { WorkHours } from '../api/calendar'
import type { Role } from '../contract/people'
import { roles } from '../contract/people'
import type { Millis } from '../contract/quantities'
import { minutes, seconds } from '../contract/quantities'
import { minuteOfDay, timeOfDay } from '../contract/time-of-day'
import type { SettingsReader } from './settings-reader'

/** When and how often people are told, for the whole company. */
export interface TellingSettings {
  readonly quietHours: QuietHours | null
  readonly workHours: WorkHours
  /** In minutes of the local day. */
  readonly digestTimes: readonly number[]
  readonly attention: AttentionRules
  /** Cards that belong together and come so close are one; 0 never joins. */
  readonly groupWithin: Millis
  /** Working time after which each next level hears of what nobody answered. Empty: never. */
  readonly escalateAfter: readonly Millis[]
  /** A platform that is down for so long is passed by, where the member has another. */
  readonly fallbackAfter: Millis
}

/** A trial tells every card at once: whoever tries the hub wants to see what it does. */
export function readTelling(
  read: SettingsReader,
  { trial, utcOffsetMinutes }: { trial: boolean; utcOffsetMinutes: number },
): TellingSettings {
  const quiet = read.parsed('QUIET_HOURS', 'off', parseSpan, 'off, or two times as in 22:00-08:00')
  const work = read.parsed(
    'WORK_HOURS',
    '09:00-18:00',
    parseWorkHours,
    'two times of one day as in 09:00-18:00',
  )
  return {
    quietHours: quiet === 'off' ? null : { ...quiet, utcOffsetMinutes },
    workHours: work,
    digestTimes: read.parsed('DIGEST_TIMES', '08:30,17:00', parseTimes, 'one to six times as in 08:30,17:00'),
    attention: {
      ...defaultAttention,
      perDay: read.parsed(
        'CARDS_PER_DAY',
        trial ? 'off' : 'rep=5,manager=5,director=3',
        parsePerDay,
        'off, a number for everybody, or as in rep=5,manager=5,director=3',
      ),
    },
    groupWithin: seconds(
      read.integer('GROUP_WITHIN_SECONDS', trial ? 0 : defaultGathering.window / 1_000, 0, 3_600),
    ),
    escalateAfter: read.parsed(
      'ESCALATE_AFTER_MINUTES',
      '60,240',
      parseWaits,
      'off, or working minutes, growing, as in 60,240',
    ),
    fallbackAfter: minutes(read.integer('PLATFORM_FALLBACK_MINUTES', 5, 1, 1_440)),
  }
}

function parseSpan(text: string): { fromMinute: number; toMinute: number } | 'off' | undefined {
  if (text === 'off') return 'off'
  const [from, to, more] = text.split('-').map((part) => timeOfDay(part.trim()))
  if (from === undefined || to === undefined || more !== undefined) return undefined
  return { fromMinute: minuteOfDay(from), toMinute: minuteOfDay(to) }
}

function parseWorkHours(text: string): WorkHours | undefined {
  const span = parseSpan(text)
  return span === undefined || span === 'off' || span.fromMinute >= span.toMinute ? undefined : span
}

function parseTimes(text: string): number[] | undefined {
  const times = text.split(',').map((part) => timeOfDay(part.trim()))
  const known = times.flatMap((time) => (time === undefined ? [] : [minuteOfDay(time)]))
  return known.length === times.length && known.length <= 6 ? known : undefined
}

function parsePerDay(text: string): Readonly<Record<Role, number | null>> | undefined {
  const none = { rep: null, manager: null, director: null, admin: null }
  if (text === 'off') return none
  if (/^\d{1,3}$/.test(text)) return { ...none, rep: +text, manager: +text, director: +text }
  const parts = text.split(',').map((part) => /^(\w+)=(\d{1,3})$/.exec(part.trim()))
  const named = parts.flatMap((part) => {
    const role = roles.find((r) => r === part?.[1])
    return role === undefined ? [] : [[role, Number(part?.[2])] as const]
  })
  return named.length === parts.length ? { ...none, ...Object.fromEntries(named) } : undefined
}

function parseWaits(text: string): Millis[] | undefined {
  if (text === 'off') return []
  const waits = text.split(',').map((part) => (/^\d{1,5}$/.test(part.trim()) ? Number(part) : 0))
  const growing = waits.every((wait, i) => wait > (waits[i - 1] ?? 0))
  return growing && waits.length <= 5 ? waits.map(minutes) : undefined
}
