import { createDingtalkLogin } from '../../../adapters/dingtalk'
import { createSimulatedDingtalk } from '../../../adapters/simulator/dingtalk'
import type { SimulatedDingtalk } from '../../../adapters/simulator/dingtalk'
import { createSimulatedWecomDirectory } from '../../../adapters/simulator/wecom/directory'
import type { SimulatedWecomDirectory } from '../../../adapters/simulator/wecom/directory'
import { createPageSigner, createWecomLogin, createWecomRest } from '../../../adapters/wecom'
import type { LoginPort, PageSigner } from '../../../contract/ports/login'
import { instant, minutes } from '../../../contract/quantities'
import { ManualClock } from '../../fakes/manual-clock'
import { signatureOf } from '../../../adapters/wecom/web'

const hub = 'https://hub.example.com'
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}

/** Goes where a browser would, a step at a time, with the cookies it was given. */
async function follow(address: string, cookie = '') {
  const answer = await fetch(address, { redirect: 'manual', headers: { cookie } })
  const cookies = answer.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '')
  return {
    status: answer.status,
    to: answer.headers.get('location'),
    cookie: cookies.filter((one) => !one.endsWith('=')).join('; '),
    text: await answer.text(),
  }
}

describe('WeCom', () => {
  const clock = new ManualClock(instant(Date.now()))
  let gateway: SimulatedWecomDirectory
  let login: LoginPort
  let signer: PageSigner

  beforeAll(async () => {
    const app = { corpId: 'wwcorp', agentId: 1_000_002, secret: 'secret-of-the-app' }
    gateway = createSimulatedWecomDirectory({
      ...app,
      departments: [{ id: 1, name: '公司', parentId: 0 }],
      people: [{ userId: 'WangLei', name: '王磊', departmentIds: [1] }],
      now: () => clock.now(),
    })
    await gateway.start()
    gateway.web.trust(hub)
    const rest = createWecomRest({ ...app, apiBase: gateway.base }, { clock, log: silent })
    login = createWecomLogin(rest, { ...app, loginBase: gateway.base })
    signer = createPageSigner(rest, app, { clock })
  })
  afterAll(() => gateway.stop())

  const back = `${hub}/login/wecom/done`
  /** The person follows a link of ours in his client, and is sent on to be recognised. */
  const codeOf = async (who: Parameters<SimulatedWecomDirectory['followAs']>[0]): Promise<string> => {
    const seated = await follow(gateway.followAs(who, login.pageAt(back, 'abc123')))
    const authorized = await follow(seated.to ?? '', seated.cookie)
    const came = new URL(authorized.to ?? '')
    expect(`${came.origin}${came.pathname}`).toBe(back)
    expect(came.searchParams.get('state')).toBe('abc123')
    return came.searchParams.get('code') ?? ''
  }

  it('P-18 says who sits in front of its client, once', async () => {
    const code = await codeOf({ userid: 'WangLei' })
    expect(await login.identify(code, 'page')).toEqual({ kind: 'member', userId: 'WangLei' })
    expect(await login.identify(code, 'page')).toEqual({ kind: 'code-spent' })
  })

  it('P-18 says of somebody of another company that he is an outsider', async () => {
    expect(await login.identify(await codeOf({ openid: 'o-guest' }), 'page')).toEqual({ kind: 'outsider' })
  })

  it('P-18 takes no code that is older than five minutes, and none that it never gave', async () => {
    const code = await codeOf({ userid: 'WangLei' })
    clock.advance(minutes(5))
    expect(await login.identify(code, 'page')).toEqual({ kind: 'code-spent' })
    expect(await login.identify('made-up', 'page')).toEqual({ kind: 'code-spent' })
  })

  it('P-18 gives no code to a browser in which nobody sits, nor by a link that was opened before', async () => {
    const alone = await follow(login.pageAt(back, 'abc123'))
    expect([alone.status, alone.to]).toEqual([403, null])
    expect(alone.text).toContain('请在企业微信客户端打开链接')

    const link = gateway.followAs({ userid: 'WangLei' }, login.pageAt(back, 'abc123'))
    expect((await follow(link)).status).toBe(302)
    expect((await follow(link)).status).toBe(410)
  })

  it.each([
    ['another app', (url: URL) => url.searchParams.set('appid', 'wwother'), '40013'],
    ['another agent', (url: URL) => url.searchParams.set('agentid', '7'), '40056'],
    ['more than it may know', (url: URL) => url.searchParams.set('scope', 'snsapi_privateinfo'), '40058'],
    ['a state with signs', (url: URL) => url.searchParams.set('state', 'a-b'), '40058'],
    [
      'a foreign address',
      (url: URL) => url.searchParams.set('redirect_uri', 'https://evil.example/'),
      '50001',
    ],
  ])('P-18 refuses %s', async (_, change, errcode) => {
    const asked = new URL(login.pageAt(back, 'abc123'))
    change(asked)
    const seated = await follow(gateway.followAs({ userid: 'WangLei' }, asked.toString()))
    const refused = await follow(seated.to ?? '', seated.cookie)
    expect([refused.status, refused.to]).toEqual([400, null])
    expect(refused.text).toContain(errcode)
  })

  it('P-18 is asked with the address that its document gives', () => {
    expect(createWecomLogin({} as never, { corpId: 'wwcorp', agentId: 7 }).pageAt(back, 'abc123')).toBe(
      'https://open.weixin.qq.com/connect/oauth2/authorize?appid=wwcorp' +
        '&redirect_uri=https%3A%2F%2Fhub.example.com%2Flogin%2Fwecom%2Fdone' +
        '&response_type=code&scope=snsapi_base&state=abc123&agentid=7#wechat_redirect',
    )
  })

  it('P-18 says that the address is not trusted, and that it is away, as different things', async () => {
    const path = '/cgi-bin/auth/getuserinfo'
    gateway.refuse({ path, times: 1, answer: { errcode: 50001, errmsg: 'redirect_url unauthorized' } })
    expect(await login.identify('c', 'page')).toEqual({ kind: 'address-refused', code: 'wecom-50001' })
    gateway.refuse({ path, times: 1, answer: { errcode: -1, errmsg: 'system busy' } })
    expect(await login.identify('c', 'page')).toMatchObject({ kind: 'try-later', code: 'wecom--1' })
    gateway.refuse({ path, times: 1, answer: { errcode: 60020, errmsg: 'from ip: 203.0.113.9' } })
    const refused = await login.identify('c', 'page')
    expect(refused).toMatchObject({ kind: 'refused', code: 'wecom-60020' })
    expect(JSON.stringify(refused)).toContain('203.0.113.9')
  })

  it('P-18 takes the signature of a page of ours for the company and for the app, each with its own ticket', async () => {
    const url = `${hub}/h5/sidebar?x=1`
    const signed = await signer.sign(`${url}#part`)
    if (signed.kind !== 'signed') throw new Error(signed.code)
    const { config, agentConfig } = signed.signatures
    expect(gateway.web.checkPage('config', { url, ...config })).toBe(0)
    expect(gateway.web.checkPage('agentConfig', { url, ...agentConfig })).toBe(0)
    expect(gateway.web.checkPage('agentConfig', { url, ...config })).toBe(40093)
    expect(gateway.web.checkPage('config', { url: `${url}2`, ...config })).toBe(40093)
    const before = gateway.calls['/cgi-bin/ticket/get']
    await signer.sign(url)
    expect(gateway.calls['/cgi-bin/ticket/get']).toBe(before)
  })

  it('P-18 signs as the published vector of the JS-SDK has it', () => {
    const vector = {
      ticket: 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg',
      nonceStr: 'Wm3WZYTPz0wzccnW',
      timestamp: 1414587457,
      url: 'http://mp.weixin.qq.com?params=value',
    }
    expect(signatureOf(vector)).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed')
  })
})

