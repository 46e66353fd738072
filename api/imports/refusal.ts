import type { FaultCode } from '../../contract/fault'
import { Fault } from '../../contract/fault'
import type { Said } from './wording'

/** A Fault in the language of whoever asked. */
export const refusal = (code: FaultCode, [message, advice]: Said, cause?: unknown): Fault =>
  new Fault({ code, message, advice, ...(cause === undefined ? undefined : { cause }) })
