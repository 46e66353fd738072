import type { CallMeter, QuotaLevel, QuotaUse } from '../api/quota'
import { quotaMonth, quotaUse } from '../api/quota'
import type { Clock } from '../contract/ports/clock'

export interface QuotaWatch {
  look(): Promise<void>
}

/** Tells the admin once a month for each step when DingTalk's calls run short. */
export function createQuotaWatch(deps: {
  readonly calls: Pick<CallMeter, 'ofThisMonth'>
  /** Calls that DingTalk takes in a month, 0 for no limit; null where DingTalk is not used. */
  readonly limit: number | null
  readonly clock: Clock
  readonly warn: (once: string, level: Exclude<QuotaLevel, 'enough'>, use: QuotaUse) => Promise<void>
}): QuotaWatch {
  return {
    look: async () => {
      if (deps.limit === null || deps.limit === 0) return
      const use = quotaUse(await deps.calls.ofThisMonth('dingtalk'), deps.limit)
      if (use.level === 'enough') return
      await deps.warn(`quota:dingtalk:${quotaMonth(deps.clock.now())}:${use.level}`, use.level, use)
    },
  }
}
