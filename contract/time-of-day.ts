import type { Brand } from './brand'

/** A time on the company's clock, `HH:MM`, from 00:00 to 23:59. */
export type TimeOfDay = Brand<string, 'TimeOfDay'>

/** Reads `HH:MM`, also with one digit before the colon; undefined for anything else. */
export const timeOfDay = (text: string): TimeOfDay | undefined =>
  /^(?:[01]?\d|2[0-3]):[0-5]\d$/.test(text) ? (text.padStart(5, '0') as TimeOfDay) : undefined

/** Minutes since midnight, 0–1439. */
export const minuteOfDay = (time: TimeOfDay): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
