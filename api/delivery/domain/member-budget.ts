import type { Platform } from '../../../contract/people'
import type { Instant, Millis } from '../../../contract/quantities'
import { hours, minutes, plus, seconds } from '../../../contract/quantities'

/** At most so many in any stretch of that length. */
export interface Window {
  readonly length: Millis
  readonly most: number
}

/**
 * What one member is sent at most. WeCom silently drops what goes over 30 a minute or 1,000 an hour to one member
 * (DOC 90312, 90236), and answers to his commands count as well, so notices stay well below. DingTalk names no such
 * figure for a person; nobody reads more there either.
 */
export const memberWindows: Readonly<Record<Platform, readonly Window[]>> = {
  wecom: [
    { length: minutes(1), most: 20 },
    { length: hours(1), most: 600 },
  ],
  dingtalk: [
    { length: minutes(1), most: 20 },
    { length: hours(1), most: 600 },
  ],
}

/** What goes out over one platform at most. DingTalk's standard edition allows 20 calls a second per app and API. */
export const routeWindows: Readonly<Record<Platform, readonly Window[]>> = {
  wecom: [{ length: seconds(1), most: 40 }],
  dingtalk: [{ length: seconds(1), most: 15 }],
}

export interface Room {
  /** How many may leave now. */
  readonly free: number
  /** When the next one may leave; `now` where one may leave at once. */
  readonly nextAt: Instant
}

/** What the windows still allow, given when the earlier ones left (ascending). */
export function room(windows: readonly Window[], left: readonly Instant[], now: Instant): Room {
  let free = Number.MAX_SAFE_INTEGER
  let nextAt = now
  for (const { length, most } of windows) {
    const inside = left.length - firstInside(left, now - length)
    free = Math.min(free, most - inside)
    const blocking = inside >= most ? left[left.length - most] : undefined
    if (blocking !== undefined && plus(blocking, length) > nextAt) nextAt = plus(blocking, length)
  }
  return { free: Math.max(0, free), nextAt }
}

/** The position of the first instant after `edge`. */
function firstInside(left: readonly Instant[], edge: number): number {
  let low = 0
  let high = left.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((left[middle] ?? 0) > edge) high = middle
    else low = middle + 1
  }
  return low
}
