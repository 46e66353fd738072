import { addKeys } from '../../boot/commands/keys'
import { awaitUntil } from '../support/await-until'
import { run } from './command-line'
import { accounts } from './company'
import { print } from './print'
import { ask, openStage, secrets } from './stage'
import type { Stage } from './stage'
import { hoursAgo, nativeView, sendSensors, sensorsEvent } from './visits'
import type { Visitor } from './visits'

const visitor: Visitor = { phone: '13400000001', name: '周工', company: '天恒' }

describe('O-18 keys and tokens', () => {
  let stage: Stage
  const shown: string[] = []
  let made = 0

  beforeAll(async () => {
    stage = await openStage({ env: { LOG_LEVEL: 'trace' } })
    shown.push(...Object.values(secrets), ...Object.values(stage.keys))
  })
  afterAll(() => stage.close())

  const send = async (key: string): Promise<number> =>
    (
      await stage.post(
        '/v1/touchpoints',
        nativeView(visitor, '/pricing', hoursAgo(0), `v${(made += 1)}`),
        key,
      )
    ).status
  const command = async (...words: string[]): Promise<string> => {
    const { text, exitCode } = await run(stage, addKeys, ...words)
    expect(exitCode).toBe(0)
    return text.trim()
  }
  const statusOf = async (token: string, path = '/v1/decisions'): Promise<number> =>
    (await fetch(stage.url + path, { headers: { authorization: `Bearer ${token}` } })).status

  it('rotates a write key in a running hub: the new one works, the old one is refused within two seconds', async () => {
    const old = stage.keys.native
    expect(await send(old)).toBe(200)
    const fresh = await command('source', 'rotate', '官网')
    shown.push(fresh)
    const rotatedAt = Date.now()
    await awaitUntil('the new key to open the door', async () => (await send(fresh)) === 200)
    expect(await send(old)).toBe(401)
    print(`O-18 new key in force ${Date.now() - rotatedAt} ms after the command, without a restart`)
    expect(Date.now() - rotatedAt).toBeLessThan(6_000)
  })

  it('makes a source whose key opens its own door and no other', async () => {
    const key = await command('source', 'add', '第二小程序', '--kind', 'sensors')
    shown.push(key)
    const leave = sensorsEvent(visitor, '$MPPageLeave', '/docs/api/x', hoursAgo(0), { seconds: 3 })
    await awaitUntil(
      'the new source',
      async () => (await sendSensors(stage.url, key, [leave]).catch(() => 0)) === 200,
    )
    expect(await send(key)).toBe(401)
  })

  it('says so when there is no such source', async () => {
    expect(await run(stage, addKeys, 'source', 'rotate', '没有的')).toMatchObject({
      exitCode: 1,
      text: expect.stringContaining('没有名为「没有的」的来源'),
    })
  })

  it('answers 401 to no token and to a wrong one, and 403 to one whose role does not reach', async () => {
    expect(await statusOf('zt_wrong')).toBe(401)
    expect((await fetch(`${stage.url}/v1/decisions`)).status).toBe(401)
    expect(await statusOf(stage.keys.segment)).toBe(401)
    const director = await command('token', 'add', '日报', '--role', 'director')
    shown.push(director)
    expect(await statusOf(director)).toBe(200)
    const map = await fetch(`${stage.url}/v1/quarantine/map`, {
      method: 'POST',
      headers: { authorization: `Bearer ${director}`, 'content-type': 'application/json' },
      body: JSON.stringify({ sourceKind: 'native', eventName: 'x', verb: 'viewed', objectType: 'page' }),
    })
    expect(map.status).toBe(403)
  })

  it('ends a token at once', async () => {
    const [token = ''] = shown.slice(-1)
    expect(await command('token', 'revoke', '日报')).toContain('1 个令牌已作废')
    expect(await statusOf(token)).toBe(401)
  })

  it('lists sources without their keys', async () => {
    const text = await command('source', 'list')
    for (const name of ['官网', '小程序', '询盘表单', '第二小程序']) expect(text).toContain(name)
    const answer = JSON.stringify(await stage.api('/v1/sources'))
    for (const secret of shown) expect(text + answer).not.toContain(secret)
    expect(answer).not.toMatch(/[0-9a-f]{64}/)
  })

  it('writes no secret to the log, whatever goes wrong', async () => {
    stage.wecom.faults.refuseSubscribes(true)
    stage.wecom.faults.dropConnections()
    stage.dingtalk.faults.invalidateTokens()
    stage.dingtalk.faults.dropConnections()
    await awaitUntil('a refusal', () => stage.logged().includes('wecom refused the bot'))
    stage.wecom.faults.refuseSubscribes(false)
    await awaitUntil(
      'dingtalk to be back',
      () => stage.hub.chats.get('dingtalk')?.health().state === 'connected',
    )
    await ask(stage.dingtalk, accounts.boss, '今日热客')
    const text = stage.logged()
    expect(text.length).toBeGreaterThan(500)
    for (const secret of shown) expect(text).not.toContain(secret)
    expect(text).not.toMatch(/"(authorization|x-acs-dingtalk-access-token)":"(?!\[secret\])/i)
  })
})
