import { between, hours, minutes, plus } from '../../../contract/quantities'
import type { Instant, Millis } from '../../../contract/quantities'

interface Hold {
  readonly until: Instant
  readonly strikes: number
}

/**
 * WeCom blocks an interface for the window that was exceeded, a minute, an hour or a day, and does not say which
 * (45009, DOC 90312). So the first block is taken for a minute, and one that meets us right after it for more.
 */
const windows = [minutes(1), minutes(10), hours(1)] as const
const rightAfter = minutes(2)

/** Which paths must be left alone, and for how long. */
export class BackOff {
  private readonly holds = new Map<string, Hold>()

  /** How long the path still rests, 0 when it may be called. */
  rest(path: string, now: Instant): Millis {
    const hold = this.holds.get(path)
    return hold === undefined || hold.until <= now ? (0 as Millis) : between(now, hold.until)
  }

  /** The path was called too often; answers how long it rests now. */
  tooOften(path: string, now: Instant): Millis {
    const before = this.holds.get(path)
    // Calls that were under way together come back with the same news.
    if (before !== undefined && before.until > now) return between(now, before.until)
    const again = before !== undefined && now < plus(before.until, rightAfter)
    const strikes = again ? before.strikes + 1 : 1
    const length = windows[Math.min(strikes, windows.length) - 1] ?? windows[0]
    this.holds.set(path, { until: plus(now, length), strikes })
    return length
  }
}
