import type { Instant } from '../quantities'

export interface Clock {
  now(): Instant
}
