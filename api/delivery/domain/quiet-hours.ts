import type { Instant } from '../../../contract/quantities'
import { instant } from '../../../contract/quantities'

/** When nobody is called, in minutes of the local day; `from` after `to` spans midnight. */
export interface QuietHours {
  readonly fromMinute: number
  readonly toMinute: number
  /** East of UTC. */
  readonly utcOffsetMinutes: number
}

const MINUTE = 60_000
const DAY = 1_440

/** The moment from which people may be called: now, or the end of the quiet hours that now lies in. */
export function callableAt(now: Instant, quiet: QuietHours | undefined): Instant {
  if (quiet === undefined || quiet.fromMinute === quiet.toMinute) return now
  const local = Math.floor(now / MINUTE) + quiet.utcOffsetMinutes
  const minute = ((local % DAY) + DAY) % DAY
  const length = (quiet.toMinute - quiet.fromMinute + DAY) % DAY
  const into = (minute - quiet.fromMinute + DAY) % DAY
  if (into >= length) return now
  return instant((Math.floor(now / MINUTE) + (length - into)) * MINUTE)
}
