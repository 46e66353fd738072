import { z } from 'zod'

import type { Identified, LoginPort } from '../../../contract/ports/login'
import type { RestOutcome, WecomRest } from '../rest'
import { wording } from '../wording'

export interface WecomLoginConfig {
  readonly corpId: string
  /** Of the self-built app whose 可信域名 the hub's address is. */
  readonly agentId: number
  /** Another address than `https://open.weixin.qq.com`: the simulator. */
  readonly loginBase?: string
}

/**
 * Who looks at a page inside WeCom (网页授权, DOC 91022 and 91023): `connect/oauth2/authorize` with `snsapi_base`, then
 * `auth/getuserinfo`. Nothing is asked of the person. Outside of WeCom the first page says to open it there.
 */
export const createWecomLogin = (rest: WecomRest, config: WecomLoginConfig): LoginPort => ({
  platform: 'wecom',
  client: null,
  pageAt: (redirect, state) => {
    const { corpId, agentId, loginBase = 'https://open.weixin.qq.com' } = config
    const query = new URLSearchParams([
      ['appid', corpId],
      ['redirect_uri', redirect],
      ['response_type', 'code'],
      ['scope', 'snsapi_base'],
      ['state', state],
      ['agentid', String(agentId)],
    ])
    return `${loginBase}/connect/oauth2/authorize?${query.toString()}#wechat_redirect`
  },
  identify: async (code) => identifiedBy(await rest.get('/cgi-bin/auth/getuserinfo', { code }, userShape)),
})

const identifiedBy = (outcome: RestOutcome<z.infer<typeof userShape>>): Identified => {
  if (outcome.kind === 'try-later') return outcome
  if (outcome.kind === 'answered') {
    const userId = outcome.value.userid ?? outcome.value.UserId ?? ''
    return userId === '' ? { kind: 'outsider' } : { kind: 'member', userId }
  }
  const { errcode, code, advice } = outcome
  if (errcode === 40029 || errcode === 42022) return { kind: 'code-spent' }
  if (errcode === 50001) return { kind: 'address-refused', code }
  return { kind: 'refused', code, advice: advice === wording.refused ? wording.loginRefused : advice }
}

/** A member has `userid`, somebody else `openid`; older samples spell both with capitals. */
const id = z.string().max(128).optional()
const userShape = z.object({ userid: id, UserId: id, openid: id, OpenId: id })
