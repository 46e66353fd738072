import { join } from 'node:path'

import type { SimulatedPlatform } from '../../adapters/simulator/simulated-platform'
import type { Touchpoint } from '../../contract/touchpoint'
import { awaitUntil } from '../support/await-until'
import { accounts, company } from './company'
import { print } from './print'
import { ask, cardFor, cardsOf, openStage } from './stage'
import type { ShownCard, Stage } from './stage'
import { hoursAgo, nativeView } from './visits'
import type { Visitor } from './visits'

const hao: Visitor = { phone: '13500000001', name: '郝工', company: '启明轴承' }
const publicUrl = 'https://hub.example.com'
const browser = {
  'user-agent':
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.50',
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
}

/** The rep alone on that platform, with his manager on DingTalk. */
const reps = [
  ['WeCom', 'wecom', 'wang', accounts.wang, '王磊'],
  ['DingTalk', 'dingtalk', 'huang', accounts.huang, '黄志强'],
] as const

describe.each(reps)('a white paper, sent by a rep on %s', (_, platform, key, userId, name) => {
  let stage: Stage
  let on: SimulatedPlatform
  let card: ShownCard
  let customer: number
  let path: string

  beforeAll(async () => {
    stage = await openStage({
      members: company.filter((m) => m.key === key || m.role !== 'rep'),
      env: { PUBLIC_URL: publicUrl, DOCUMENTS: join(__dirname, '../../assets/documents/trial.yaml') },
    })
    on = stage[platform]
    await stage.post(
      '/v1/touchpoints',
      [8, 6, 4, 0].map((ago, i) => nativeView(hao, '/docs/api/a', hoursAgo(ago), `v${i}`)),
    )
    card = await cardFor(on, userId, '技术型客户深度培育')
    await stage.delivered()
    const found = await stage.api<{ items: { id: number }[] }>(
      `/v1/customers?q=${encodeURIComponent(hao.name)}`,
    )
    customer = found.items[0]?.id ?? 0
  })
  afterAll(() => stage.close())

  const now = (): ShownCard => {
    const shown = cardsOf(on, userId).findLast((c) => c.title.includes(hao.name))
    if (shown === undefined) throw new Error('the card is gone')
    return shown
  }
  const timeline = async () =>
    (await stage.api<{ items: Touchpoint[] }>(`/v1/customers/${customer}/timeline`)).items
  const messages = () =>
    on
      .conversation(userId)
      .flatMap(({ from, shown }) =>
        from === 'bot' && shown.form !== 'card' && shown.text.includes('/t/') ? [shown.text] : [],
      )
  const steps = async () =>
    (
      await stage.hub.database.read.rows<{ state: string }>(
        'SELECT state FROM package_step ORDER BY position',
      )
    ).map(({ state }) => state)

  it('S1-27 stands on the card of whoever has the step, and not on his manager’s', async () => {
    expect(card.buttons.map(({ text }) => text)).toContain('发送架构白皮书')
    if (platform === 'dingtalk') return
    const told = await cardFor(stage.dingtalk, accounts.lin, '技术型客户深度培育')
    expect(told.buttons.map(({ text }) => text)).not.toContain('发送架构白皮书')
  })

  it('S1-27 one tap makes a message to forward, takes the lead and completes the step', async () => {
    const pressedAt = Date.now()
    await on.pressAs(userId, card.id, 'send')
    const message = await awaitUntil('the message to forward', () => messages()[0])
    print(`S1-27 ${platform}: the link is there ${Date.now() - pressedAt} ms after the tap`)
    expect(message).toContain('郝工，您好，这是《架构白皮书》')
    const [, address = ''] = /\((https:\/\/[^)]+)\)/.exec(message) ?? []
    expect(address).toMatch(/^https:\/\/hub\.example\.com\/t\/[\w-]{35}$/)
    expect(message).toContain(`[${address}]`)
    path = address.slice(publicUrl.length)
    await awaitUntil('the card to say so', () => JSON.stringify(now()).includes('链接已生成'))
    expect(JSON.stringify(now())).toContain('已发')
    expect(now().buttons.map(({ text }) => text)).toContain('再取链接')
    expect(await steps()).toEqual(['done', 'open', 'waiting'])
    await stage.judged()
    const acts = (await timeline()).slice(0, 2).map(({ verb, actor }) => `${actor} ${verb}`)
    expect(acts.toSorted()).toEqual(['ours followed-up', 'ours shared'])
  })

  it('S1-27 the same link comes again, by press and by word, and nothing is made twice', async () => {
    await on.pressAs(userId, now().id, 'send')
    await awaitUntil('the message once more', () => messages().length === 2)
    const said = await ask(on, userId, '发送 白皮书 郝工')
    const newest = await ask(on, userId, '白皮书')
    for (const text of [...messages(), said, newest]) expect(text).toContain(path)
    await stage.judged()
    expect((await timeline()).filter(({ verb }) => verb === 'shared')).toHaveLength(1)
  })

  it('S1-27 an opening is a touchpoint of the customer that names its card, before the document leaves', async () => {
    const answer = await fetch(stage.url + path, { headers: browser })
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('砚川设备云架构白皮书')
    await stage.judged()
    const [opening] = await timeline()
    expect(opening).toMatchObject({
      verb: 'viewed',
      actor: 'customer',
      topic: 'whitepaper',
      object: { type: 'document', id: 'architecture-white-paper', name: '架构白皮书' },
      source: '中枢链接',
      properties: { decision: card.source.split(' · ')[1] },
    })
    expect(opening?.properties?.['notice']).toBeGreaterThan(0)
  })

  it('S1-27 a preview, a look and a reload count no opening', async () => {
    const preview = await fetch(stage.url + path, {
      headers: { ...browser, 'user-agent': 'DingTalkBot-LinkService/1.0 (+https://open-doc.dingtalk.com/x)' },
    })
    expect(await preview.text()).not.toContain('四层结构')
    const look = await fetch(stage.url + path, { method: 'HEAD', headers: browser })
    expect([look.status, look.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    await (await fetch(stage.url + path, { headers: browser })).text()
    await stage.judged()
    expect(
      (await timeline()).filter(({ verb, actor }) => verb === 'viewed' && actor === 'customer'),
    ).toHaveLength(5)
  })

  it('S1-27 the rep sees on customer and card that it was opened', async () => {
    expect(await ask(on, userId, '客户 郝工')).toContain('打开了我方发送的《架构白皮书》')
    await on.pressAs(userId, now().id, 'send')
    await awaitUntil('the card to say how often', () => JSON.stringify(now()).includes('打开 1 次'))
  })

  it('S1-27 the API lists the link with its openings', async () => {
    const page = await stage.api<{ items: Record<string, unknown>[]; next: number | null }>(
      `/v1/documents/links?customer=${customer}`,
    )
    expect(page).toMatchObject({
      items: [{ document: 'architecture-white-paper', name: '架构白皮书', by: name, openings: 1 }],
      next: null,
    })
    expect(JSON.stringify(page)).not.toContain(path)
  })

  it('S1-27 what was opened cannot be taken back', async () => {
    expect(await ask(on, userId, '撤销')).toContain('不能撤销')
    expect(await steps()).toEqual(['done', 'open', 'waiting'])
  })
})
