import { createDingtalkCalendar, createDingtalkRest } from '../../../adapters/dingtalk'
import { createSimulatedDingtalk } from '../../../adapters/simulator/dingtalk'
import type { SimulatedDingtalk } from '../../../adapters/simulator/dingtalk'
import type { Instant } from '../../../contract/quantities'
import { instant } from '../../../contract/quantities'
import { app, memoryLog } from '../../support/dingtalk-world'

const members = ['wang', 'li', 'sun', 'zhao', 'qian'].map((userId) => ({ userId, name: userId }))
const view = (userId: string) => `/v1.0/calendar/users/union-${userId}/calendars/primary/eventsview`

let platform: SimulatedDingtalk
beforeAll(async () => {
  platform = createSimulatedDingtalk({ ...app, members })
  await platform.start()
})
afterAll(() => platform.stop())

const open = () =>
  createDingtalkCalendar(
    createDingtalkRest(
      {
        ...app,
        apiBase: platform.settings().DINGTALK_API_BASE ?? '',
        oapiBase: platform.settings().DINGTALK_OAPI_BASE ?? '',
      },
      { log: memoryLog().log, clock: { now: () => instant(Date.now()) } },
    ),
  )
const at = (text: string): Instant => instant(Date.parse(`2026-12-${text}:00+08:00`))
const busy = (userId: string, calendar = open()) =>
  calendar.busy({ platform: 'dingtalk', userId }, at('01T00:00'), at('08T00:00'), AbortSignal.timeout(10_000))

describe('calendars in DingTalk', () => {
  it('S1-28 are read as the person’s own time, with whatever offset they were written in', async () => {
    platform.addEvent('wang', {
      summary: '评审',
      start: '2026-12-01T10:00:00+08:00',
      end: '2026-12-01T03:00:00Z',
    })
    expect(await busy('wang')).toEqual({
      kind: 'read',
      busy: [{ from: at('01T10:00'), to: at('01T11:00'), title: '评审' }],
    })
  })

  it('S1-28 leave out what was cancelled, what he declined and what lies outside, and take whole days', async () => {
    const event = { start: '2026-12-02T10:00:00+08:00', end: '2026-12-02T11:00:00+08:00' }
    platform.addEvent('li', { summary: '取消了', ...event, status: 'cancelled' })
    platform.addEvent('li', { summary: '拒绝了', ...event, response: 'declined' })
    platform.addEvent('li', { summary: '还没回', ...event, response: 'needsAction' })
    platform.addEvent('li', { summary: '上个月', start: '2026-11-02', end: '2026-11-03' })
    platform.addEvent('li', { summary: '出差', start: '2026-12-03', end: '2026-12-05' })
    expect(await busy('li')).toEqual({
      kind: 'read',
      busy: [
        { from: at('02T10:00'), to: at('02T11:00'), title: '还没回' },
        { from: at('03T00:00'), to: at('05T00:00'), title: '出差' },
      ],
    })
  })

  it('S1-28 are read page by page, and a person’s unionid is asked for once', async () => {
    for (let n = 0; n < 250; n += 1) {
      const minute = String(n % 60).padStart(2, '0')
      platform.addEvent('sun', {
        summary: `${n}`,
        start: `2026-12-01T0${1 + Math.floor(n / 60)}:${minute}:00+08:00`,
        end: `2026-12-01T09:00:00+08:00`,
      })
    }
    const before = platform.counters().calls['/topapi/v2/user/get'] ?? 0
    const calendar = open()
    const first = await busy('sun', calendar)
    expect(first.kind === 'read' && first.busy).toHaveLength(250)
    await busy('sun', calendar)
    expect(platform.counters().calls['/topapi/v2/user/get']).toBe(before + 1)
    expect(platform.counters().calls[view('sun')]).toBe(6)
  })

  it.each([
    ['somebody who is not there', 'nobody', undefined, 'no-such-user'],
    [
      'a missing permission',
      'zhao',
      { status: 403, body: { code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied', message: 'x' } },
      'Forbidden.AccessDenied.AccessTokenPermissionDenied',
    ],
    [
      'an answer of another form',
      'qian',
      { status: 200, body: { events: [{ start: {}, end: {} }] } },
      'calendar-unreadable',
    ],
  ])('S1-28 that cannot be read say why and never that he is free: %s', async (_, userId, refusal, code) => {
    if (refusal !== undefined) platform.faults.refuseNext(1, view(userId), refusal.status, refusal.body)
    expect(await busy(userId)).toEqual({ kind: 'unread', code })
  })

  it('S1-28 are asked for by the gateway’s strict form', () => {
    expect(platform.violations()).toEqual([])
  })
})
