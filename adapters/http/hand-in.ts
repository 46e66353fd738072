import { Fault } from '../../contract/fault'

import type { Decoded } from './decoded'
import type { DoorDeps } from './door-deps'
import type { Source } from '../../contract/ports/door'
import type { Receipt, Unreadable } from '../../contract/ports/inbox'
import type { Instant } from '../../contract/quantities'
import type { NewTouchpoint } from '../../contract/touchpoint'

/** More events than this in one request are refused whole: the sender's batches are misconfigured. */
export const mostEvents = 1_000
const longestKey = 200

/**
 * The source that one of these keys belongs to, looked for among sources of these kinds in turn, or
 * `unauthenticated`. A key that was not given is passed over.
 */
export const sourceOf = (
  deps: DoorDeps,
  kinds: readonly string[],
  ...keys: readonly (string | null | undefined)[]
): Source => {
  for (const key of keys) {
    if (key === undefined || key === null || key === '' || key.length > longestKey) continue
    for (const kind of kinds) {
      const source = deps.gate.byKey(kind, key)
      if (source !== undefined) return source
    }
  }
  throw wrongKey()
}

/** Spends the source's budget for so many touchpoints, or `rate-limited`, or `too-many-items`. */
export const admit = (deps: DoorDeps, source: Source, count: number): void => {
  if (count > mostEvents) throw tooMany()
  const verdict = deps.gate.admit(source, count)
  if (verdict.ok) return
  throw new Fault({
    code: 'rate-limited',
    message: '该来源发送过快。This source sends faster than it may.',
    advice: '请按 Retry-After 等待后重发同一批。Wait for Retry-After, then send the same batch again.',
    retryAfter: verdict.wait,
  })
}

/** Everything of one request in one durable step; what could not be read goes to quarantine with it. */
export const handIn = (
  deps: DoorDeps,
  source: Source,
  receivedAt: Instant,
  pieces: readonly Decoded[],
): Promise<Receipt> => {
  if (pieces.length === 0) return Promise.resolve(nothing)
  const touchpoints: NewTouchpoint[] = []
  const unreadable: Unreadable[] = []
  for (const piece of pieces) {
    if (piece.ok) touchpoints.push(piece.touchpoint)
    else unreadable.push(piece.unreadable)
  }
  return deps.inbox.accept({ source: source.id, receivedAt, touchpoints, unreadable })
}

const nothing: Receipt = { accepted: 0, repeated: 0, quarantined: 0 }

const wrongKey = (): Fault =>
  new Fault({
    code: 'unauthenticated',
    message: '写入密钥缺失或不正确。The write key is missing or not known here.',
    advice: '请在控制台「来源」页复制该来源的写入密钥。Copy the write key from the page of the source.',
  })

const tooMany = (): Fault =>
  new Fault({
    code: 'too-many-items',
    message: `一次最多 ${mostEvents} 条。At most ${mostEvents} events per request.`,
    advice: '请拆成多批发送。Split the batch.',
  })
