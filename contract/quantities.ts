import type { Brand } from './brand'

/** A moment, in milliseconds since 1970-01-01T00:00Z. */
export type Instant = Brand<number, 'Instant'>
/** A length of time in milliseconds. */
export type Millis = Brand<number, 'Millis'>

export const instant = (ms: number): Instant => ms as Instant
export const millis = (ms: number): Millis => ms as Millis
export const seconds = (n: number): Millis => (n * 1_000) as Millis
export const minutes = (n: number): Millis => (n * 60_000) as Millis
export const hours = (n: number): Millis => (n * 3_600_000) as Millis
export const days = (n: number): Millis => (n * 86_400_000) as Millis

export const plus = (at: Instant, length: Millis): Instant => (at + length) as Instant
export const minus = (at: Instant, length: Millis): Instant => (at - length) as Instant
export const between = (from: Instant, to: Instant): Millis => (to - from) as Millis
