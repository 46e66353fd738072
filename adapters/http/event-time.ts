import { instant } from '../../contract/quantities'

import type { Instant } from '../../contract/quantities'

/** Differences up to here are the network's, not the clock's: correcting them would reorder a visit. */
const networkMs = 5_000
/** An event later than this after its arrival is a mistake, not a clock. */
const aheadAtMost = 24 * 3_600_000
/** 2000-01-01: what lies before was never tracked. */
const earliest = 946_684_800_000

/** Milliseconds from an ISO text, a number of milliseconds, or a number of seconds. */
export const timeOf = (value: unknown): number | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? inMilliseconds(value) : undefined
  if (typeof value !== 'string' || value === '') return undefined
  if (/^\d{10,13}$/.test(value)) return inMilliseconds(Number(value))
  // Text without a zone is read as China's, where the senders of such text are.
  const zoned = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(value)
    ? `${value.replace(' ', 'T')}+08:00`
    : value
  const parsed = Date.parse(zoned)
  return Number.isNaN(parsed) ? undefined : parsed
}

/**
 * When it happened by our clock: event time + (received − sent). Without a sending time the event's own time
 * stands. What then still lies after its arrival happened on arrival; a day and more ahead, or before the year
 * 2000, is undefined: no time at all.
 */
export const happenedAt = (
  event: number | undefined,
  sent: number | undefined,
  received: Instant,
): Instant | undefined => {
  if (event === undefined) return undefined
  const skew = sent === undefined ? 0 : received - sent
  const corrected = Math.round(Math.abs(skew) > networkMs ? event + skew : event)
  if (corrected < earliest || corrected > received + aheadAtMost) return undefined
  return instant(Math.min(corrected, received))
}

/** Ten digits are seconds: as milliseconds they would lie in January 1970. */
const inMilliseconds = (n: number): number => (n > 0 && n < 1e11 ? n * 1000 : n)
