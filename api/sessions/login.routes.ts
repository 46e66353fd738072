import Router from '@koa/router'
import type { Context } from 'koa'
import { z } from 'zod'

import { Fault } from '../../contract/fault'
import type { Member, ChatAddress, Platform } from '../../contract/people'
import { platforms } from '../../contract/people'
import type { Clock } from '../../contract/ports/clock'
import type { Identified, LoginPort, LoginRoute } from '../../contract/ports/login'
import { createPerMinute, readJson } from '../http'
import { dingtalkScript } from './dingtalk-script'
import { cookieLine, cookieOf } from './domain/cookie'
import { languageOf } from './domain/language-of'
import type { PageLanguage } from './domain/language-of'
import { localPath } from './domain/local-path'
import { platformOfAgent } from './domain/platform-of-agent'
import { giveSession, tokenOf } from './guard.routes'
import type { Guard } from './guard.routes'
import { loginPage } from './login-page'
import type { LoginPage } from './login-page'
import { BROWSER_LENGTH, LOGIN_TAKES } from './logins'
import type { Logins } from './logins'
import { pageHeaders } from './page-headers'
import type { Sessions } from './sessions'
import { loginWording } from './wording'
import type { LoginWords, Trouble } from './wording'

export interface LoginRoutesDeps {
  readonly sessions: Sessions
  readonly logins: Logins
  readonly guard: Guard
  /** The platforms that are set up for it. */
  readonly ports: ReadonlyMap<Platform, LoginPort>
  readonly memberOf: (address: ChatAddress) => Promise<Member | undefined>
  readonly address: () => string | null
  readonly language: PageLanguage
  readonly clock: Clock
  /** Beginnings and ends of logins from one address in a minute; 300 unless said otherwise. */
  readonly perMinute?: number
}

const loginCookie = 'zs_login'
const usualTarget = '/h5/me'
const codeForm = z.strictObject({ code: z.string().min(1).max(512), state: z.string().min(1).max(128) })

/** Logging in by the account that somebody has on WeCom or DingTalk anyhow. There is no password. */
export function createLoginRouter(deps: LoginRoutesDeps): Router {
  const router = new Router()
  // Behind a proxy that hides addresses it is one budget for all.
  const attempts = createPerMinute<string>(deps.perMinute ?? 300)
  const desk = new LoginDesk(deps)
  router.use(['/login', '/logout'], async (context, next) => {
    const wait = attempts.spend(context.ip, deps.clock.now())
    if (wait > 0) throw tooOften(wait)
    await next()
  })
  router.get('/login', (context) => desk.choose(context))
  router.get('/login/:platform', (context) => desk.begin(context, platformNamed(context.params.platform)))
  router.get('/login/:platform/done', (context) =>
    desk.comeBack(context, platformNamed(context.params.platform)),
  )
  router.post('/login/dingtalk', (context) => desk.fromClient(context))
  router.post('/logout', async (context) => {
    deps.guard.ownPage(context)
    const token = tokenOf(context)
    if (token !== undefined) await deps.sessions.end(token)
    giveSession(context, null, desk.secure)
    context.status = 204
  })
  return router
}

class LoginDesk {
  constructor(private readonly deps: LoginRoutesDeps) {}

  get secure(): boolean {
    return this.deps.address()?.startsWith('https:') ?? false
  }

  /** By the client the browser sits in, by what the link says, or by asking. */
  choose(context: Context): void | Promise<void> {
    const { ports } = this.deps
    const words = this.words(context)
    if (ports.size === 0) return this.show(context, trouble(words.notSetUp), 404)
    const target = targetOf(context)
    const asked = platformOfAgent(context.get('user-agent')) ?? viaOf(target)
    const only = ports.size === 1 ? [...ports.keys()][0] : undefined
    const platform = asked !== null && ports.has(asked) ? asked : only
    if (platform !== undefined) return this.begin(context, platform)
    const actions = [...ports.keys()].map((one) => ({ href: loginPath(one, target), text: words.with[one] }))
    this.show(context, { ...words.choose, actions }, 200)
  }

  async begin(context: Context, platform: Platform): Promise<void> {
    const words = this.words(context)
    const port = this.deps.ports.get(platform)
    const address = this.deps.address()
    if (port === undefined) return this.show(context, trouble(words.notSetUp), 404)
    if (address === null) return this.show(context, trouble(words.noAddress), 404)
    const target = targetOf(context)
    const { state, browser } = await this.deps.logins.begin(platform, target, browserOf(context))
    this.hold(context, browser)
    const inClient = platformOfAgent(context.get('user-agent')) === platform
    if (inClient && port.client !== null && platform === 'dingtalk' && context.query.by !== 'page')
      return this.askClient(context, { corp: port.client.corpId, state, target })
    context.set('cache-control', 'no-store')
    context.redirect(port.pageAt(`${address}/login/${platform}/done`, state))
  }

  async comeBack(context: Context, platform: Platform): Promise<void> {
    const words = this.words(context)
    // DingTalk calls it authCode, and sends a code along that it does not document.
    const code = oneOf(context, platform === 'dingtalk' ? 'authCode' : 'code')
    const state = oneOf(context, 'state')
    const target = await this.deps.logins.finish(platform, state ?? '', browserOf(context))
    if (target === undefined) return this.fail(context, words.stale, platform, usualTarget)
    if (code === undefined) return this.fail(context, words.cancelled, platform, target)
    const failed = await this.enter(context, platform, { code, route: 'page' })
    if (failed !== undefined) return this.fail(context, failed, platform, target)
    context.set('cache-control', 'no-store')
    context.redirect(target)
  }

