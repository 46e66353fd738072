import type { Instant } from '../contract/quantities'

/** `11-24 14:02:05` on the company's clock. */
export const moment = (at: Instant, { utcOffsetMinutes }: { readonly utcOffsetMinutes: number }): string =>
  new Date(at + utcOffsetMinutes * 60_000).toISOString().slice(5, 19).replace('T', ' ')
