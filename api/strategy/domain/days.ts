/** A hundredth of a day: the grain in which rules measure days, so that 0.25 is exactly six hours. */
const grain = 864_000
export const day = 100 * grain

export const daysToMillis = (days: number): number => Math.round(days * 100) * grain

/** Days gone by, rounded down to hundredths: never reads as `needed` before it is. */
export const millisToDays = (millis: number): number => Math.floor(millis / grain) / 100

/** The day of a moment on the UTC+8 calendar, as a running number. */
export const calendarDay = (at: number): number => Math.floor((at + 28_800_000) / day)
