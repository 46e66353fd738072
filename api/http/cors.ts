import type { DoorAnswer } from '../../contract/ports/door'

type Headers = Readonly<Record<string, string>>

/** What pages may send along. X-Retry-Count and X-Compress-Codec are set by analytics.js and GrowingIO. */
const allowedHeaders = 'Authorization, Content-Type, X-Write-Key, X-Retry-Count, X-Compress-Codec'

/** Headers are latin1 on the wire; an origin is printable ASCII or it is not echoed. */
const printable = /^[\x21-\x7e]{1,512}$/

/** Any page may read the answer; no credentials, so an origin gains nothing by being echoed. */
export const corsHeaders = (origin: string | undefined): Headers | undefined =>
  origin === undefined || !printable.test(origin)
    ? undefined
    : { 'access-control-allow-origin': origin, vary: 'Origin' }

export const preflightAnswer = (origin: string | undefined): DoorAnswer => ({
  status: 204,
  headers: {
    ...corsHeaders(origin),
    'access-control-allow-methods': 'GET, POST, OPTIONS',
    'access-control-allow-headers': allowedHeaders,
    'access-control-max-age': '86400',
  },
})
