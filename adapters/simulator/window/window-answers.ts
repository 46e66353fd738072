import type { FaultCode } from '../../../contract/fault'

/** The page loads nothing but its own files and talks to nobody but its own server. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
  'cross-origin-resource-policy': 'same-origin',
}

const statuses: Readonly<Partial<Record<FaultCode, number>>> = {
  'bad-request': 400,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'platform-refused': 409,
  'body-too-large': 413,
  'unsupported-media': 415,
  'rate-limited': 429,
  busy: 503,
  'platform-unreachable': 503,
}

export const statusOf = (code: FaultCode): number => statuses[code] ?? 500
