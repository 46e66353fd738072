import type { Parcel } from '../happening'

export interface TrafficKeys {
  readonly native: string
  readonly segment: string
  readonly sensors: string
  readonly inquiry: string
}

/** A request as a client would make it; `path` begins with `/`. */
export interface WireRequest {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Puts a parcel into a protocol. `sentAt` is the sender's clock when the request leaves, milliseconds. */
export type Encode = (parcel: Parcel, keys: TrafficKeys, sentAt: number) => WireRequest

export const isoTime = (ms: number): string => new Date(ms).toISOString()
