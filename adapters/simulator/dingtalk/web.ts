import { randomUUID } from 'node:crypto'

import { z } from 'zod'

import { OneTimeCodes } from '../web/one-time-codes'
import { Seats } from '../web/seats'
import { seatedCookies } from '../web/web-page'
import type { PageAnswer, PageAsked } from '../web/web-page'
import { LegacyRefusal, Refusal } from './refusal'

interface WebDeps {
  readonly clientId: string
  readonly corpId: string
  readonly isApp: (clientId: unknown, clientSecret: unknown) => boolean
  readonly isMember: (userId: string) => boolean
  readonly now: () => number
}

const SEAT = 'dingtalk_seat'
const OPEN = '/client/open'
const AUTHORIZE = '/oauth2/auth'
const TOKEN_MS = 7_200_000

/**
 * What DingTalk has for pages: codes of its client (免登), its own page for any browser (登录第三方网站) with the person's
 * token behind it, and the way from a unionId to a userid. A code of one kind is unknown to the other.
 */
export class DingtalkWeb {
  private readonly ofClient: OneTimeCodes<string>
  private readonly ofPage: OneTimeCodes<string>
  private readonly seats: Seats<string>
  private readonly tokens = new Map<string, { readonly userId: string; readonly until: number }>()
  private readonly redirects = new Set<string>()

  constructor(private readonly deps: WebDeps) {
    this.ofClient = new OneTimeCodes(deps.now)
    this.ofPage = new OneTimeCodes(deps.now)
    this.seats = new Seats(deps.now)
  }

  /** What the administrator enters under 安全设置 → 重定向 URL. */
  allowRedirect(url: string): void {
    this.redirects.add(url)
  }

  /** The path at the platform under which this person's client opens the address, a link of DingTalk's own included. */
  followAs(userId: string, url: string): string {
    return `${OPEN}?ticket=${this.seats.ticketFor(userId, linkedBy(url))}`
  }

  /** What `dd.runtime.permission.requestAuthCode` answers a page in this person's client. */
  requestAuthCode(userId: string, corpId: string): string {
    if (corpId !== this.deps.corpId) throw new LegacyRefusal(40014, 'corpId 与当前企业不一致')
    return this.ofClient.give(userId)
  }

  readonly page = (asked: PageAsked): PageAnswer | undefined => {
    if (asked.path === OPEN) return this.open(asked)
    return asked.path === AUTHORIZE ? this.authorize(asked) : undefined
  }

  /** `POST /v1.0/oauth2/userAccessToken`. */
  userToken(body: unknown): object {
    const asked = tokenForm.safeParse(body)
    if (!asked.success) throw new Refusal(400, 'invalidParameter', z.prettifyError(asked.error))
    const { clientId, clientSecret, code } = asked.data
    if (!this.deps.isApp(clientId, clientSecret)) throw new Refusal(400, 'invalidClientIdOrSecret')
    const taken = this.ofPage.take(code)
    if (taken.kind !== 'good')
      throw new Refusal(400, 'invalidParameter.authCode.notFound', '不合法的临时授权码')
    const accessToken = randomUUID()
    this.tokens.set(accessToken, { userId: taken.who, until: this.deps.now() + TOKEN_MS })
    return { accessToken, refreshToken: randomUUID(), expireIn: TOKEN_MS / 1_000, corpId: this.deps.corpId }
  }

  /** `GET /v1.0/contact/users/me` with the person's token. */
  me(token: unknown): object {
    const known = typeof token === 'string' ? this.tokens.get(token) : undefined
    if (known === undefined || known.until <= this.deps.now())
      throw new Refusal(401, 'InvalidAuthentication', 'the access token is missing, wrong or expired')
    return { nick: known.userId, unionId: unionIdOf(known.userId), openId: `open-${known.userId}` }
  }

  /** `POST /topapi/v2/user/getuserinfo`. */
  userInfo(body: unknown): object {
    const asked = z.strictObject({ code: z.string().min(1) }).safeParse(body)
    const taken = asked.success ? this.ofClient.take(asked.data.code) : { kind: 'unknown' as const }
    if (taken.kind !== 'good') throw new LegacyRefusal(40078, '不存在的临时授权码')
    const userid = taken.who
    return done({
      userid,
      unionid: unionIdOf(userid),
      name: userid,
      device_id: 'd',
      sys: false,
      sys_level: 0,
    })
  }

  /** `POST /topapi/user/getbyunionid`. */
  byUnionId(body: unknown): object {
    const asked = z.strictObject({ unionid: z.string().min(1) }).safeParse(body)
    if (!asked.success) throw new LegacyRefusal(40035, '缺少参数 unionid')
    const userid = asked.data.unionid.replace(/^union-/, '')
    if (!this.deps.isMember(userid)) throw new LegacyRefusal(60121, '找不到该用户')
    return done({ contact_type: 0, userid })
  }

  private open({ query, cookies }: PageAsked): PageAnswer {
    const opened = this.seats.open(query.get('ticket') ?? '')
    if (opened === undefined) return says(410, '链接已失效', '请回到聊天窗口再点一次。')
    return { kind: 'redirect', to: opened.url, cookies: seatedCookies(cookies, SEAT, opened.seat) }
  }

  private authorize({ query, cookies }: PageAsked): PageAnswer {
    if (query.get('client_id') !== this.deps.clientId) return says(400, 'client_id 不存在', '请检查应用。')
    const asked = ['response_type', 'prompt', 'scope'].map((name) => query.get(name))
    if (asked.join(' ') !== 'code consent openid') return says(400, '参数错误', asked.join(' '))
    const redirect = query.get('redirect_uri') ?? ''
    if (!this.redirects.has(redirect)) return says(400, '重定向 URL 不合法', '请在 安全设置 中登记。')
    const who = this.seats.who(cookies.get(SEAT))
    if (who === undefined) return says(403, '请登录钉钉', '这个浏览器里没有登录的钉钉。')
    const to = new URL(redirect)
    to.searchParams.set('authCode', this.ofPage.give(who))
    to.searchParams.set('state', query.get('state') ?? '')
    return { kind: 'redirect', to: to.toString() }
  }
}

/** `dingtalk://dingtalkclient/page/link?url=…` opens that address inside the client. */
const linkedBy = (url: string): string => {
  if (!url.startsWith('dingtalk://dingtalkclient/page/link?')) return url
  return new URL(url).searchParams.get('url') ?? url
}

const unionIdOf = (userId: string): string => `union-${userId}`

const done = (result: object): object => ({ errcode: 0, errmsg: 'ok', result })

const says = (status: number, title: string, text: string): PageAnswer => ({
  kind: 'page',
  status,
  title,
  text,
})

const tokenForm = z.strictObject({
  clientId: z.string(),
  clientSecret: z.string(),
  code: z.string().min(1),
  grantType: z.literal('authorization_code'),
})
