import type { Clock } from '../../../contract/ports/clock'
import { instant, millis, plus } from '../../../contract/quantities'
import type { Instant, Millis } from '../../../contract/quantities'

/**
 * 500 a minute: half of the smaller of the two published limits (1,000 a minute and 30,000 an hour for each corp and
 * interface; newer pages of DOC 90312 say 10,000 and 150,000), so that other programs of the company have the rest,
 * and no hour is used up either.
 */
export const usualInterval = millis(120)

/** Ten a minute, which no limit forbids. */
const slowest = 6_000

/** When the next call may leave. */
export class Pace {
  private next: Instant = instant(0)

  constructor(
    private readonly clock: Clock,
    private interval: Millis,
  ) {}

  /** It was too fast: others of the company call too, or the limit is a smaller one. */
  slowDown(): void {
    this.interval = millis(Math.min(this.interval * 4, slowest))
  }

  /** Takes the next place; how long to wait for it. */
  take(): Millis {
    const now = this.clock.now()
    const at = this.next > now ? this.next : now
    this.next = plus(at, this.interval)
    return millis(at - now)
  }
}
