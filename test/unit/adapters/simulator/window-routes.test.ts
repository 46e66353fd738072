import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'

import { Fault } from '../../../../contract/fault'
import { openWindowStage } from '../../../browser/window-stage'
import type { WindowStage } from '../../../browser/window-stage'
import { leadAlertShown } from '../../../builders/shown-cards'
import { awaitUntil } from '../../../support/await-until'

let stage: WindowStage
beforeEach(async () => {
  stage = await openWindowStage()
})
afterEach(() => stage.close())

const rep = { platform: 'wecom', userId: 'WangLei' }
const get = (path: string): Promise<Response> => fetch(`${stage.address}/window${path}`)
const post = (path: string, body: unknown, type = 'application/json'): Promise<Response> =>
  fetch(`${stage.address}/window${path}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

/** fetch sets Host itself, so this one asks by hand. */
const askAs = (host: string, path: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const asked = request(`${stage.address}${path}`, { headers: { host } }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    asked.once('error', reject).end()
  })

describe('the page', () => {
  it.each(['/', '/app.js', '/window.css', '/wording.js', '/icon.svg'])('serves %s', async (path) => {
    const answer = await get(path)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it.each(['/../../package.json', '/%2e%2e%2fpackage.json', '/app.ts', '/constructor', '/..%5capp.js'])(
    'has no file %s',
    async (path) => expect((await get(path)).status).toBe(404),
  )

  it('leads /window to /window/, so that its files are found', async () => {
    const answer = await fetch(`${stage.address}/window`, { redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/window/'])
  })

  it('is closed to a foreign host name', async () => {
    await expect(askAs('evil.example', '/window/')).resolves.toBe(403)
    await expect(askAs('evil.example', '/window/api/people')).resolves.toBe(403)
  })
})

describe('the list of people', () => {
  it('O-16 names everybody with role, team and chats, and whom to be first', async () => {
    stage.wecom.show('WangLei', leadAlertShown(), 1_000)
    const answer = (await (await get('/api/people')).json()) as {
      first: string
      people: { name: string; role: string; team: string; chats: unknown[] }[]
    }
    expect(answer.first).toBe('王磊')
    expect(answer.people).toHaveLength(17)
    expect(answer.people[0]).toEqual({
      name: '王磊',
      role: 'rep',
      team: '华东',
      chats: [{ ...rep, heardAt: [1_000], lastAt: 1_000, lastText: '陈立群 · 苏州恒砺精密机械' }],
    })
  })
})

describe('what is done in a person’s name', () => {
  it('types and presses on the platform of the chat', async () => {
    const card = stage.wecom.show('WangLei', leadAlertShown())
    expect((await post('/api/say', { ...rep, text: '  帮助 ' })).status).toBe(204)
    expect((await post('/api/press', { ...rep, message: card, key: 'take' })).status).toBe(204)
    expect(stage.wecom.said).toEqual([{ userId: 'WangLei', text: '帮助' }])
    expect(stage.wecom.presses).toEqual([{ userId: 'WangLei', messageId: card, key: 'take' }])
    expect(stage.dingtalk.said).toEqual([])
  })

  it.each([
    ['an empty text', { ...rep, text: '   ' }],
    ['a text that is too long', { ...rep, text: '长'.repeat(2_001) }],
    ['another platform', { platform: 'feishu', userId: 'WangLei', text: '帮助' }],
    ['a field nobody knows', { ...rep, text: '帮助', as: 'admin' }],
    ['no JSON', '{'],
  ])('refuses %s', async (_, body) => {
    expect((await post('/api/say', body)).status).toBe(400)
    expect(stage.wecom.said).toEqual([])
  })

  it('refuses a plain form, which a foreign page could send', async () => {
    expect((await post('/api/say', JSON.stringify({ ...rep, text: '帮助' }), 'text/plain')).status).toBe(415)
  })

  it('refuses a body without end', async () => {
    expect((await post('/api/say', { ...rep, text: 'x'.repeat(40_000) })).status).toBe(413)
  })

  it('knows nobody outside the list', async () => {
    expect((await post('/api/say', { platform: 'wecom', userId: 'Nobody', text: '帮助' })).status).toBe(404)
    expect((await get('/api/conversation?platform=wecom&userId=Nobody')).status).toBe(404)
  })

  it('says what the platform said when it refuses', async () => {
    stage.wecom.failNext(
      new Fault({ code: 'platform-unreachable', message: '机器人没有连接。', advice: '请稍后再试。' }),
    )
    const answer = await post('/api/say', { ...rep, text: '帮助' })
    expect(answer.status).toBe(503)
    await expect(answer.json()).resolves.toMatchObject({
      message: '机器人没有连接。',
      advice: '请稍后再试。',
    })
  })
})

describe('the live stream', () => {
  const watch = (): Promise<{ heard: () => string; leave: () => void }> =>
    new Promise((resolve, reject) => {
      const asked = request(`${stage.address}/window/api/stream`, (answer: IncomingMessage) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (piece: string) => (text += piece))
        answer.on('error', () => undefined)
        resolve({ heard: () => text, leave: () => asked.destroy() })
      })
      asked.once('error', reject).end()
    })

  it('tells each watcher of a changed chat', async () => {
    const watchers = await Promise.all([watch(), watch()])
    await awaitUntil('both to be greeted', () => watchers.every(({ heard }) => heard().includes('hello')))
    stage.dingtalk.show('0346125580', leadAlertShown())
    await awaitUntil('both to hear', () => watchers.every(({ heard }) => heard().includes('0346125580')))
    for (const { leave } of watchers) leave()
  })

  it('says nothing of chats outside the list', async () => {
    const { heard, leave } = await watch()
    stage.wecom.show('Stranger', leadAlertShown())
    stage.wecom.show('WangLei', leadAlertShown())
    await awaitUntil('the known chat', () => heard().includes('WangLei'))
    expect(heard()).not.toContain('Stranger')
    leave()
  })

  it('listens to the platforms only while somebody watches', async () => {
    expect(stage.wecom.listeners()).toBe(0)
    const { leave } = await watch()
    await awaitUntil('the first watcher', () => stage.wecom.listeners() === 1)
    leave()
    await awaitUntil('silence', () => stage.wecom.listeners() === 0)
  })

  it('takes thirty-two watchers and tells the next to come later', async () => {
    const watchers = await Promise.all(Array.from({ length: 32 }, watch))
    const answer = await get('/api/stream')
    expect(answer.status).toBe(503)
    for (const { leave } of watchers) leave()
  })
})
