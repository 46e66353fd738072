import { Fault, isFault } from '../../contract/fault'
import { seconds } from '../../contract/quantities'

import type { FaultCode } from '../../contract/fault'
import type { DoorAnswer } from '../../contract/ports/door'

const statusOf: Readonly<Record<FaultCode, number>> = {
  'bad-request': 400,
  'too-slow': 408,
  'body-too-large': 413,
  'too-many-items': 413,
  'too-deep': 400,
  'bad-charset': 415,
  'bad-encoding': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'unsupported-media': 415,
  'rate-limited': 429,
  busy: 503,
  'store-unavailable': 503,
  fenced: 503,
  'platform-unreachable': 502,
  'platform-refused': 502,
  'bad-configuration': 500,
  conflict: 409,
  internal: 500,
}

/** Statuses that tell a sender to come again; both need a Retry-After, given or not. */
const comeAgain = new Set([429, 503])

/**
 * The one translation of a Fault into HTTP: `{ error: { code, message, advice } }`, with Retry-After in whole
 * seconds, at least one. The cause never leaves the process.
 */
export const faultAnswer = (
  fault: Fault,
): Required<Pick<DoorAnswer, 'status' | 'headers'>> & { body: string } => {
  const status = statusOf[fault.code]
  const { code, message, advice } = fault
  const body = JSON.stringify({ error: { code, message, advice } })
  const wait = fault.retryAfter ?? (comeAgain.has(status) ? seconds(1) : undefined)
  return {
    status,
    headers: wait === undefined ? jsonHeaders : { ...jsonHeaders, 'retry-after': inSeconds(wait) },
    body,
  }
}

/** Anything thrown, as a Fault: what nobody expected becomes `internal` and says nothing about itself. */
export const toFault = (thrown: unknown): Fault =>
  isFault(thrown)
    ? thrown
    : new Fault({
        code: 'internal',
        message: '服务器内部错误。Something went wrong on our side.',
        advice:
          '请稍后重试;持续出现请联系管理员查看日志。Try again later; if it stays, ask the administrator for the log.',
        cause: thrown,
      })

const jsonHeaders: Readonly<Record<string, string>> = { 'content-type': 'application/json; charset=utf-8' }

const inSeconds = (wait: number): string => String(Math.max(1, Math.ceil(wait / 1000)))
