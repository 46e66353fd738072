import { z } from 'zod'

import type { Identified, LoginPort } from '../../../contract/ports/login'
import type { DingtalkRestConfig } from '../dingtalk-rest'
import type { ApiAnswer, OpenApi } from '../rest/openapi'

export interface DingtalkLoginConfig extends DingtalkRestConfig {
  /** Of the organisation, `ding…`; without it pages inside the client log in as in any browser. */
  readonly corpId?: string
  /** Another address than `https://login.dingtalk.com`: the simulator. */
  readonly loginBase?: string
}

/**
 * Who looks at a page: inside DingTalk by the code that the client gives (`topapi/v2/user/getuserinfo`), in any browser
 * by DingTalk's own page (`oauth2/auth`, then the person's token, his unionId, and his userid here). A code of one kind
 * does nothing at the other.
 */
export const dingtalkLogin = (api: OpenApi, config: DingtalkLoginConfig): LoginPort => ({
  platform: 'dingtalk',
  client: config.corpId === undefined ? null : { corpId: config.corpId },
  pageAt: (redirect, state) => {
    const query = new URLSearchParams([
      ['client_id', config.clientId],
      ['redirect_uri', redirect],
      ['state', state],
      ['response_type', 'code'],
      ['prompt', 'consent'],
      ['scope', 'openid'],
    ])
    return `${config.loginBase ?? 'https://login.dingtalk.com'}/oauth2/auth?${query.toString()}`
  },
  identify: (code, route) => (route === 'client' ? byClient(api, code) : byPage(api, config, code)),
})

const byClient = async (api: OpenApi, code: string): Promise<Identified> => {
  const found = read(api, await api.callLegacy('/topapi/v2/user/getuserinfo', { code }), clientShape)
  return found.kind === 'read' ? { kind: 'member', userId: found.value.result.userid } : found
}

const byPage = async (api: OpenApi, config: DingtalkLoginConfig, code: string): Promise<Identified> => {
  const { clientId, clientSecret } = config
  const asked = { clientId, clientSecret, code, grantType: 'authorization_code' }
  const path = '/v1.0/oauth2/userAccessToken'
  const token = read(api, await api.callFor(undefined, { method: 'POST', path, data: asked }), tokenShape)
  if (token.kind !== 'read') return token
  const me = { method: 'GET', path: '/v1.0/contact/users/me' } as const
  const person = read(api, await api.callFor(token.value.accessToken, me), personShape)
  if (person.kind !== 'read') return person
  const here = { unionid: person.value.unionId }
  const found = read(api, await api.callLegacy('/topapi/user/getbyunionid', here), memberShape)
  if (found.kind !== 'read') return found
  const { userid, contact_type } = found.value.result
  return contact_type === EXTERNAL ? { kind: 'outsider' } : { kind: 'member', userId: userid }
}

type Read<T> = { readonly kind: 'read'; readonly value: T } | Exclude<Identified, { kind: 'member' }>

const read = <T>(api: OpenApi, answer: ApiAnswer, shape: z.ZodType<T>): Read<T> => {
  switch (answer.kind) {
    case 'answered': {
      const body = shape.safeParse(answer.body)
      return body.success ? { kind: 'read', value: body.data } : api.refused('login-unreadable')
    }
    case 'try-later':
      return answer
    case 'refused':
      if (isSpent(answer.code)) return { kind: 'code-spent' }
      return nobody.has(answer.code) ? { kind: 'outsider' } : answer
    case 'skipped':
      return { kind: 'outsider' }
    case 'already-shown':
      return api.refused('login-unreadable')
  }
}

/** 40078 at the legacy API (unknown, used or expired alike); at the new one a code that names the parameter. */
const isSpent = (code: string): boolean => code === '40078' || /authcode/i.test(code)

/** 60121 no such user in this organisation (全局错误码). */
const nobody: ReadonlySet<string> = new Set(['60121'])

/** `contact_type` of somebody in the list of outside contacts. */
const EXTERNAL = 1

const userId = z.string().min(1).max(128)
const clientShape = z.object({ result: z.object({ userid: userId }) })
const tokenShape = z.object({ accessToken: z.string().min(1).max(2_048) })
const personShape = z.object({ unionId: z.string().min(1).max(128) })
const memberShape = z.object({ result: z.object({ userid: userId, contact_type: z.number().optional() }) })
