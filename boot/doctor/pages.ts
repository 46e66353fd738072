import type { Config } from '../config'
import type { Finding } from '../finding'
import { bad, note, ok, warn } from '../finding'
import { hasNoPath, loginPlatforms } from '../logins'

const name = '网页与卡片链接 pages'

/** Whether a tap on a card can lead to a page, and what is missing where it cannot. Asks nobody. */
export function pages(config: Config): Finding[] {
  const { publicUrl, trial } = config
  if (trial) return []
  if (publicUrl === null) return [note(name, noAddress)]
  if (!hasNoPath(publicUrl)) return [bad(name, `PUBLIC_URL ${publicUrl}`, ownHost)]
  const on = [...loginPlatforms(config)].join(', ')
  return [
    ...(on === '' ? [] : [ok(name, `${publicUrl} (${on})`)]),
    ...(publicUrl.startsWith('http:') ? [warn(name, publicUrl, https)] : []),
    ...missing(config).map((what) => note(name, what)),
  ]
}

function missing({ login, wecomDirectory: app, dingtalk, wecom }: Config): string[] {
  return [
    ...(wecom !== null && (app === null || app.agentId === null) ? [noApp] : []),
    ...(app !== null && login.wecomDomainProof === null ? [noProof] : []),
    ...(dingtalk !== null && login.dingtalkCorpId === null ? [noCorpId] : []),
  ]
}

const noAddress = '没有设置 PUBLIC_URL,卡片上不出现链接 · without PUBLIC_URL cards have no link'
const ownHost =
  '网页要求 PUBLIC_URL 不带路径,请给中枢一个自己的域名 · pages need a host of their own, without a path'
const https = '请用 HTTPS:会话 Cookie 在 http 下不加 Secure · use HTTPS'
const noApp =
  '企业微信的卡片没有链接:还缺 WECOM_CORP_ID、WECOM_AGENT_ID、WECOM_APP_SECRET · WeCom cards have no link before the app is set'
const noProof =
  '没有设置 WECOM_DOMAIN_PROOF;可信域名若已由反向代理验证,可以忽略 · needed once, unless your proxy serves WW_verify_….txt'
const noCorpId =
  '没有设置 DINGTALK_CORP_ID,钉钉内登录会多一步授权页 · without it logging in inside DingTalk takes its consent page'
