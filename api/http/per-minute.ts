import type { Instant, Millis } from '../../contract/quantities'
import { millis, minutes } from '../../contract/quantities'

/** How often each of many may ask, in this process. */
export interface PerMinute<Key> {
  /** 0 where it may go on; otherwise how long it waits. */
  spend(key: Key, at: Instant): Millis
}

const MINUTE = minutes(1)
const MOST_KEYS = 10_000

/** So many a minute for each. A flood of ever new ones begins the count anew rather than filling the memory. */
export function createPerMinute<Key>(most: number): PerMinute<Key> {
  let minute = -1
  let spent = new Map<Key, number>()
  return {
    spend: (key, at) => {
      const current = Math.floor(at / MINUTE)
      if (current !== minute || spent.size >= MOST_KEYS) spent = new Map()
      minute = current
      const before = spent.get(key) ?? 0
      if (before >= most) return millis((current + 1) * MINUTE - at)
      spent.set(key, before + 1)
      return millis(0)
    },
  }
}
