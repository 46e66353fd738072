import type { Logger } from '@wecom/aibot-node-sdk'

import type { Log } from './log'

/**
 * What the SDK says goes to our log one level lower and without its arguments: those hold whole messages of people.
 *
 * `onStrayRefusal`: WeCom may refuse a malformed body (40058) without naming the request. The SDK drops such a frame
 * with a warning that carries it as JSON text, and the sender only ever sees a timeout; this hands the code on.
 */
export const createSdkLogger = (log: Log, onStrayRefusal: (errcode: number) => void): Logger => ({
  debug: () => undefined,
  info: (message) => log.debug({ sdk: clip(message) }, 'wecom sdk'),
  warn: (message, ...details: unknown[]) => {
    log.debug({ sdk: clip(message) }, 'wecom sdk')
    for (const detail of details) {
      const errcode = strayErrcode(detail)
      if (errcode !== undefined) onStrayRefusal(errcode)
    }
  },
  error: (message) => log.debug({ sdk: clip(message) }, 'wecom sdk'),
})

const clip = (message: string): string => message.slice(0, 200)

const strayErrcode = (detail: unknown): number | undefined => {
  if (typeof detail !== 'string' || detail.length > 2_000) return undefined
  try {
    const frame: unknown = JSON.parse(detail)
    return isNamelessRefusal(frame) ? frame.errcode : undefined
  } catch {
    return undefined
  }
}

const isNamelessRefusal = (frame: unknown): frame is { errcode: number } => {
  if (typeof frame !== 'object' || frame === null) return false
  const { errcode, headers } = frame as { errcode?: unknown; headers?: { req_id?: unknown } | null }
  return typeof errcode === 'number' && errcode !== 0 && (headers?.req_id ?? '') === ''
}
