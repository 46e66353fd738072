import type { Instant, Millis } from '../../../contract/quantities'
import { hours, millis, plus, seconds } from '../../../contract/quantities'

/** Twelve tries at 5 s, 15 s, 45 s … 4 h cover two thirds of a day: a platform that is down overnight is waited for. */
export const MOST_TRIES = 12
export const LONGEST_WAIT = hours(24)

const FIRST = seconds(5)
const FACTOR = 3
const CAP = hours(4)

/**
 * How long to wait after so many tries (1 or more). `chance` in [0, 1) spreads the wait over the upper half of its
 * length, so that notices that failed together do not all come back together. Never shorter than what was asked for.
 */
export function retryDelay(tries: number, chance: number, askedFor: Millis): Millis {
  const full = Math.min(CAP, FIRST * FACTOR ** (tries - 1))
  return millis(Math.max(askedFor, Math.round(full / 2 + (full / 2) * chance)))
}

/** When to try again, or undefined when it has been tried long enough. */
export function nextTry(failed: {
  readonly tries: number
  readonly createdAt: Instant
  readonly now: Instant
  readonly chance: number
  readonly askedFor: Millis
}): Instant | undefined {
  if (failed.tries >= MOST_TRIES || failed.now >= plus(failed.createdAt, LONGEST_WAIT)) return undefined
  return plus(failed.now, retryDelay(failed.tries, failed.chance, failed.askedFor))
}
