import type { Platform } from '../../contract/people'
import type { Clock } from '../../contract/ports/clock'
import { quotaMonth } from './domain/quota-month'
import type { CallStore } from './platform-calls.typeorm'

export interface CallMeter {
  /** One call was made that the platform counts. Waits for nothing and never throws. */
  add(platform: Platform): void
  /** Calls of the running month, those of other processes and of earlier ones included. */
  ofThisMonth(platform: Platform): Promise<number>
  /** Writes down what was counted; what cannot be written is kept for the next time. */
  flush(): Promise<void>
  /** Writes down the rest. */
  stop(): Promise<void>
}

interface MeterDeps {
  readonly store: CallStore
  readonly clock: Clock
  readonly failed: (cause: unknown) => void
  /** Milliseconds from the first call that is not written down to its writing. */
  readonly flushAfter?: number
}

/**
 * Counts calls over restarts and across processes, in one write for all calls of `flushAfter`. Of a process that is
 * killed, at most the calls of that time are missing.
 */
export function createCallMeter({ store, clock, failed, flushAfter = 5_000 }: MeterDeps): CallMeter {
  let pending = new Map<string, { platform: Platform; month: string; calls: number }>()
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let flushing: Promise<void> = Promise.resolve()

  const add = (platform: Platform, month: string, calls: number): void => {
    const key = `${platform} ${month}`
    pending.set(key, { platform, month, calls: (pending.get(key)?.calls ?? 0) + calls })
    if (!stopped) timer ??= setTimeout(() => void flush(), flushAfter).unref()
  }

  const write = async (): Promise<void> => {
    const counted = [...pending.values()]
    pending = new Map()
    if (counted.length === 0) return
    try {
      await store.add(counted)
    } catch (cause) {
      for (const { platform, month, calls } of counted) add(platform, month, calls)
      failed(cause)
    }
  }

  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    flushing = flushing.then(write)
    return flushing
  }

  return {
    add: (platform) => add(platform, quotaMonth(clock.now()), 1),
    ofThisMonth: async (platform) => {
      await flush()
      const month = quotaMonth(clock.now())
      return (await store.calls(platform, month)) + (pending.get(`${platform} ${month}`)?.calls ?? 0)
    },
    flush,
    stop: () => {
      stopped = true
      return flush()
    },
  }
}
