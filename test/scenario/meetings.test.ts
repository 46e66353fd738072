import type { SimulatedPlatform } from '../../adapters/simulator/simulated-platform'
import type { Touchpoint } from '../../contract/touchpoint'
import { awaitUntil } from '../support/await-until'
import { readICalendar } from '../support/read-icalendar'
import { accounts, company } from './company'
import { cardFor, cardsOf, openStage } from './stage'
import type { ShownCard, Stage } from './stage'
import { hoursAgo, nativeView } from './visits'
import type { Visitor } from './visits'

const chen: Visitor = { phone: '13700000001', name: '陈立群', company: '恒砺精密' }
const li: Visitor = { phone: '13700000002', name: '李思远', company: '启元自动化' }

type On = 'wecom' | 'dingtalk'

/** Both reps report to the same manager, who hosts. */
const members = company.map((one) => (one.key === 'huang' ? { ...one, team: '华东', manager: 'lin' } : one))

/** The rep's card is in WeCom, that of whoever leads and hosts in DingTalk. */
describe('a meeting from the card of a strategy', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await openStage({
      members,
      env: { PUBLIC_URL: 'https://hub.example.com', DINGTALK_CALENDAR: 'read' },
    })
    for (const visitor of [chen, li]) {
      await stage.post(
        '/v1/touchpoints',
        [8, 6, 4, 0].map((ago, i) =>
          nativeView(visitor, '/docs/api/a', hoursAgo(ago), `${visitor.name}${i}`),
        ),
      )
      await cardFor(stage.dingtalk, accounts.lin, visitor.company)
    }
    await stage.delivered()
  })
  afterAll(() => stage.close())

  const platform = (on: On): SimulatedPlatform => stage[on]
  const cardOf = (on: On, userId: string, visitor: Visitor): ShownCard => {
    const isIt = (card: ShownCard) => JSON.stringify(card).includes(visitor.company)
    const card = cardsOf(platform(on), userId).findLast(isIt)
    if (card === undefined) throw new Error(`${userId} has no card about ${visitor.company}`)
    return card
  }
  const press = async (on: On, userId: string, visitor: Visitor, which: string | number) => {
    const { id, buttons } = cardOf(on, userId, visitor)
    const found =
      typeof which === 'number'
        ? buttons.filter(({ key }) => key.startsWith('slot:'))[which]
        : buttons.find(({ text }) => text.includes(which))
    if (found === undefined) throw new Error(`no ${which} among ${JSON.stringify(buttons)}`)
    await platform(on).pressAs(userId, id, found.key)
    return found
  }
  const shows = (on: On, userId: string, visitor: Visitor, text: string) =>
    awaitUntil(`${userId} to see ${text}`, () => JSON.stringify(cardOf(on, userId, visitor)).includes(text))
  /** Whom the card of that customer went to, and on which platform. */
  const ownerOf = (visitor: Visitor): readonly [On, string] => {
    const accountsOn: readonly (readonly [On, string])[] = [
      ['wecom', accounts.wang],
      ['dingtalk', accounts.huang],
    ]
    const found = accountsOn.find(([on, userId]) =>
      cardsOf(platform(on), userId).some((card) => JSON.stringify(card).includes(visitor.company)),
    )
    if (found === undefined) throw new Error(`nobody owns ${visitor.company}`)
    return found
  }
  const saidTo = (on: On, userId: string): string => JSON.stringify(platform(on).conversation(userId))

  it('S1-28 is booked with two taps, and host and rep have the invitation', async () => {
    const [on, rep] = ownerOf(chen)
    await press(on, rep, chen, '约时间')
    await shows(on, rep, chen, '选一个时段')
    expect(cardOf(on, rep, chen).buttons.filter(({ key }) => key.startsWith('slot:'))).toHaveLength(3)
    await press(on, rep, chen, 0)
    await shows(on, rep, chen, '已约')
    await stage.delivered()
    await awaitUntil('the invitation', () => saidTo(on, rep).includes('https://hub.example.com/i/'))
    await awaitUntil('the host to hear', () =>
      saidTo('dingtalk', accounts.lin).includes('https://hub.example.com/i/'),
    )
    // The other card about it says so as well, and offers no second meeting.
    await shows('dingtalk', accounts.lin, chen, '林建国 主持')
    expect(cardOf('dingtalk', accounts.lin, chen).buttons.map(({ key }) => key)).toContain('unmeet')
  })

  it('S1-28 shows a clash by name and offers three others', async () => {
    // The same host has two customers; the rep of the second one looks at times while the first time is given away.
    const [on, rep] = ownerOf(li)
    await press(on, rep, li, '约时间')
    await shows(on, rep, li, '选一个时段')
    const before = cardOf(on, rep, li).buttons.filter(({ key }) => key.startsWith('slot:'))
    await press('dingtalk', accounts.lin, chen, '取消约')
    await shows('dingtalk', accounts.lin, chen, '已取消约')
    await press('dingtalk', accounts.lin, chen, '约时间')
    await shows('dingtalk', accounts.lin, chen, '选一个时段')
    const wanted = cardOf('dingtalk', accounts.lin, chen).buttons.filter(({ key }) => key.startsWith('slot:'))
    const common = wanted.findIndex(({ key }) => before.some((slot) => slot.key === key))
    await press('dingtalk', accounts.lin, chen, common)
    await shows('dingtalk', accounts.lin, chen, '已约')
    const lost = wanted[common]
    await press(
      on,
      rep,
      li,
      before.findIndex(({ key }) => key === lost?.key),
    )
    await shows(on, rep, li, '刚被 林建国 占用')
    const fresh = cardOf(on, rep, li).buttons.filter(({ key }) => key.startsWith('slot:'))
    expect(fresh).toHaveLength(3)
    expect(fresh.map(({ key }) => key)).not.toContain(lost?.key)
    await press(on, rep, li, 0)
    await shows(on, rep, li, '已约')
  })

  it('S1-28 passes over what stands in the host’s own calendar, and says so when it came up meanwhile', async () => {
    const [on, rep] = ownerOf(li)
    await press(on, rep, li, '取消约')
    await shows(on, rep, li, '已取消约')
    await press(on, rep, li, '约时间')
    await shows(on, rep, li, '选一个时段')
    const [first] = cardOf(on, rep, li).buttons.filter(({ key }) => key.startsWith('slot:'))
    const start = Number(first?.key.slice(5)) * 60_000
    stage.dingtalk.addEvent(accounts.lin, {
      summary: '董事会',
      start: new Date(start - 600_000).toISOString().replace('.000Z', '+00:00'),
      end: new Date(start + 600_000).toISOString().replace('.000Z', '+00:00'),
    })
    await press(on, rep, li, 0)
    await shows(on, rep, li, '林建国 日历里有事')
    expect(JSON.stringify(cardOf(on, rep, li))).not.toContain('董事会')
    expect(cardOf(on, rep, li).buttons.map(({ key }) => key)).not.toContain(first?.key)
  })

  it('S1-28 the customer opens, accepts and asks for another time, and everybody hears of it', async () => {
    const [on, rep] = ownerOf(chen)
    const path = /https:\/\/hub\.example\.com(\/i\/[\w%-]{35,})/.exec(
      saidTo(on, rep).split('已约').at(-1) ?? '',
    )?.[1]
    if (path === undefined) throw new Error('no link')
    const phone = { 'user-agent': 'Mozilla/5.0 (iPhone) MicroMessenger/8.0' }
    const get = (end = '', headers: Record<string, string> = phone, method = 'GET') =>
      fetch(`${stage.url}${path}${end}`, { method, headers })
    const viewed = async () =>
      (await touchpoints()).filter((t) => t.object.type === 'meeting' && t.verb === 'viewed')

    // What looks at links by itself, and we ourselves, open nothing.
    await get('', { 'user-agent': 'facebookexternalhit/1.1 preview' })
    await get('', phone, 'HEAD')
    await get('?ours')
    expect(await viewed()).toHaveLength(0)

    const page = await (await get()).text()
    expect(page).toContain('CTO 闭门技术交流')
    expect(await viewed()).toHaveLength(1)
    const file = readICalendar(Buffer.from(await (await get('.ics')).arrayBuffer()))
    expect(file.find(({ name }) => name === 'METHOD')?.value).toBe('REQUEST')

    const answer = (form: Record<string, string>) =>
      fetch(`${stage.url}${path}/reply`, {
        method: 'POST',
        headers: phone,
        body: new URLSearchParams(form),
        redirect: 'manual',
      })
    expect((await answer({ answer: 'accept' })).status).toBe(303)
    await awaitUntil('the rep to hear', () => saidTo(on, rep).includes('客户已接受'))
    await shows('dingtalk', accounts.lin, chen, '已接受')
    expect((await answer({ answer: 'other-time', note: '' })).status).toBe(400)
    expect((await answer({ answer: 'other-time', note: '周四下午三点以后' })).status).toBe(303)
    await awaitUntil('the rep to hear', () => saidTo(on, rep).includes('周四下午三点以后'))
    const replied = (await touchpoints()).filter((t) => t.verb === 'replied')
    expect(replied.map((t) => t.properties?.reply)).toEqual(['accepted', 'other-time'])

    await press('dingtalk', accounts.lin, chen, '取消约')
    await shows('dingtalk', accounts.lin, chen, '已取消约')
    await awaitUntil('the rep to hear', () => saidTo(on, rep).includes('已取消：'))
    expect(await (await get()).text()).toContain('已取消')
    const off = readICalendar(Buffer.from(await (await get('.ics')).arrayBuffer()))
    expect(off.find(({ name }) => name === 'METHOD')?.value).toBe('CANCEL')
    expect(off.find(({ name }) => name === 'SEQUENCE')?.value).toBe('1')
    expect((await answer({ answer: 'accept' })).status).toBe(303)
    expect((await touchpoints()).filter((t) => t.verb === 'replied')).toHaveLength(2)
  })

  it('S1-28 opens nothing to whoever guesses or changes a link', async () => {
    for (const path of ['/i/', '/i/x', `/i/${'A'.repeat(35)}`, `/i/${'A'.repeat(35)}.ics`]) {
      expect((await fetch(stage.url + path)).status).toBe(404)
    }
  })

  it('S1-28 in chat takes the same three steps, and lists what is booked', async () => {
    const code = await codeOf(chen)
    const lin = ['dingtalk', accounts.lin] as const
    await stage.dingtalk.typeAs(accounts.lin, `约 ${code}`)
    await awaitUntil('the times', () => saidTo(...lin).includes(`约 ${code} 1`))
    await stage.dingtalk.typeAs(accounts.lin, `约 ${code} 2`)
    await awaitUntil('the booking', () => saidTo(...lin).includes('已约好'))
    await stage.dingtalk.typeAs(accounts.lin, '日程')
    await awaitUntil('the list', () => saidTo(...lin).split('日程').length > 2)
    const { items } = await stage.api<{ items: { state: string }[] }>('/v1/meetings')
    expect(items.filter(({ state }) => state === 'booked')).toHaveLength(1)
  })

  const touchpoints = (): Promise<Touchpoint[]> => stage.hub.log.readAfter(0, 1_000)
  const codeOf = async (visitor: Visitor): Promise<string> => {
    const { items } = await stage.api<{ items: { id: number; customer: number; actions: object[] }[] }>(
      '/v1/decisions',
    )
    const { items: found } = await stage.api<{ items: { id: number }[] }>(
      `/v1/customers?q=${encodeURIComponent(visitor.company)}`,
    )
    const decision = items.find(
      (one) => one.customer === found[0]?.id && one.actions.some((a) => 'startPackage' in a),
    )
    return `D${decision?.id}`
  }
})
