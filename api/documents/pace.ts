import type { Instant } from '../../contract/quantities'

const MINUTE = 60_000
const MOST_LINKS = 10_000

/** How often a link is asked for in this process, minute by minute. Memory is bounded. */
export function createPace(mostAMinute: number) {
  let minute = 0
  let asked = new Map<number, number>()
  return {
    /** False where it is too often. */
    admit: (id: number, at: Instant): boolean => {
      const now = Math.floor(at / MINUTE)
      if (now !== minute || asked.size >= MOST_LINKS) {
        minute = now
        asked = new Map()
      }
      const times = (asked.get(id) ?? 0) + 1
      asked.set(id, times)
      return times <= mostAMinute
    },
  }
}