describe('DingTalk', () => {
  let gateway: SimulatedDingtalk
  let login: LoginPort
  const back = `${hub}/login/dingtalk/done`
  const corpId = 'dingcorp'

  beforeAll(async () => {
    const app = { clientId: 'ding-app', clientSecret: 'secret-of-the-app' }
    gateway = createSimulatedDingtalk({ ...app, corpId, members: [{ userId: 'lin', name: '林建国' }] })
    await gateway.start()
    gateway.web.allowRedirect(back)
    const settings = gateway.settings()
    login = createDingtalkLogin(
      {
        ...app,
        corpId,
        apiBase: settings.DINGTALK_API_BASE ?? '',
        oapiBase: settings.DINGTALK_OAPI_BASE ?? '',
        loginBase: settings.DINGTALK_LOGIN_BASE ?? '',
      },
      { log: silent, clock: new ManualClock(instant(Date.now())) },
    )
  })
  afterAll(() => gateway.stop())

  const codeOf = async (userId: string): Promise<string> => {
    const seated = await follow(gateway.followAs(userId, login.pageAt(back, 'abc123')))
    const came = new URL((await follow(seated.to ?? '', seated.cookie)).to ?? '')
    expect(`${came.origin}${came.pathname}`).toBe(back)
    return came.searchParams.get('authCode') ?? ''
  }

  it('P-18 says who its client belongs to, once', async () => {
    expect(login.client).toEqual({ corpId })
    const code = gateway.web.requestAuthCode('lin', corpId)
    expect(await login.identify(code, 'client')).toEqual({ kind: 'member', userId: 'lin' })
    expect(await login.identify(code, 'client')).toEqual({ kind: 'code-spent' })
  })

  it('P-18 says in any browser who agreed on its page, once', async () => {
    const code = await codeOf('lin')
    expect(await login.identify(code, 'page')).toEqual({ kind: 'member', userId: 'lin' })
    expect(await login.identify(code, 'page')).toEqual({ kind: 'code-spent' })
  })

  it('P-18 takes no code of one kind for one of the other', async () => {
    expect(await login.identify(await codeOf('lin'), 'client')).toEqual({ kind: 'code-spent' })
    const code = gateway.web.requestAuthCode('lin', corpId)
    expect(await login.identify(code, 'page')).toEqual({ kind: 'code-spent' })
  })

  it('P-18 knows who is not of this organisation', async () => {
    expect(await login.identify(await codeOf('stranger'), 'page')).toEqual({ kind: 'outsider' })
  })

  it.each([
    ['another app', 'client_id', 'ding-other'],
    ['an address that is not registered', 'redirect_uri', `${hub}/elsewhere`],
    ['more than it may know', 'scope', 'openid corpid contact'],
  ])('P-18 refuses %s', async (_, name, value) => {
    const asked = new URL(login.pageAt(back, 'abc123'))
    asked.searchParams.set(name, value)
    const seated = await follow(gateway.followAs('lin', asked.toString()))
    const refused = await follow(seated.to ?? '', seated.cookie)
    expect([refused.status, refused.to]).toEqual([400, null])
  })

  it('P-18 opens the address in a link of its own, as its client does', async () => {
    const link = `dingtalk://dingtalkclient/page/link?pc_slide=true&url=${encodeURIComponent(`${hub}/h5/me?via=dingtalk`)}`
    expect((await follow(gateway.followAs('lin', link))).to).toBe(`${hub}/h5/me?via=dingtalk`)
  })
})
