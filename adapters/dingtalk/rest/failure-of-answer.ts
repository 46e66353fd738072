import { z } from 'zod'

import { millis, minutes, seconds } from '../../../contract/quantities'
import type { Wording } from '../wording'
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
export const failureOfAnswer = (answer: RestAnswer, chance: number, words: Wording): Failure | undefined => {
  const read = shape.safeParse(answer.body)
  if (isAddressBlock(answer, read.data)) return { kind: 'try-later', after: minutes(5), code: 'ip-blocked' }
  const code = codeOf(read.data)
  if (answer.status < 300 && code === undefined) return undefined
  return (
    (code === undefined ? undefined : failureOfCode(code, read.data, { chance, words })) ??
    failureOfStatus(answer.status, code, words)
  )
}

/** 10,000 calls in 20 s from one address: it is shut out for five minutes with this body or a page of HTML. */
const isAddressBlock = (answer: RestAnswer, body: Refusal | undefined): boolean =>
  body?.status === 1111 || (answer.status < 500 && /^\s*<(!doctype|html)/i.test(answer.text))

interface Reading {
  readonly code: string
  /** The code in lower case: DingTalk writes some of them in several ways. */
  readonly name: string
  readonly body: Refusal | undefined
  readonly words: Wording
}

const failureOfCode = (
  code: string,
  body: Refusal | undefined,
  { chance, words }: { readonly chance: number; readonly words: Wording },
): Failure | undefined => {
  const reading = { code, name: code.toLowerCase(), body, words }
  return passing(reading, chance) ?? special(reading) ?? needsAPerson(reading)
}

/** What is over by itself: limits by the second, flow control of a robot, trouble on DingTalk's own side. */
const passing = ({ code, name }: Reading, chance: number): Failure | undefined => {
  if (name.includes('qpslimit') || throttled.has(name)) {
    return { kind: 'try-later', after: millis(1_000 + Math.round(chance * 1_000)), code }
  }
  if (name.startsWith('send.') || name.startsWith('too.many.'))
    return { kind: 'try-later', after: seconds(30), code }
  // A group's robot that said more than 20 things in a minute is silent for ten.
  if (name === '130101') return { kind: 'try-later', after: minutes(10), code }
  if (insideTrouble.has(name)) return { kind: 'try-later', after: seconds(5), code }
  return undefined
}

const special = ({ name }: Reading): Failure | undefined => {
  if (name.includes('invalidauthentication') || badTokens.has(name)) return { kind: 'bad-token' }
  if (name === 'param.cardalreadyexist') return { kind: 'already-shown' }
  if (name === 'param.useridnotexist') return { kind: 'skipped', because: 'left-the-company' }
  return undefined
}

const needsAPerson = (reading: Reading): Failure | undefined => {
  const advice = adviceOf(reading)
  return advice === undefined ? undefined : { kind: 'refused', code: reading.code, advice }
}

/** The scopes have a field of their own, and some answers name them only inside the message, in brackets. */
const scopesOf = (body: Refusal | undefined): readonly string[] =>
  body?.accessdenieddetail?.requiredScopes ??
  /\[([^\]]{1,300})\]/.exec(body?.message ?? '')?.[1]?.split(/[,\s]+/) ??
  []

const adviceOf = ({ code, name, body, words }: Reading): string | undefined => {
  if (name.includes('tokenpermissiondenied') || name === '60011') return words.noPermission(scopesOf(body))
  if (name.includes('apicountlimit') || name === '90020') return words.quotaUsedUp
  if (name === '90030') return words.webhookQuotaUsedUp
  if (name.includes('ipnotin')) return words.ipNotAllowed
  if (name.includes('orgauthlevelnotenough')) return words.editionTooLow
  if (name.startsWith('param.template') || name === 'param.cardtemplateidempty') return words.noTemplate
  if (name === 'param.contentunsafe') return words.contentUnsafe
  if (name.endsWith('toolong') || name === '460101') return words.tooLong
  if (name.startsWith('param.') || name.startsWith('invalidparameter')) return words.badParameter(code)
  return undefined
}

const failureOfStatus = (status: number, code: string | undefined, words: Wording): Failure => {
  const name = code ?? `http-${status}`
  if (status === 401) return { kind: 'bad-token' }
  if (status === 408 || status === 429) return { kind: 'try-later', after: seconds(10), code: name }
  if (status >= 500) return { kind: 'try-later', after: seconds(15), code: name }
  return { kind: 'refused', code: name, advice: words.refused(name) }
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
