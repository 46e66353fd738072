import { createWorkCalendar, createWorkTime } from '../../../../api/calendar'
import type { DeliveryDeps, QueuedNotice } from '../../../../api/delivery'
import { defaultAttention, defaultGathering } from '../../../../api/delivery'
import type { MemberEntry } from '../../../../api/people'
import { customerId, ruleId } from '../../../../contract/ids'
import type { Member } from '../../../../contract/people'
import { instant, millis, minutes, seconds } from '../../../../contract/quantities'
import type { TestDatabase } from '../../../support/databases'
import { emptyTables, freshDatabase, reachable } from '../../../support/databases'
import type { DeliveryWorld } from '../../../support/delivery-world'
import { alert, company, deliveryTables, openDeliveryWorld, warning } from '../../../support/delivery-world'

const work = createWorkTime(createWorkCalendar(480), { fromMinute: 540, toMinute: 1_080 }, 480)

const gathering: NonNullable<DeliveryDeps['gathering']> = {
  rules: defaultGathering,
  attention: defaultAttention,
  utcOffsetMinutes: 480,
  isWorkday: work.isWorkday,
  dayGone: work.dayGone,
  digestTimes: async () => [8 * 60 + 30, 17 * 60],
}
const quietHours = { fromMinute: 22 * 60, toMinute: 8 * 60, utcOffsetMinutes: 480 }

/** An alert about decision n, its customer and rule, with that strength. */
function about(
  member: Member,
  n: number,
  more: { customer?: number; rule?: string; tenths?: number; at: number },
) {
  const queued = alert(member, n, instant(more.at))
  const { notice } = queued
  return {
    ...queued,
    notice: {
      ...notice,
      customer: { ...notice.customer, id: customerId(more.customer ?? n) },
      rule: { ...notice.rule, id: ruleId(more.rule ?? `rule-${n}`) },
      intent: { ...notice.intent, tenths: more.tenths ?? 500 },
    },
  } satisfies QueuedNotice
}

const inquiry = (member: Member, n: number, at: number): QueuedNotice => {
  const queued = about(member, n, { at, rule: 'inquiry' })
  const evidence = [{ at: instant(at), verb: 'submitted', object: '询盘', dwellMs: 0 }]
  return { ...queued, notice: { ...queued.notice, evidence } }
}

const local = (text: string) => instant(Date.parse(`${text}+08:00`))

