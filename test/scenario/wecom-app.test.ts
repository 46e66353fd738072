import { refusedAtTheDoors } from '../../boot/doctor/running-hub'
import { awaitUntil } from '../support/await-until'
import { openAppStage } from './app-stage'
import type { AppStage } from './app-stage'
import { accounts } from './company'
import { print } from './print'
import { ask, cardFor, cardsOf } from './stage'

const person = { phone: '13700000021', name: '陈立群', company: '恒砺精密' }

describe('WeCom by the self-built app', () => {
  let world: AppStage
  let app: AppStage['app']
  let stage: AppStage['stage']

  beforeAll(async () => {
    world = await openAppStage()
    ;({ app, stage } = world)
  })
  afterAll(() => world.close())

  const inquire = (message: string) =>
    fetch(`${stage.url}/v1/inquiries`, {
      method: 'POST',
      body: new URLSearchParams({ key: stage.keys.inquiry, message, ...person }),
    })

  it('P-01 P-03 brings a card to the rep, takes his press, and shows who took it', async () => {
    const sentAt = Date.now()
    expect((await inquire('请报 YC-G200 的价格和交期')).status).toBe(200)
    const card = await cardFor(app, accounts.wang, '陈立群')
    print(`P-01 inquiry → app card: ${Date.now() - sentAt} ms`)
    const take = card.buttons.find(({ text }) => text === '接手')
    const pressedAt = Date.now()

    await app.pressAs(accounts.wang, card.id, take?.key ?? '')

    await awaitUntil('the changed card', () =>
      JSON.stringify(cardsOf(app, accounts.wang)).includes('已由 王磊 接手'),
    )
    print(`P-03 press → changed app card: ${Date.now() - pressedAt} ms`)
    print(`P-12 slowest acknowledgement: ${Math.round(app.faults.counters().callbacks.slowest)} ms`)
    expect(cardsOf(app, accounts.wang)).toHaveLength(1)
    expect(app.faults.counters()).toMatchObject({
      dropped: 0,
      callbacks: { retried: 0, lost: 0 },
      replies: [],
    })
  })

  it('P-01 answers what the rep asks', async () => {
    expect(await ask(app, accounts.wang, '为什么')).toContain('✓ 提交询盘表单 1 天内 1 次(需 ≥1)')
  })

  it('P-12 counts a press once, however often WeCom repeats it', async () => {
    const customers = async () =>
      (await stage.api<{ items: { touchpoints: number }[] }>('/v1/customers')).items.map((c) => c.touchpoints)
    await stage.judged()
    const before = { customers: await customers(), cards: cardsOf(app, accounts.wang) }
    app.faults.repeatCallbacks(3)

    await app.faults.repeatNewest()
    for (const { key } of before.cards[0]?.buttons ?? []) {
      await app.pressAs(accounts.wang, before.cards[0]?.id ?? '', key)
    }
    await stage.judged()

    expect(app.faults.counters().callbacks.lost).toBe(0)
    expect(before.customers).toEqual([2])
    expect(await customers()).toEqual(before.customers)
    expect(cardsOf(app, accounts.wang).map(({ title }) => title)).toEqual(
      before.cards.map(({ title }) => title),
    )
  })

  it('tells the admin of callbacks that are not signed, and what to check', async () => {
    expect(await app.faults.forged('<xml/>', { token: 'wrong' })).toBe(401)
    const { hostname: host, port } = new URL(stage.url)

    const findings = await refusedAtTheDoors({ host, port: Number(port) })

    expect(findings).toContainEqual(
      expect.objectContaining({ advice: expect.stringContaining('WECOM_CALLBACK_TOKEN') }),
    )
  })

  it('says in readiness that the app is well, and keeps its secret to itself', async () => {
    const ready = await (await fetch(`${stage.url}/readyz`)).json()

    expect(ready).toMatchObject({
      checks: expect.arrayContaining([expect.objectContaining({ name: 'wecom', ok: true })]),
    })
    expect(stage.logged()).not.toMatch(/app-secret-of-the-scenario|access_token=/)
  })
})
