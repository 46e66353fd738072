import { millis, seconds } from '../../contract/quantities'
import type { Millis } from '../../contract/quantities'

/** What one HTTP server puts up with. */
export interface HttpLimits {
  /** A request must have arrived whole after so long. */
  readonly receive: Millis
  /** A door must have answered after so long; then the server answers `busy` for it. */
  readonly handle: Millis
  /** How long a connection without a request is kept. Longer than the 60 s of the usual proxies in front. */
  readonly idle: Millis
  /** Bytes of all bodies that are being read or handled at one moment. */
  readonly bytesInFlight: number
  readonly connections: number
  /** How long a refused upload is read on, so that the sender sees the refusal instead of a reset. */
  readonly linger: Millis
}

export const defaultLimits: HttpLimits = {
  receive: seconds(15),
  handle: seconds(30),
  idle: seconds(75),
  bytesInFlight: 64 * 1024 * 1024,
  connections: 10_000,
  linger: millis(2_000),
}
