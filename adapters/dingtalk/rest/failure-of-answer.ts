import { z } from 'zod'

import { millis, minutes, seconds } from '../../../contract/quantities'
import { wording } from '../wording'
import type { Failure } from './failure'

export interface RestAnswer {
  readonly status: number
  readonly text: string
  /** The text as JSON, or undefined where it is none. */
  readonly body: unknown
}

/**
 * Reads a refusal by its `code`, never by the HTTP status alone: 403 is a missing permission, a rate limit and a used
 * up quota alike ("服务端API调用频率限制", "全局错误码", create-and-deliver-cards on open.dingtalk.com, July 2026).
 * Undefined where the answer is no refusal. `chance` in 0–1 spreads those who come back.
 */
export const failureOfAnswer = (answer: RestAnswer, chance: number): Failure | undefined => {
  const read = shape.safeParse(answer.body)
  if (isAddressBlock(answer, read.data)) return { kind: 'try-later', after: minutes(5), code: 'ip-blocked' }
  const code = codeOf(read.data)
  if (answer.status < 300 && code === undefined) return undefined
  return (
    (code === undefined ? undefined : failureOfCode(code, read.data, chance)) ??
    failureOfStatus(answer.status, code)
  )
}

/** 10,000 calls in 20 s from one address: it is shut out for five minutes with this body or a page of HTML. */
const isAddressBlock = (answer: RestAnswer, body: Refusal | undefined): boolean =>
  body?.status === 1111 || (answer.status < 500 && /^\s*<(!doctype|html)/i.test(answer.text))

const failureOfCode = (code: string, body: Refusal | undefined, chance: number): Failure | undefined => {
  const name = code.toLowerCase()
  if (name.includes('qpslimit') || throttled.has(name)) {
    return { kind: 'try-later', after: millis(1_000 + Math.round(chance * 1_000)), code }
  }
  if (name.includes('tokenpermissiondenied') || name === '60011') {
    return { kind: 'refused', code, advice: wording.noPermission(scopesOf(body)) }
  }
  if (name.includes('apicountlimit') || name === '90020' || name === '90030') {
    return { kind: 'refused', code, advice: wording.quotaUsedUp }
  }
  if (name.includes('ipnotin')) return { kind: 'refused', code, advice: wording.ipNotAllowed }
  if (name.includes('invalidauthentication') || badTokens.has(name)) return { kind: 'bad-token' }
  if (name === 'param.cardalreadyexist') return { kind: 'already-shown' }
  if (name === 'param.useridnotexist') return { kind: 'skipped', because: 'left-the-company' }
  if (name.startsWith('send.') || name.startsWith('too.many.'))
    return { kind: 'try-later', after: seconds(30), code }
  if (insideTrouble.has(name)) return { kind: 'try-later', after: seconds(5), code }
  return adviceByCode(code, name)
}

/** The scopes have a field of their own, and some answers name them only inside the message, in brackets. */
const scopesOf = (body: Refusal | undefined): readonly string[] =>
  body?.accessdenieddetail?.requiredScopes ??
  /\[([^\]]{1,300})\]/.exec(body?.message ?? '')?.[1]?.split(/[,\s]+/) ??
  []

const adviceByCode = (code: string, name: string): Failure | undefined => {
  if (name.startsWith('param.template') || name === 'param.cardtemplateidempty') {
    return { kind: 'refused', code, advice: wording.noTemplate }
  }
  if (name === 'param.contentunsafe') return { kind: 'refused', code, advice: wording.contentUnsafe }
  if (name.startsWith('param.') || name.startsWith('invalidparameter')) {
    return { kind: 'refused', code, advice: wording.badParameter(code) }
  }
  return undefined
}

const failureOfStatus = (status: number, code: string | undefined): Failure => {
  const name = code ?? `http-${status}`
  if (status === 401) return { kind: 'bad-token' }
  if (status === 408 || status === 429) return { kind: 'try-later', after: seconds(10), code: name }
  if (status >= 500) return { kind: 'try-later', after: seconds(15), code: name }
  return { kind: 'refused', code: name, advice: wording.refused(name) }
}

/**
 * The new API has a `code`. Legacy APIs and session webhooks answer 200 to everything and put their refusal into
 * `errcode`, of which 88 and 15 are envelopes around a `sub_code`.
 */
const codeOf = (body: Refusal | undefined): string | undefined => {
  if (body?.code !== undefined) return body.code
  if (body?.errcode === undefined || body.errcode === 0) return undefined
  const inner = body.errcode === 88 || body.errcode === 15 ? String(body.sub_code ?? '').trim() : ''
  return inner === '' ? String(body.errcode) : inner
}

/** Global, per app and second, and third-party limits of the legacy API. */
const throttled: ReadonlySet<string> = new Set(['90002', '90018', '90019'])

/** Busy, or a timeout on DingTalk's own side: 88 without a sub_code, 15 around a connection timeout. */
const insideTrouble: ReadonlySet<string> = new Set([
  'system.busy',
  '-1',
  '88',
  'isp.top-remote-connection-timeout',
])

const badTokens: ReadonlySet<string> = new Set(['40014', '42001', '33001'])

const shape = z.object({
  code: z.string().max(200).optional(),
  message: z.string().optional().catch(undefined),
  errcode: z.number().optional(),
  sub_code: z
    .union([z.string().max(200), z.number()])
    .nullish()
    .catch(undefined),
  status: z.unknown().optional(),
  accessdenieddetail: z.object({ requiredScopes: z.array(z.string().max(200)).max(50) }).optional(),
})
type Refusal = z.infer<typeof shape>
