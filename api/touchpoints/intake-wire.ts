import { Fault, isFault } from '../../contract/fault'
import type { FaultCode } from '../../contract/fault'
import type { Receipt } from '../../contract/ports/inbox'
import { millis } from '../../contract/quantities'
import type { DatabaseUrl } from '../database/database-url'
import type { PackedBatch } from './packed-batch'

/** What the thread that keeps touchpoints is given when it starts. */
export interface IntakeSetup {
  readonly url: DatabaseUrl
  readonly turns: SharedArrayBuffer
  readonly perCommit: number
}

/** To the thread; `close` asks it to end. */
export type IntakeQuestion = readonly (readonly [id: number, batch: PackedBatch])[] | 'close'

/** From the thread: what became of some batches. */
export type IntakeAnswers = readonly (readonly [id: number, outcome: Receipt | KeptApart])[]

/** A failure in a form that crosses threads. */
export interface KeptApart {
  readonly failed: string
  readonly fault: {
    readonly code: FaultCode
    readonly advice: string
    readonly retryAfter: number | null
  } | null
}

export const failureOf = (cause: unknown): KeptApart => ({
  failed: cause instanceof Error ? cause.message : String(cause),
  fault: isFault(cause)
    ? { code: cause.code, advice: cause.advice, retryAfter: cause.retryAfter ?? null }
    : null,
})

export const errorOf = ({ failed, fault }: KeptApart): Error =>
  fault === null
    ? new Error(failed)
    : new Fault({
        code: fault.code,
        message: failed,
        advice: fault.advice,
        ...(fault.retryAfter === null ? {} : { retryAfter: millis(fault.retryAfter) }),
      })