describe.each(reachable)('gathering on %s', (dialect) => {
  let test: TestDatabase
  let world: DeliveryWorld

  beforeAll(async () => {
    test = await freshDatabase(dialect)
  })
  afterAll(() => test.drop())
  beforeEach(async () => {
    await emptyTables(test.database, deliveryTables)
    world = await openDeliveryWorld(test.database, { gathering, quietHours })
    await world.decide(60)
  })

  const fates = (): Promise<{ state: string; code: string | null; n: number }[]> =>
    test.database.read.rows(
      `SELECT state, code, COUNT(*) AS n FROM notice WHERE decision_id IS NOT NULL
       GROUP BY state, code ORDER BY state`,
    )
  const deliver = async () => {
    while ((await world.delivery.deliverDue(500)) > 0);
  }
  const now = () => world.clock.now()

  it('P-13 shows three cards about one customer as one, and each of the three can still be answered', async () => {
    const zhang = await world.member('zhang')
    await world.queue(...[1, 2, 3].map((n) => about(zhang, n, { customer: 7, at: now() })))
    await deliver()
    expect(world.wecom.textsOf('ZhangSan')).toEqual(['overflow 3/0: D1 D2 D3'])
    expect(await fates()).toEqual([{ state: 'grouped', code: null, n: 3 }])
    const rows = await test.database.read.rows<{ g: number; id: number }>(
      `SELECT n.gathered_in AS g, c.id FROM notice n JOIN notice c ON c.kind='daily-digest' WHERE n.state='grouped'`,
    )
    expect(rows).toHaveLength(3)
    expect(rows.every((r) => r.g === r.id)).toBe(true)
    expect((await world.delivery.open(zhang.id, 10)).map((o) => o.notice)).toHaveLength(3)
    const decision = alert(zhang, 2, now()).notice.decision
    expect((await world.delivery.answer({ decision }, zhang, 'taken', null)).kind).toBe('done')
    expect(await world.delivery.open(zhang.id, 10)).toHaveLength(2)
  })

  it('P-13 sends the first two of a rule at once and joins those that follow within two minutes', async () => {
    const zhang = await world.member('zhang')
    for (let n = 1; n <= 6; n += 1) {
      await world.queue(about(zhang, n, { rule: 'hot', at: now() }))
      await deliver()
      world.clock.advance(seconds(5))
    }
    expect(world.wecom.textsOf('ZhangSan')).toEqual(['D1 open', 'D2 open'])
    world.clock.advance(minutes(2))
    await deliver()
    expect(world.wecom.textsOf('ZhangSan')[2]).toBe('overflow 4/0: D3 D4 D5 D6')
  })

  it('P-13 interrupts a rep five times a day; the rest is in the digest of the day, what was answered as solved', async () => {
    const [zhang, lin] = [await world.member('zhang'), await world.member('lin')]
    world.clock.set(local('2026-11-23T16:00'))
    for (let n = 1; n <= 9; n += 1) await world.queue(about(zhang, n, { at: now(), tenths: n * 100 }))
    await deliver()
    expect(world.wecom.textsOf('ZhangSan').sort()).toEqual([5, 6, 7, 8, 9].map((n) => `D${n} open`))
    await world.queue(inquiry(zhang, 10, now()), warning(zhang, 'disk', now()))
    await deliver()
    expect(world.wecom.textsOf('ZhangSan').slice(5)).toEqual(['D10 open', '!disk open'])
    expect(await fates()).toEqual([
      { state: 'sent', code: null, n: 6 },
      { state: 'waiting', code: 'digest', n: 4 },
    ])
    await world.delivery.answer({ decision: alert(zhang, 2, now()).notice.decision }, lin, 'taken', null)
    world.clock.set(local('2026-11-23T17:00'))
    await deliver()
    expect(world.wecom.textsOf('ZhangSan').at(-1)).toBe('morning 4/1: D4 D3 D1 D2✓')
    world.clock.set(local('2026-11-24T10:00'))
    await world.queue(about(zhang, 11, { at: now() }))
    await deliver()
    expect(world.wecom.textsOf('ZhangSan').at(-1)).toBe('D11 open')
  })

  it('P-14 says in the morning what fired overnight; nothing is forgotten and nobody is woken', async () => {
    const zhang = await world.member('zhang')
    world.clock.set(local('2026-11-23T23:00'))
    await world.queue(...[1, 2, 3].map((n) => about(zhang, n, { at: now() })), inquiry(zhang, 4, now()))
    await deliver()
    expect(world.wecom.order).toEqual([])
    world.clock.set(local('2026-11-24T08:00'))
    await deliver()
    expect(world.wecom.textsOf('ZhangSan').sort()).toEqual(['D4 open', 'morning 3/0: D1 D2 D3'])
    expect(await fates()).toEqual([
      { state: 'digested', code: null, n: 3 },
      { state: 'sent', code: null, n: 1 },
    ])
  })

  it('P-14 says to whoever leads others how it stands with each of them', async () => {
    const [zhang, li, lin] = [
      await world.member('zhang'),
      await world.member('li'),
      await world.member('lin'),
    ]
    world.clock.set(local('2026-11-23T23:00'))
    const decided = now()
    await world.queue(about(lin, 1, { at: decided }), about(zhang, 1, { at: decided }))
    await world.queue(about(zhang, 2, { at: decided }), about(li, 3, { at: decided }))
    await world.delivery.answer({ decision: alert(zhang, 2, decided).notice.decision }, zhang, 'taken', null)
    world.clock.set(local('2026-11-24T08:00'))
    await deliver()
    const [digest] = await test.database.read.rows<{ body: string }>(
      "SELECT body FROM notice WHERE kind='daily-digest' AND member_id=?",
      [lin.id],
    )
    const { people } = JSON.parse(digest?.body ?? '{}') as { people: object[] }
    expect(people).toMatchObject([
      { member: zhang.id, fired: 2, solved: 1, oldestOpen: expect.any(Number) },
      { member: li.id, fired: 1, solved: 0 },
    ])
    expect(people).toHaveLength(2)
  })

  it('P-14 keeps to the quiet hours that a member chose for himself', async () => {
    const [zhang, li] = [await world.member('zhang'), await world.member('li')]
    const quietHoursOf = async (member: number) =>
      member === zhang.id ? { fromMinute: 12 * 60, toMinute: 15 * 60, utcOffsetMinutes: 480 } : null
    const delivery = world.another({ quietHoursOf })
    await test.database.write((tx) => delivery.queue(tx, [alert(zhang, 1, now()), alert(li, 2, now())]))
    await deliver()
    expect([world.wecom.textsOf('ZhangSan'), world.wecom.textsOf('LiSi')]).toEqual([[], ['D2 open']])
    world.clock.set(local('2026-11-23T15:00'))
    await deliver()
    expect(world.wecom.textsOf('ZhangSan')).toEqual(['morning 1/0: D1'])
  })

  it('P-13 never joins a card that may be on the screen already', async () => {
    const zhang = await world.member('zhang')
    let lost = 1
    world.wecom.after = async () =>
      lost-- > 0 ? { kind: 'try-later', after: seconds(1), code: 'lost' } : undefined
    await world.queue(about(zhang, 1, { customer: 7, at: now() }))
    await deliver()
    await world.queue(...[2, 3, 4].map((n) => about(zhang, n, { customer: 7, at: now() })))
    await world.deliverAll()
    const texts = world.wecom.textsOf('ZhangSan')
    expect(texts.filter((t) => t.includes('D1'))).toEqual(['D1 open'])
    expect(texts).toContain('overflow 3/0: D2 D3 D4')
  })

  it('P-13 nor one that a process had claimed when it died', async () => {
    const zhang = await world.member('zhang')
    await world.queue(about(zhang, 1, { customer: 7, at: now() }))
    await test.database.write((tx) =>
      tx.run("UPDATE notice SET claimed_until=? WHERE state='waiting'", [now() + 30_000]),
    )
    await world.queue(...[2, 3].map((n) => about(zhang, n, { customer: 7, at: now() })))
    expect(await world.delivery.takeOver()).toBe(1)
    await deliver()
    expect(world.wecom.textsOf('ZhangSan')).toEqual(['D1 open', 'D2 open', 'D3 open'])
  })

  const size = dialect === 'sqlite' ? 300 : 100
  it(`P-13 accounts for every notice of a tenfold burst at ${size} members: sent, grouped, digested, superseded or refused`, async () => {
    const crowd: MemberEntry[] = Array.from({ length: size }, (_, i) => ({
      key: `rep-${i}`,
      name: `rep-${i}`,
      role: 'rep',
      team: '华东',
      manager: 'lin',
      addresses: i % 50 === 49 ? [] : [{ platform: i % 2 ? 'wecom' : 'dingtalk', userId: `rep-${i}` }],
    }))
    // Waiting for the platform's next free moment lets time pass.
    const sleep = async (ms: number) => world.clock.advance(millis(ms))
    const delivery = world.another({ sleep })
    const deliver = async () => {
      while ((await delivery.deliverDue(500)) > 0);
    }
    await world.people.upsert([...company, ...crowd])
    const reps = (await world.people.all()).filter((m) => m.name.startsWith('rep-'))
    world.clock.set(local('2026-11-23T10:00'))
    const burst = reps.flatMap((rep, r) =>
      Array.from({ length: 10 }, (_, i) =>
        i === 9
          ? inquiry(rep, 10, now())
          : about(rep, i + 1, {
              customer: (r + i) % 4 === 0 ? 1 : r * 10 + i,
              rule: i % 3 === 0 ? 'hot' : `r${i}`,
              tenths: (r * 7 + i * 131) % 1_000,
              at: now(),
            }),
      ),
    )
    await world.queue(...burst)
    expect(burst).toHaveLength(size * 10)
    for (let step = 0; step < 4; step += 1) {
      await deliver()
      world.clock.advance(minutes(3))
    }
    world.clock.set(local('2026-11-23T17:00'))
    await deliver()

    const states = new Map((await fates()).map((f) => [f.state, Number(f.n)]))
    const counted = [...states.values()].reduce((a, b) => a + b, 0)
    expect(counted).toBe(size * 10)
    expect(states.get('waiting')).toBeUndefined()
    expect(states.get('refused')).toBe((size / 50) * 10)
    const orphans = await test.database.read.rows(
      `SELECT n.id FROM notice n LEFT JOIN notice c ON c.id = n.gathered_in
       WHERE n.state IN ('grouped', 'digested', 'superseded') AND (c.id IS NULL OR c.state='waiting')`,
    )
    expect(orphans).toEqual([])
    const shown = [...world.wecom.order, ...world.dingtalk.order]
    expect(shown.filter((s) => s.message.plain === 'D10 open')).toHaveLength(size - size / 50)
    const mostOfOne = Math.max(...reps.map((m) => shown.filter((s) => s.to.userId === m.name).length))
    expect(mostOfOne).toBeLessThanOrEqual(8)
    const [events] = await test.database.read.rows<{ n: number }>(
      `SELECT COUNT(DISTINCT e.notice_id) AS n FROM delivery_event e JOIN notice n ON n.id = e.notice_id
       WHERE n.decision_id IS NOT NULL`,
    )
    expect(Number(events?.n)).toBe(size * 10)
  })
})
