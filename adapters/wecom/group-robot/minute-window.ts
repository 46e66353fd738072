import { millis } from '../../../contract/quantities'
import type { Instant, Millis } from '../../../contract/quantities'

const minute = 60_000

/** At most `most` of something in any minute. */
export class MinuteWindow {
  private times: Instant[] = []

  constructor(private readonly most: number) {}

  /** Takes a place and answers 0, or takes none and answers how long until one is free. */
  take(now: Instant): Millis {
    this.times = this.times.filter((at) => at > now - minute)
    const first = this.times.at(-this.most)
    if (first !== undefined) return millis(first + minute - now)
    this.times.push(now)
    return millis(0)
  }
}
