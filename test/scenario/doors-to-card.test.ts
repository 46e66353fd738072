import type { Touchpoint } from '../../contract/touchpoint'
import { accounts } from './company'
import { print } from './print'
import { ask, cardFor, openStage } from './stage'
import type { Stage } from './stage'
import { hoursAgo, sendSensors, sensorsEvent } from './visits'
import type { Visitor } from './visits'

const chen: Visitor = { phone: '13700000001', name: '陈立群', company: '恒砺精密' }

describe('one door alone', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(() => stage.close())

  it('S1-10 needs nothing but the inquiry form for a card, a reason and an answer', async () => {
    const sentAt = Date.now()
    const form = new URLSearchParams({
      key: stage.keys.inquiry,
      name: chen.name,
      company: chen.company,
      phone: chen.phone,
      message: '请报 YC-G200 的价格和交期',
    })
    const answer = await fetch(`${stage.url}/v1/inquiries`, { method: 'POST', body: form })
    expect(answer.status).toBe(200)
    const card = await cardFor(stage.wecom, accounts.wang, '陈立群')
    print(`S1-10 inquiry → card: ${Date.now() - sentAt} ms`)
    expect(card).toMatchObject({ title: '陈立群 · 恒砺精密', subtitle: expect.stringContaining('新询盘') })
    await stage.delivered()
    const why = await ask(stage.wecom, accounts.wang, '为什么')
    expect(why).toContain('✓ 提交询盘表单 1 天内 1 次(需 ≥1)')
    expect(await ask(stage.wecom, accounts.wang, '确认')).toContain('已由 王磊 接手')
  })

  it('S1-05 takes the seconds in the foreground from 神策 within a second of the truth', async () => {
    const truth = [12, 47.3, 260.9]
    const visitor: Visitor = { phone: '13700000002', name: '', company: '' }
    const events = truth.flatMap((seconds, i) => {
      const opened = hoursAgo(2 - i / 4)
      const path = `/docs/api/${i}`
      return [
        sensorsEvent(visitor, '$MPViewScreen', path, opened),
        sensorsEvent(visitor, '$MPPageLeave', path, opened + seconds * 1_000, { seconds }),
      ]
    })
    expect(await sendSensors(stage.url, stage.keys.sensors, events)).toBe(200)
    await stage.judged()
    const { items } = await stage.api<{ items: { id: number; touchpoints: number }[] }>('/v1/customers')
    const id = items.find((c) => c.touchpoints === events.length)?.id ?? 0
    const page = await stage.api<{ items: Touchpoint[] }>(`/v1/customers/${id}/timeline`)
    const left = page.items.filter(({ verb }) => verb === 'left').reverse()
    const errors = left.map((t, i) => Math.abs((t.dwellMs ?? 0) / 1_000 - (truth[i] ?? 0)))
    print(`S1-05 dwell off by at most ${Math.max(...errors)} s`)
    expect(left.map((t) => t.object.id)).toEqual(['/docs/api/0', '/docs/api/1', '/docs/api/2'])
    expect(Math.max(...errors)).toBeLessThanOrEqual(1)
    expect(page.items.filter(({ verb }) => verb === 'viewed').every((t) => t.dwellMs === undefined)).toBe(
      true,
    )
  })

  it('S1-05 counts reading time once, however often the phone sends it again', async () => {
    const visitor: Visitor = { phone: '13700000003', name: '', company: '' }
    const leave = sensorsEvent(visitor, '$MPPageLeave', '/docs/api/x', hoursAgo(1), { seconds: 30 })
    for (let i = 0; i < 3; i += 1) {
      expect(await sendSensors(stage.url, stage.keys.sensors, [{ ...leave, _flush_time: Date.now() }])).toBe(
        200,
      )
    }
    const { items } = await stage.api<{ items: { name: string; touchpoints: number }[] }>('/v1/sources')
    expect(items.find(({ name }) => name === '小程序')?.touchpoints).toBe(7)
  })
})
