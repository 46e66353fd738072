import type { Instant } from '../../../contract/quantities'

/** China has one time zone and no summer time. */
const chinaOffset = 8 * 3_600_000

/** The calendar month in China, `2026-07`: the platforms' quotas start anew on the first. */
export const quotaMonth = (now: Instant): string => new Date(now + chinaOffset).toISOString().slice(0, 7)
