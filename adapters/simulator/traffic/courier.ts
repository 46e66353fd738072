import { encodeInquiry } from './wire/inquiry-wire'
import { encodeNative } from './wire/native-wire'
import { encodeSegment } from './wire/segment-wire'
import { encodeSensors } from './wire/sensors-wire'
import type { Parcel, Wire } from './happening'
import type { SendHttp } from './send-http'
import type { Encode, TrafficKeys } from './wire/wire'

/** What became of one request. `again` asks to come back after so many milliseconds. */
export type Carried =
  | { readonly kind: 'kept' }
  | { readonly kind: 'again'; readonly afterMs: number }
  | { readonly kind: 'refused'; readonly status: number; readonly body: string }

export interface Courier {
  carry(parcel: Parcel, sentAt: number, signal: AbortSignal): Promise<Carried>
}

const encoders: Readonly<Record<Wire, Encode>> = {
  native: encodeNative,
  sensors: encodeSensors,
  segment: encodeSegment,
  inquiry: encodeInquiry,
}

const firstWaitMs = 500
const longestWaitMs = 30_000

/** Carries parcels to the doors. Backs off twice as long after each failure in a row, or as long as it is told. */
export function createCourier(deps: {
  readonly baseUrl: string
  readonly keys: TrafficKeys
  readonly http: SendHttp
}): Courier {
  let failures = 0
  const again = (askedMs: number | undefined): Carried => {
    const own = Math.min(firstWaitMs * 2 ** failures, longestWaitMs)
    failures = Math.min(failures + 1, 16)
    return { kind: 'again', afterMs: Math.min(Math.max(askedMs ?? own, 100), 5 * 60_000) }
  }
  return {
    carry: async (parcel, sentAt, signal) => {
      const request = encoders[parcel.wire](parcel, deps.keys, sentAt)
      const url = new URL(request.path, deps.baseUrl).href
      try {
        const answer = await deps.http({ url, headers: request.headers, body: request.body, signal })
        if (answer.status === 429 || answer.status >= 500) return again(toMillis(answer.retryAfter))
        failures = 0
        return answer.status < 400
          ? { kind: 'kept' }
          : { kind: 'refused', status: answer.status, body: answer.body }
      } catch {
        // No answer: the door is closed or cut us off on purpose, which tells this kind of client to keep its events.
        return again(undefined)
      }
    },
  }
}

/** Retry-After in seconds, as our doors and most others write it. */
function toMillis(retryAfter: string | null): number | undefined {
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined
}
