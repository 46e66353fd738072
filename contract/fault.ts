import type { Millis } from './quantities'

/** Every failure a program may match on. Prose stays free to improve; codes do not change. */
export const faultCodes = [
  'bad-request', // the body or the query does not have the form asked for
  'too-slow', // the request did not arrive whole in time
  'body-too-large',
  'too-many-items',
  'too-deep',
  'bad-charset',
  'bad-encoding', // gzip, base64 or JSON that does not decode
  'unauthenticated',
  'forbidden',
  'not-found',
  'method-not-allowed',
  'unsupported-media',
  'rate-limited',
  'busy', // our own queue is full
  'store-unavailable',
  'fenced', // another process owns this partition now
  'platform-unreachable',
  'platform-refused',
  'bad-configuration',
  'conflict',
  'internal',
] as const
export type FaultCode = (typeof faultCodes)[number]

export interface FaultDetail {
  readonly code: FaultCode
  /** What happened, for a person. */
  readonly message: string
  /** What the reader can do next. */
  readonly advice: string
  /** Present when the same call may succeed later. */
  readonly retryAfter?: Millis
  readonly cause?: unknown
}

/** The one error class of the hub: a code for programs, a sentence and advice for people. */
export class Fault extends Error {
  readonly code: FaultCode
  readonly advice: string
  readonly retryAfter: Millis | undefined

  constructor(detail: FaultDetail) {
    super(detail.message, detail.cause === undefined ? undefined : { cause: detail.cause })
    this.name = 'Fault'
    this.code = detail.code
    this.advice = detail.advice
    this.retryAfter = detail.retryAfter
  }
}

export const isFault = (e: unknown): e is Fault => e instanceof Fault
