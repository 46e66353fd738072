import type { Clock } from '../../../contract/ports/clock'
import type { Millis } from '../../../contract/quantities'
import { millis, minutes } from '../../../contract/quantities'

/** How often each address may begin or end a login. */
export interface Attempts {
  /** 0 where it may go on; otherwise how long it waits. */
  spend(address: string): Millis
}

const MOST_ADDRESSES = 10_000

/** So many in a minute for each address. Behind a proxy that hides addresses it is one budget for all. */
export function createAttempts(clock: Clock, perMinute: number): Attempts {
  const length = minutes(1)
  let minute = -1
  let spent = new Map<string, number>()
  return {
    spend: (address) => {
      const now = clock.now()
      const current = Math.floor(now / length)
      // A flood from ever new addresses begins the count anew rather than filling the memory.
      if (current !== minute || spent.size >= MOST_ADDRESSES) spent = new Map()
      minute = current
      const before = spent.get(address) ?? 0
      if (before >= perMinute) return millis((current + 1) * length - now)
      spent.set(address, before + 1)
      return millis(0)
    },
  }
}
