import type { Load } from '../load/load'
import type { Place } from '../places'
import type { BenchHub } from './bench-hub'

/** What the measurements of one database share. */
export interface Measured {
  readonly place: Place
  readonly hub: BenchHub
  readonly port: number
  readonly load: Load
}
