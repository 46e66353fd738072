import type { Clock } from '../../contract/ports/clock'
import type { Instant, Millis } from '../../contract/quantities'
import { instant, plus } from '../../contract/quantities'

/** A clock that stands still until it is moved. Begins on Monday 2026-11-23 14:02 in UTC+8. */
export class ManualClock implements Clock {
  private at: Instant

  constructor(at: Instant = instant(Date.UTC(2026, 10, 23, 6, 2))) {
    this.at = at
  }

  now(): Instant {
    return this.at
  }

  advance(length: Millis): void {
    this.at = plus(this.at, length)
  }

  set(at: Instant): void {
    this.at = at
  }
}
