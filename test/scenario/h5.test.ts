import { createSimulatedWecomDirectory } from '../../adapters/simulator/wecom/directory'
import type { SimulatedWecomDirectory } from '../../adapters/simulator/wecom/directory'
import type { PageSignatures } from '../../contract/ports/login'
import { awaitUntil } from '../support/await-until'
import { plainBrowser } from '../support/plain-browser'
import type { PlainBrowser } from '../support/plain-browser'
import { accounts, company } from './company'
import { cardFor, cardsOf, openStage } from './stage'
import type { ShownCard, Stage } from './stage'
import { hoursAgo, nativeView } from './visits'
import type { Visitor } from './visits'

const chen: Visitor = { phone: '13700000001', name: '陈立群', company: '恒砺精密' }
const hub = 'https://hub.example.com'
const dingtalkClient = 'Mozilla/5.0 (iPhone) AliApp(DingTalk/7.6.3) com.laiwang.DingTalk/1'

interface Decision {
  readonly kind: string
  readonly customer: number
  readonly decision: {
    readonly id: number
    readonly settled: string
    readonly answers: readonly { readonly key: string }[]
  }
}

/** The whole way: a card on each platform, its link, the platform's word for who it is, the record. */
describe('from a card to the record', () => {
  let stage: Stage
  let gateway: SimulatedWecomDirectory
  let wang: PlainBrowser
  let lin: PlainBrowser
  let decision: number
  let customer: number

  beforeAll(async () => {
    gateway = createSimulatedWecomDirectory({
      ...{ corpId: 'wwcorp', agentId: 1_000_002, secret: 'secret-of-the-app' },
      departments: [{ id: 1, name: '公司', parentId: 0 }],
      people: [{ userId: accounts.wang, name: '王磊', departmentIds: [1] }],
    })
    await gateway.start()
    gateway.web.trust(hub)
    stage = await openStage({ env: { ...gateway.settings(), PUBLIC_URL: hub, WECOM_DOMAIN_PROOF: 'a1B2c3' } })
    stage.dingtalk.web.allowRedirect(`${hub}/login/dingtalk/done`)
    const visits = [8, 6, 4, 0].map((ago, i) => nativeView(chen, '/docs/api/a', hoursAgo(ago), `v${i}`))
    await stage.post('/v1/touchpoints', visits)
    await cardFor(stage.wecom, accounts.wang, '技术型客户')
    await cardFor(stage.dingtalk, accounts.lin, '技术型客户')
    await stage.delivered()
    wang = browser()
    lin = browser()
  })
  afterAll(async () => {
    await stage.close()
    await gateway.stop()
  })

  const browser = (): PlainBrowser => plainBrowser({ [hub]: stage.url })
  const cardOf = (on: 'wecom' | 'dingtalk', userId: string): ShownCard => {
    const card = cardsOf(stage[on], userId).findLast((one) => JSON.stringify(one).includes('技术型客户'))
    if (card === undefined) throw new Error(`${userId} has no such card`)
    return card
  }
  const linkOf = (card: ShownCard): string =>
    card.facts.find(({ url }) => url !== undefined)?.url ?? card.links?.[0]?.url ?? 'no link'
  const numberIn = (link: string): number => Number(/decisions\/(\d+)/.exec(link)?.[1])
  /** The person taps a link in his client. */
  const tap = (who: PlainBrowser, on: 'wecom' | 'dingtalk', userId: string, link: string) =>
    who.open(
      on === 'wecom' ? gateway.followAs({ userid: userId }, link) : stage.dingtalk.followAs(userId, link),
    )
  const shows = (on: 'wecom' | 'dingtalk', userId: string, text: string) =>
    awaitUntil(`${userId} to see ${text}`, () => JSON.stringify(cardOf(on, userId)).includes(text))

  it('P-18 leads whoever taps the link in WeCom to the record, by the platform’s word and no other', async () => {
    const link = linkOf(cardOf('wecom', accounts.wang))
    expect(link).toMatch(new RegExp(`^${hub}/h5/decisions/\\d+\\?via=wecom$`))
    const opened = await tap(wang, 'wecom', accounts.wang, link)
    expect([opened.status, opened.url.split('#')[0]]).toEqual([200, link])
    expect(opened.headers.get('content-security-policy')).toContain("script-src 'self';")
    expect(wang.passed.map((address) => new URL(address).pathname)).toEqual([
      '/client/open',
      `/h5/decisions/${numberIn(link)}`,
      '/login',
      '/connect/oauth2/authorize',
      '/login/wecom/done',
      `/h5/decisions/${numberIn(link)}`,
    ])
    expect(wang.setCookies.filter((line) => line.startsWith('zs_session='))).toEqual([
      expect.stringMatching(
        /^zs_session=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax; Secure$/,
      ),
    ])
    decision = numberIn(link)
    const found = await wang.ask(`${hub}/h5/api/decisions/${decision}`)
    customer = (found.body as Decision).customer
    const record = await wang.ask(`${hub}/h5/api/customers/${customer}`)
    expect(record).toMatchObject({
      status: 200,
      body: { name: chen.name, company: chen.company, owner: '王磊' },
    })
  })

  it('P-18 leads the manager there from DingTalk, as himself', async () => {
    const link = linkOf(cardOf('dingtalk', accounts.lin))
    expect(link).toMatch(/^dingtalk:\/\/dingtalkclient\/page\/link\?pc_slide=true&url=https%3A%2F%2Fhub/)
    const opened = await tap(lin, 'dingtalk', accounts.lin, link)
    expect(opened.url).toBe(`${hub}/h5/decisions/${decision}?via=dingtalk`)
    expect(await lin.ask(`${hub}/h5/api/me`)).toEqual({ status: 200, body: { name: '林建国' } })
    expect(await lin.ask(`${hub}/h5/api/customers/${customer}`)).toMatchObject({ body: { name: chen.name } })
  })

  it('P-18 asks no more of whoever is logged in already', async () => {
    const before = wang.passed.length
    await wang.open(`${hub}/h5/customers/${customer}`)
    expect(wang.passed.length).toBe(before + 1)
  })

  it('P-18 tells somebody else’s rep of this customer what is told of nobody', async () => {
    const huang = browser()
    await tap(huang, 'dingtalk', accounts.huang, `${hub}/h5/me?via=dingtalk`)
    expect(await huang.ask(`${hub}/h5/api/me`)).toEqual({ status: 200, body: { name: '黄志强' } })
    for (const path of [
      ['customers/', customer, ''],
      ['customers/', customer, '/timeline'],
      ['customers/', customer, '/decisions'],
      ['customers/', customer, '/follow-ups'],
      ['decisions/', decision, ''],
    ] as const) {
      const [theirs, nobodys] = [path[1], 999_999].map((id) => `${hub}/h5/api/${path[0]}${id}${path[2]}`)
      const answer = await huang.ask(theirs ?? '')
      expect(answer.status).toBe(404)
      expect(answer).toEqual(await huang.ask(nobodys ?? ''))
    }
    const answer = { method: 'POST', body: { answer: 'taken' } }
    expect((await huang.ask(`${hub}/h5/api/decisions/${decision}/answer`, answer)).status).toBe(404)
  })

  it('P-18 takes 接手 on the page as a press: the cards of everybody change, and 撤销 opens them again', async () => {
    const answer = (chosen: string) =>
      wang.ask(`${hub}/h5/api/decisions/${decision}/answer`, { method: 'POST', body: { answer: chosen } })
    const taken = (await answer('taken')).body as Decision
    expect(taken.kind).toBe('done')
    expect(taken.decision.settled).toContain('已由 王磊 接手')
    expect(taken.decision.answers.map(({ key }) => key)).toEqual(['undo'])
    await shows('dingtalk', accounts.lin, '已由 王磊 接手')
    const followUps = await wang.ask(`${hub}/h5/api/customers/${customer}/follow-ups`)
    expect(followUps.body).toMatchObject({
      items: [{ decision, text: expect.stringContaining('王磊') as string }],
    })
    expect(((await answer('wrong')).body as Decision).kind).toBe('already')
    expect(((await answer('undo')).body as Decision).kind).toBe('done')
    await awaitUntil('the manager to see it open', () =>
      cardOf('dingtalk', accounts.lin).buttons.some(({ key }) => key === 'take'),
    )
  })

  it('P-18 changes nothing for a page that is not our own', async () => {
    const address = `${hub}/h5/api/decisions/${decision}/answer`
    const body = { answer: 'taken' }
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: '' },
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/x-www-form-urlencoded' },
    ]) {
      expect((await wang.ask(address, { method: 'POST', body, headers })).status).toBe(403)
    }
    expect((await wang.ask(`${hub}/logout`, { method: 'POST', headers: { origin: 'https://evil.example' } })).status).toBe(403) // prettier-ignore
    const now = (await wang.ask(`${hub}/h5/api/decisions/${decision}`)).body as Decision
    expect(now.decision.settled).toBe('')
  })

  it('P-18 pages through timeline and decisions without a gap and without an end that is not one', async () => {
    const seen: unknown[] = []
    let before = ''
    for (let pages = 0; pages < 10; pages++) {
      const page = await wang.ask(`${hub}/h5/api/customers/${customer}/timeline?limit=3${before}`)
      const { items, next } = page.body as { items: readonly unknown[]; next: string | null }
      seen.push(...items)
      if (next === null) break
      before = `&before=${next}`
    }
    const whole = await wang.ask(`${hub}/h5/api/customers/${customer}/timeline?limit=50`)
    expect(seen).toEqual((whole.body as { items: readonly unknown[] }).items)
    for (const query of ['limit=51', 'limit=0', 'before=x', 'limit=a']) {
      expect((await wang.ask(`${hub}/h5/api/customers/${customer}/timeline?${query}`)).status).toBe(400)
    }
  })

  it('P-18 takes a code and a state once, and at the browser that began', async () => {
    const come = (who: PlainBrowser) => who.passed.findLast((one) => one.includes('/login/wecom/done')) ?? ''
    const again = await wang.open(come(wang))
    expect(again.status).toBe(403)
    expect(again.text).toContain('这次登录已失效')

    const begun = browser()
    const other = browser()
    const beginning = await fetch(`${stage.url}/login/wecom?to=/h5/me`, { redirect: 'manual' })
    const address = gateway.followAs({ userid: accounts.wang }, beginning.headers.get('location') ?? '')
    const strange = await begun.open(address)
    expect([strange.status, new URL(strange.url).pathname]).toEqual([403, '/login/wecom/done'])
    expect((await other.open(come(begun))).status).toBe(403)
    expect(begun.cookie('hub.example.com', 'zs_session')).toBeUndefined()
  })

  it('P-18 tells somebody who is not of the company so, and opens nothing', async () => {
    const guest = browser()
    const opened = await guest.open(gateway.followAs({ openid: 'o-guest' }, `${hub}/h5/me?via=wecom`))
    expect(opened.status).toBe(403)
    expect(opened.text).toContain('你不是本企业成员')
    const nobody = browser()
    const unknown = await nobody.open(gateway.followAs({ userid: 'NewHire' }, `${hub}/h5/me?via=wecom`))
    expect(unknown.text).toContain('你不是本企业成员')
    expect((await nobody.ask(`${hub}/h5/api/me`)).status).toBe(401)
  })

  it.each([
    [{ errcode: 40029, errmsg: 'invalid code' }, '登录凭证已用过或已过期'],
    [{ errcode: 42022, errmsg: 'code expired' }, '登录凭证已用过或已过期'],
    [{ errcode: 50001, errmsg: 'redirect_url unauthorized' }, '网页授权及JS-SDK'],
    [{ errcode: 60020, errmsg: 'not allow, from ip: 203.0.113.9' }, '203.0.113.9'],
    [{ errcode: -1, errmsg: 'busy' }, '暂时连不上平台'],
  ])('P-18 puts %j into words, with a way on', async (answer, words) => {
    gateway.refuse({ path: '/cgi-bin/auth/getuserinfo', times: 1, answer })
    const opened = await tap(browser(), 'wecom', accounts.wang, `${hub}/h5/me?via=wecom`)
    expect(opened.status).toBe(403)
    expect(opened.text).toContain(words)
    expect(opened.text).toContain('重新登录')
  })

  it('P-18 goes to no foreign place, whatever the link asks for', async () => {
    for (const to of ['//evil.example/h5/me', 'https://evil.example', '/h5/../admin', '/window/']) {
      const who = browser()
      const opened = await tap(who, 'wecom', accounts.wang, `${hub}/login/wecom?to=${encodeURIComponent(to)}`)
      expect(opened.url.split('#')[0]).toBe(`${hub}/h5/me`)
    }
  })

  it('P-18 logs in inside DingTalk by a code of its client, once, from a page whose policy names its script', async () => {
    const who = browser()
    const page = await who.open(`${hub}/login?to=/h5/me`, { 'user-agent': dingtalkClient })
    expect(page.status).toBe(200)
    expect(page.headers.get('content-security-policy')).toMatch(
      /script-src 'self' https:\/\/g\.alicdn\.com\/dingding\/dingtalk-jsapi\/[\d.]+\/dingtalk\.open\.js;/,
    )
    const state = /data-state="(\w+)"/.exec(page.text)?.[1]
    const corp = /data-corp="(\w+)"/.exec(page.text)?.[1] ?? ''
    const code = stage.dingtalk.web.requestAuthCode(accounts.lin, corp)
    const handIn = () => who.ask(`${hub}/login/dingtalk`, { method: 'POST', body: { code, state } })
    expect(await handIn()).toEqual({ status: 200, body: { to: '/h5/me' } })
    expect(await who.ask(`${hub}/h5/api/me`)).toMatchObject({ body: { name: '林建国' } })
    expect((await handIn()).status).toBe(403)
  })

  it('P-18 signs its own pages for the side panel and no others', async () => {
    const url = `${hub}/h5/sidebar`
    const own = await wang.ask(`${hub}/h5/api/jssdk?url=${encodeURIComponent(url)}`)
    const { config, agentConfig } = own.body as PageSignatures
    expect(gateway.web.checkPage('config', { url, ...config })).toBe(0)
    expect(gateway.web.checkPage('agentConfig', { url, ...agentConfig })).toBe(0)
    for (const foreign of [
      'https://evil.example/h5/sidebar',
      `${hub}.evil.example/h5/`,
      `${hub}/docs`,
      'x',
    ]) {
      expect((await wang.ask(`${hub}/h5/api/jssdk?url=${encodeURIComponent(foreign)}`)).status).toBe(403)
    }
    expect((await browser().ask(`${hub}/h5/api/jssdk?url=${encodeURIComponent(url)}`)).status).toBe(401)
  })

  it('P-18 finds the customer behind an account of WeCom’s, for whoever may see him', async () => {
    const visit = { ...nativeView(chen, '/pricing', hoursAgo(0), 'ext'), who: { phone: chen.phone, externalUserid: 'wmChen' } } // prettier-ignore
    const kept = await stage.post('/v1/touchpoints', [visit])
    expect(kept.status).toBe(200)
    await stage.judged()
    expect(await wang.ask(`${hub}/h5/api/external?id=wmChen`)).toEqual({ status: 200, body: { customer } })
    expect(await wang.ask(`${hub}/h5/api/external?id=wmNobody`)).toEqual({
      status: 200,
      body: { customer: null },
    })
    const huang = browser()
    await tap(huang, 'dingtalk', accounts.huang, `${hub}/h5/me?via=dingtalk`)
    expect(await huang.ask(`${hub}/h5/api/external?id=wmChen`)).toEqual({
      status: 200,
      body: { customer: null },
    })
  })

  it('P-18 proves to WeCom that the address is the company’s', async () => {
    const proof = await fetch(`${stage.url}/WW_verify_a1B2c3.txt`)
    expect([proof.status, await proof.text()]).toEqual([200, 'a1B2c3'])
    expect((await fetch(`${stage.url}/WW_verify_other.txt`)).status).toBe(404)
  })

  it('P-18 O-13 writes no code, no state and no session into the log', () => {
    const codes = wang.passed.flatMap((one) => [...new URL(one).searchParams.entries()])
    const secret = [
      ...codes.filter(([name]) => ['code', 'state'].includes(name)).map(([, value]) => value),
      wang.cookie('hub.example.com', 'zs_session') ?? '',
    ]
    expect(secret.length).toBeGreaterThan(2)
    for (const one of secret) expect(stage.logged()).not.toContain(one)
  })

  it('P-18 ends the session of whoever leaves', async () => {
    await stage.hub.people.upsert(company.filter(({ key }) => key !== 'wang'))
    expect((await wang.ask(`${hub}/h5/api/me`)).status).toBe(401)
    await stage.hub.people.upsert(company)
    expect((await wang.ask(`${hub}/h5/api/me`)).status).toBe(401)
    expect((await lin.ask(`${hub}/h5/api/me`)).status).toBe(200)
  })

  it('P-18 lets one address try only so often, and whoever is logged in goes on', async () => {
    let refused = 0
    for (let i = 0; i < 320 && refused === 0; i++) {
      const answer = await fetch(`${stage.url}/login`, { redirect: 'manual' })
      if (answer.status === 429) refused = Number(answer.headers.get('retry-after'))
      await answer.text()
    }
    expect(refused).toBeGreaterThan(0)
    expect(refused).toBeLessThanOrEqual(60)
    expect((await lin.ask(`${hub}/h5/api/me`)).status).toBe(200)
  })
})