  /** A page inside the DingTalk client hands in the code that it asked the client for. */
  async fromClient(context: Context): Promise<void> {
    this.deps.guard.ownPage(context)
    const body = codeForm.safeParse(await readJson(context.req, 4_096))
    if (!body.success) throw badCode()
    const { code, state } = body.data
    const words = this.words(context)
    const target = await this.deps.logins.finish('dingtalk', state, browserOf(context))
    const failed =
      target === undefined ? words.stale : await this.enter(context, 'dingtalk', { code, route: 'client' })
    context.status = failed === undefined ? 200 : 403
    context.body = failed === undefined ? { to: target } : { ...failed, again: words.again }
  }

  /** Opens a session for whom the code names; what went wrong otherwise. */
  private async enter(
    context: Context,
    platform: Platform,
    { code, route }: { readonly code: string; readonly route: LoginRoute },
  ): Promise<Trouble | undefined> {
    const words = this.words(context)
    const identified = await this.deps.ports.get(platform)?.identify(code, route)
    if (identified === undefined) return words.notSetUp
    if (identified.kind !== 'member') return troubleOf(identified, platform, words)
    const member = await this.deps.memberOf({ platform, userId: identified.userId })
    if (member === undefined) return words.notMember
    if (!member.active) return words.left
    const before = tokenOf(context)
    if (before !== undefined) await this.deps.sessions.end(before)
    giveSession(context, await this.deps.sessions.open(member.id, platform), this.secure)
    return undefined
  }

  private askClient(
    context: Context,
    { corp, state, target }: { readonly corp: string; readonly state: string; readonly target: string },
  ): void {
    const words = this.words(context)
    const page = {
      ...words.inClient,
      actions: [],
      data: { corp, state, again: `${loginPath('dingtalk', target)}&by=page`, label: words.with.dingtalk },
      scripts: [dingtalkScript, '/h5/dingtalk-login.js'],
    }
    this.show(context, page, 200, [dingtalkScript])
  }

  private fail(context: Context, { title, text }: Trouble, platform: Platform, target: string): void {
    const again = { href: loginPath(platform, target), text: this.words(context).again }
    this.show(context, { title, text, actions: [again] }, 403)
  }

  private show(context: Context, page: LoginPage, status: number, scripts: readonly string[] = []): void {
    const language = languageOf(context.get('accept-language'), this.deps.language)
    context.set(pageHeaders({ scripts }))
    context.status = status
    context.type = 'text/html; charset=utf-8'
    context.body = loginPage(page, loginWording(language).brand, language)
  }

  private hold(context: Context, browser: string): void {
    const life = { path: '/login', secure: this.secure, seconds: LOGIN_TAKES / 1_000 }
    context.append('set-cookie', cookieLine(loginCookie, browser, life))
  }

  private words(context: Context): LoginWords {
    return loginWording(languageOf(context.get('accept-language'), this.deps.language))
  }
}

const troubleOf = (
  identified: Exclude<Identified, { kind: 'member' }>,
  platform: Platform,
  words: LoginWords,
): Trouble => {
  switch (identified.kind) {
    case 'outsider':
      return words.notMember
    case 'code-spent':
      return words.spent
    case 'address-refused':
      return words.addressRefused[platform]
    case 'refused':
      return words.refused(identified.code, identified.advice)
    case 'try-later':
      return words.away(identified.code)
  }
}

const trouble = ({ title, text }: Trouble): LoginPage => ({ title, text, actions: [] })

const loginPath = (platform: Platform, target: string): string =>
  `/login/${platform}?to=${encodeURIComponent(target)}`

const targetOf = (context: Context): string => localPath(oneOf(context, 'to')) ?? usualTarget

/** A card says on which platform it was read. */
const viaOf = (target: string): Platform | null => {
  const via = new URLSearchParams(target.split('?')[1]).get('via')
  return platforms.find((platform) => platform === via) ?? null
}

const browserOf = (context: Context): string | undefined =>
  cookieOf(context.get('cookie'), loginCookie, BROWSER_LENGTH)

const oneOf = (context: Context, name: string): string | undefined => {
  const value = context.query[name]
  return typeof value === 'string' && value !== '' && value.length <= 2_048 ? value : undefined
}

function platformNamed(name: string | undefined): Platform {
  const platform = platforms.find((one) => one === name)
  if (platform !== undefined) return platform
  throw new Fault({
    code: 'not-found',
    message: '没有这个平台。There is no such platform.',
    advice: '请从 /login 开始。Begin at /login.',
  })
}

const badCode = (): Fault =>
  new Fault({
    code: 'bad-request',
    message: '缺少登录凭证。The code of the login is missing.',
    advice: '请关闭页面后从卡片重新打开。Close the page and open it from the card again.',
  })

const tooOften = (retryAfter: Fault['retryAfter'] & number): Fault =>
  new Fault({
    code: 'rate-limited',
    message: '登录太频繁。Too many logins from here.',
    advice: '请一分钟后再试,已登录的人不受影响。Try again in a minute; whoever is logged in stays so.',
    retryAfter,
  })
