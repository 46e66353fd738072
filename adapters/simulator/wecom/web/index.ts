import { createHash, randomBytes } from 'node:crypto'

import { OneTimeCodes } from '../../web/one-time-codes'
import { Seats } from '../../web/seats'
import { seatedCookies } from '../../web/web-page'
import type { PageAnswer, PageAsked } from '../../web/web-page'
import { Refused } from '../refused'

export interface SimulatedWecomWebOptions {
  readonly corpId: string
  readonly agentId: number
  readonly now: () => number
}

/** Somebody in front of a WeCom client: of this company, or of another one. */
export type Sitting = { readonly userid: string } | { readonly openid: string }

export interface SignedPage {
  readonly url: string
  readonly timestamp: number
  readonly nonceStr: string
  readonly signature: string
}

const SEAT = 'wecom_seat'
const OPEN = '/client/open'
const AUTHORIZE = '/connect/oauth2/authorize'

/**
 * What WeCom has for pages of a self-built app: 网页授权 (DOC 91022, 91023) and the tickets of the JS-SDK (DOC 90506).
 * The trusted domain is compared with its port here, which the real console does not let one enter.
 */
export class WecomWeb {
  private readonly codes: OneTimeCodes<Sitting>
  private readonly seats: Seats<Sitting>
  private trusted: string | undefined
  private readonly tickets = { config: newTicket(), agentConfig: newTicket() }

  constructor(private readonly options: SimulatedWecomWebOptions) {
    this.codes = new OneTimeCodes(options.now)
    this.seats = new Seats(options.now)
  }

  /** What the administrator enters as 可信域名. */
  trust(url: string): void {
    this.trusted = new URL(url).host
  }

  /** The path at the platform under which this person's client opens the address. */
  followAs(who: Sitting, url: string): string {
    return `${OPEN}?ticket=${this.seats.ticketFor(who, url)}`
  }

  readonly page = (asked: PageAsked): PageAnswer | undefined => {
    if (asked.path === OPEN) return this.open(asked)
    return asked.path === AUTHORIZE ? this.authorize(asked) : undefined
  }

  /** Undefined where it is no interface of these. The access token is checked already. */
  answer(method: string, path: string, query: URLSearchParams): object | undefined {
    switch (`${method} ${path}`) {
      case 'GET /cgi-bin/auth/getuserinfo':
        return this.userInfo(query)
      case 'GET /cgi-bin/get_jsapi_ticket':
        return { ticket: this.tickets.config, expires_in: 7_200 }
      case 'GET /cgi-bin/ticket/get':
        if (query.get('type') !== 'agent_config') throw new Refused(40097, 'invalid args: type')
        return { ticket: this.tickets.agentConfig, expires_in: 7_200 }
      default:
        return undefined
    }
  }

  /** What the client says to `wx.config` or `wx.agentConfig`: its errcode, 0 where the page may go on. */
  checkPage(which: 'config' | 'agentConfig', page: SignedPage): number {
    if (!URL.canParse(page.url) || new URL(page.url).host !== this.trusted) return 80001
    const { nonceStr, timestamp, url } = page
    const text = `jsapi_ticket=${this.tickets[which]}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`
    return createHash('sha1').update(text).digest('hex') === page.signature ? 0 : 40093
  }

  private open({ query, cookies }: PageAsked): PageAnswer {
    const opened = this.seats.open(query.get('ticket') ?? '')
    if (opened === undefined) return says(410, '链接已失效', '请回到聊天窗口再点一次。')
    return { kind: 'redirect', to: opened.url, cookies: seatedCookies(cookies, SEAT, opened.seat) }
  }

  private authorize({ query, cookies }: PageAsked): PageAnswer {
    const { corpId, agentId } = this.options
    if (query.get('appid') !== corpId) return says(400, 'appid 参数错误', '错误码 40013')
    if (query.get('agentid') !== String(agentId)) return says(400, 'agentid 参数错误', '错误码 40056')
    if (query.get('response_type') !== 'code' || query.get('scope') !== 'snsapi_base')
      return says(400, 'scope 或 response_type 参数错误', '错误码 40058')
    const state = query.get('state') ?? ''
    if (!/^[a-zA-Z0-9]{0,128}$/.test(state)) return says(400, 'state 参数错误', '错误码 40058')
    const redirect = query.get('redirect_uri') ?? ''
    if (!URL.canParse(redirect) || new URL(redirect).host !== this.trusted)
      return says(400, 'redirect_uri 域名与后台配置不一致', '错误码:50001')
    const who = this.seats.who(cookies.get(SEAT))
    if (who === undefined) return says(403, '请在企业微信客户端打开链接', '这个浏览器里没有登录的企业微信。')
    const to = new URL(redirect)
    to.searchParams.set('code', this.codes.give(who))
    to.searchParams.set('state', state)
    return { kind: 'redirect', to: to.toString() }
  }

  private userInfo(query: URLSearchParams): object {
    const taken = this.codes.take(query.get('code') ?? '')
    if (taken.kind === 'good') return taken.who
    throw taken.kind === 'expired' ? new Refused(42022, 'code expired') : new Refused(40029, 'invalid code')
  }
}

const newTicket = (): string => randomBytes(32).toString('hex')

const says = (status: number, title: string, text: string): PageAnswer => ({
  kind: 'page',
  status,
  title,
  text,
})
