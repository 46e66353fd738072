import type { Decision } from '../../contract/decision'
import { memberId, noticeId } from '../../contract/ids'
import type { Touchpoint } from '../../contract/touchpoint'
import { instant } from '../../contract/quantities'
import { awaitUntil } from '../support/await-until'
import { accounts } from './company'
import { print } from './print'
import { ask, cardFor, cardsOf, openStage } from './stage'
import type { ShownCard, Stage } from './stage'
import { hoursAgo, nativeView, sendSensors, sensorsEvent } from './visits'
import type { Visitor } from './visits'

const li: Visitor = { phone: '13800000001', name: '李工', company: '华芯微电子' }
const zhou: Visitor = { phone: '13800000002', name: '周敏', company: '天恒精密' }

const thumbs = ['👍 有用', '👎 没用']

describe('the seed example, from the door to the follow-up', () => {
  let stage: Stage
  let customer: number
  let repCard: ShownCard
  let managerCard: ShownCard

  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(() => stage.close())

  const timeline = async (id: number) =>
    (await stage.api<{ items: Touchpoint[] }>(`/v1/customers/${id}/timeline`)).items
  const decisions = async (id: number) =>
    (await stage.api<{ items: Decision[] }>(`/v1/decisions?customer=${id}`)).items
  const idOf = async (name: string): Promise<number> => {
    const found = await stage.api<{ items: { id: number }[] }>(`/v1/customers?q=${encodeURIComponent(name)}`)
    return found.items[0]?.id ?? 0
  }
  const rep = () => stage.wecom
  const lead = () => stage.dingtalk

  /** Two visits in the mini-program, and one on the site by the same phone number that may still go on. */
  const visitTechnically = async (who: Visitor): Promise<void> => {
    const screens = [8, 6].map((ago, i) =>
      sensorsEvent(who, '$MPViewScreen', '/docs/api/auth', hoursAgo(ago), { visit: `m${i}` }),
    )
    expect(await sendSensors(stage.url, stage.keys.sensors, screens)).toBe(200)
    await stage.post('/v1/touchpoints', nativeView(who, '/docs/api/limits', hoursAgo(0.2), 's1'))
    await stage.judged()
  }
  const comeBack = async (who: Visitor): Promise<void> => {
    await stage.post('/v1/touchpoints', nativeView(who, '/docs/api/errors', hoursAgo(0), 's2'))
    await stage.judged()
  }

  it('S1-24 concludes nothing while the third visit may still open the price page', async () => {
    await visitTechnically(li)
    customer = await idOf('李工')
    expect((await timeline(customer)).map(({ verb, topic }) => `${verb} ${topic}`)).toEqual(
      new Array(3).fill('viewed api-docs'),
    )
    await stage.hub.pipeline.tick()
    expect(await decisions(customer)).toEqual([])
  })

  it('S1-24 concludes it the moment a fourth visit begins', async () => {
    const cameAt = Date.now()
    await comeBack(li)
    repCard = await cardFor(rep(), accounts.wang, '技术型客户深度培育')
    print(`S1-24 card ${Date.now() - cameAt} ms after the touchpoint`)
    expect(await decisions(customer)).toHaveLength(2)
  })

  it('S1-25 carries one trace from behaviour over tag to strategy, each step to be seen', async () => {
    const [started, tagged] = await decisions(customer)
    expect([tagged?.actions, started?.actions]).toEqual([
      [{ tag: '技术型客户' }],
      [{ startPackage: 'technical-nurture' }],
    ])
    expect(started?.trace).toBe(tagged?.trace)
    expect(tagged?.reading.children.map(({ found, needed }) => [found, needed])).toEqual([
      [4, 3],
      [3, 3],
    ])
    const seen = (await timeline(customer)).map(({ id }) => id)
    expect([...(tagged?.evidence ?? [])].sort()).toEqual([...seen].sort())
    const page = await stage.api<{ tags: string[]; owner: string }>(`/v1/customers/${customer}`)
    expect(page).toMatchObject({ tags: ['技术型客户'], owner: '王磊' })
  })

  it('S1-26 sends the package to the rep on WeCom and to his manager on DingTalk, with owners and due days', async () => {
    managerCard = await cardFor(lead(), accounts.lin, '技术型客户深度培育')
    const both = [JSON.stringify(repCard), JSON.stringify(managerCard)]
    for (const card of both) {
      for (const part of ['李工', '华芯微电子', '架构白皮书', 'CTO', 'POC']) expect(card).toContain(part)
    }
    expect(both[1]).toMatch(/安排 CTO 闭门交流 · 林建国 \d\d-\d\d 周.前/)
    expect(repCard.buttons.map(({ text }) => text)).toEqual([
      '接手',
      '稍后',
      '不对',
      '为什么',
      '撤销',
      '约时间',
      '转交',
      ...thumbs,
    ])
    expect(JSON.stringify(repCard)).toContain('已启动策略包「技术型客户深度培育」，可撤销')
  })

  it('S1-24 fires once however often the same touchpoints arrive', async () => {
    await stage.post('/v1/touchpoints', nativeView(li, '/docs/api/limits', hoursAgo(0.2), 's1'))
    await stage.post('/v1/touchpoints', nativeView(li, '/docs/api/limits', hoursAgo(0), 's2'))
    await stage.judged()
    expect(await decisions(customer)).toHaveLength(2)
  })

  it('P-03 S1-26 changes the card for everyone who has it when one takes the lead, and records the follow-up', async () => {
    const pressedAt = Date.now()
    // Twice, as an impatient thumb does.
    await rep().pressAs(accounts.wang, repCard.id, 'take')
    await rep().pressAs(accounts.wang, repCard.id, 'take')
    const taken = await awaitUntil('both cards to change', () => {
      const cards = [cardsOf(rep(), accounts.wang), cardsOf(lead(), accounts.lin)].map((of) =>
        of.find((c) => JSON.stringify(c).includes('已由 王磊 接手')),
      )
      return cards.every((c) => c !== undefined) ? cards : undefined
    })
    print(`P-03 both cards changed ${Date.now() - pressedAt} ms after the press`)
    expect(taken.map((c) => c?.buttons.map((b) => b.text) ?? [])).toEqual([
      ['已接手', '撤销', '约时间', '转交', ...thumbs],
      ['撤销', '约时间', '转交', ...thumbs],
    ])
    await stage.judged()
    const [newest] = await timeline(customer)
    expect(newest).toMatchObject({
      verb: 'followed-up',
      actor: 'ours',
      object: { type: 'customer' },
      properties: { answer: 'taken' },
    })
  })

  it('P-03 a second press, by whomever, has no second effect', async () => {
    const before = JSON.stringify([cardsOf(rep(), accounts.wang), cardsOf(lead(), accounts.lin)])
    const touched = (await timeline(customer)).length
    await rep().pressAs(accounts.wang, repCard.id, 'noop')
    expect(await ask(lead(), accounts.lin, `确认 ${repCard.source.split(' · ')[1] ?? ''}`)).toContain(
      '已经有人先处理了',
    )
    await stage.judged()
    const after = [cardsOf(rep(), accounts.wang), cardsOf(lead(), accounts.lin)]
    expect(JSON.stringify(after)).toBe(before)
    expect(await timeline(customer)).toHaveLength(touched)
  })

  it('S1-26 takes another card by the reply 「确认」', async () => {
    await stage.post(
      '/v1/inquiries',
      { name: zhou.name, company: zhou.company, phone: zhou.phone },
      stage.keys.inquiry,
    )
    const [at, who] = await awaitUntil('the card, at whichever rep it is', () => {
      const wang = cardsOf(rep(), accounts.wang).find((c) => c.title.includes(zhou.name))
      const huang = cardsOf(lead(), accounts.huang).find((c) => c.title.includes(zhou.name))
      return wang !== undefined
        ? ([rep(), accounts.wang] as const)
        : huang && ([lead(), accounts.huang] as const)
    })
    await stage.delivered()
    const answer = await ask(at, who, '确认')
    expect(answer).toMatch(/已由 .+ 接手/)
    expect(answer).toContain('周敏')
    await stage.judged()
    const [newest] = await timeline(await idOf('周敏'))
    expect(newest?.verb).toBe('followed-up')
  })

  it('S1-26 stops the open steps within two seconds when the package is paused, and starts no others', async () => {
    const openSteps = async () =>
      stage.hub.database.read.rows<{ state: string; n: number }>(
        'SELECT state, COUNT(*) AS n FROM package_step GROUP BY state ORDER BY state',
      )
    expect(await openSteps()).toEqual([
      { state: 'open', n: 1 },
      { state: 'waiting', n: 2 },
    ])
    const paused = await stage.api('/v1/packages/technical-nurture/pause', { method: 'POST' })
    expect(paused).toEqual({ stoppedSteps: 3 })
    expect(await openSteps()).toEqual([{ state: 'stopped', n: 3 }])
    const sun: Visitor = { phone: '13800000003', name: '孙工', company: '禾川' }
    await visitTechnically(sun)
    await comeBack(sun)
    expect(await decisions(await idOf('孙工'))).toHaveLength(2)
    expect(await openSteps()).toEqual([{ state: 'stopped', n: 3 }])
    expect(JSON.stringify(cardsOf(lead(), accounts.lin))).not.toContain('孙工')
  })

  it('S1-19 tells how fast each rep was told and answered, by source', async () => {
    const figures = await stage.hub.delivery.responseTimes(instant(Date.now() - 3_600_000))
    const named = await Promise.all(
      figures.map(async (f) => ({ ...f, name: (await stage.hub.people.member(f.member))?.name })),
    )
    for (const f of named)
      print(
        `S1-19 ${f.name} · ${f.source === null ? '全部' : stage.hub.sources.nameOf(f.source)}: told ${f.told}, answered ${f.answered}, signal → card ${f.toCard.median} ms, card → answer ${f.toAnswer?.median ?? '–'} ms`,
      )
    const [wang] = named.filter((f) => f.name === '王磊' && f.source === null)
    expect(wang).toMatchObject({ open: 0 })
    expect(wang?.toAnswer?.median).toBeGreaterThan(0)
  })

  it('P-21 gives a rule its page: fired, sent, taken, and what people think of its cards', async () => {
    const [started] = await decisions(customer)
    const told = await stage.hub.database.read.rows<{ id: number; member_id: number }>(
      'SELECT id, member_id FROM notice WHERE decision_id=? ORDER BY id LIMIT 1',
      [started?.id ?? 0],
    )
    const wang = await stage.hub.people.member(memberId(Number(told[0]?.member_id)))
    if (wang === undefined) throw new Error('nobody was told')
    const card = noticeId(Number(told[0]?.id))
    const page = () => stage.api<{ good: number; bad: number }>(`/v1/rules/${started?.rule}/statistics`)
    await rep().pressAs(accounts.wang, repCard.id, 'good')
    await awaitUntil('the press to count', async () => (await page()).good === 1)
    expect(await stage.hub.desk.feedback(wang, card, 'bad', 'wrong-time')).toEqual({ kind: 'kept' })
    expect(await page()).toMatchObject({
      taken: 1,
      good: 0,
      bad: 1,
      reasons: [{ decision: started?.id, verdict: 'bad', reason: 'wrong-time' }],
    })
    expect(await stage.api('/v1/escalations')).toEqual({ items: [] })
    const byTeam = await stage.api<{ items: object[] }>('/v1/response-times?by=team')
    expect(byTeam.items.length).toBeGreaterThan(0)
  })
})
