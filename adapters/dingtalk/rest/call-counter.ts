import type { Instant } from '../../../contract/quantities'

export interface CallCount {
  /** Calendar month in China, `2026-07`: DingTalk's quota starts anew on the first. */
  readonly month: string
  readonly calls: number
}

/** Counts the metered OpenAPI calls of this process, month by month. */
export class CallCounter {
  private count: CallCount = { month: '', calls: 0 }

  add(now: Instant): void {
    const current = this.read(now)
    this.count = { month: current.month, calls: current.calls + 1 }
  }

  read(now: Instant): CallCount {
    const month = new Date(now + 8 * 3_600_000).toISOString().slice(0, 7)
    return month === this.count.month ? this.count : { month, calls: 0 }
  }
}
