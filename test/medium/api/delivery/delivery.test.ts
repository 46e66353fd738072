import type { DeliveryOutcome } from '../../../../contract/ports/chat'
import { hours, instant, millis, minus, minutes, plus, seconds } from '../../../../contract/quantities'
import { awaitUntil } from '../../../support/await-until'
import type { TestDatabase } from '../../../support/databases'
import { emptyTables, freshDatabase, reachable } from '../../../support/databases'
import type { DeliveryWorld } from '../../../support/delivery-world'
import { alert, openDeliveryWorld, silentLog, warning } from '../../../support/delivery-world'
import { deliveryTables } from '../../../support/delivery-world'

const busy: DeliveryOutcome = { kind: 'try-later', after: millis(0), code: 'busy' }

describe.each(reachable)('delivery on %s', (dialect) => {
  let test: TestDatabase
  let world: DeliveryWorld

  beforeAll(async () => {
    test = await freshDatabase(dialect)
  })
  afterAll(() => test.drop())
  beforeEach(async () => {
    await emptyTables(test.database, deliveryTables)
    world = await openDeliveryWorld(test.database)
    await world.decide(60)
  })

  const events = (): Promise<{ outcome: string; code: string | null }[]> =>
    test.database.read.rows('SELECT outcome, code FROM delivery_event ORDER BY id')
  const states = (): Promise<{ state: string; code: string | null }[]> =>
    test.database.read.rows("SELECT state, code FROM notice WHERE kind<>'refresh' ORDER BY id")

  it('J-05 sends what was committed, and nothing of a transaction that failed', async () => {
    const zhang = await world.member('zhang')
    const { delivery, clock } = world
    const failing = test.database.write(async (tx) => {
      await delivery.queue(tx, [alert(zhang, 1, clock.now())])
      throw new Error('stop')
    })
    await expect(failing).rejects.toThrow('stop')
    await world.queue(alert(zhang, 2, clock.now()))
    expect(await delivery.deliverDue(10)).toBe(1)
    expect(world.wecom.textsOf('ZhangSan')).toEqual(['D2 open'])
    expect(await events()).toEqual([{ outcome: 'sent', code: null }])
  })

  it('P-12 tells each person once of each decision, however often it is queued', async () => {
    const [zhang, lin] = [await world.member('zhang'), await world.member('lin')]
    const now = world.clock.now()
    await world.queue(alert(zhang, 1, now), alert(zhang, 1, now), alert(lin, 1, now))
    await world.queue(alert(zhang, 1, now), warning(zhang, 'disk', now), warning(zhang, 'disk', now))
    await world.deliverAll()
    await world.queue(alert(zhang, 1, now), warning(zhang, 'disk', now))
    await world.deliverAll()
    expect(world.wecom.textsOf('ZhangSan')).toEqual(['D1 open', '!disk open'])
    expect(world.wecom.textsOf('LinJianGuo')).toEqual(['D1 open'])
  })

  it('P-14 keeps what is older than a day and calls nobody for it', async () => {
    const zhang = await world.member('zhang')
    const now = world.clock.now()
    await world.queue(
      alert(zhang, 1, instant(minus(now, hours(24)) - 1)),
      alert(zhang, 2, minus(now, hours(24))),
    )
    await world.queue(alert(zhang, 1, instant(minus(now, hours(24)) - 1)))
    await world.deliverAll()
    expect(world.wecom.textsOf('ZhangSan')).toEqual(['D2 open'])
    expect(await states()).toEqual([
      { state: 'skipped', code: 'historical' },
      { state: 'sent', code: null },
    ])
    expect(await events()).toEqual([
      { outcome: 'skipped', code: 'historical' },
      { outcome: 'sent', code: null },
    ])
  })

  it('P-14 holds alerts back in quiet hours, and warnings never', async () => {
    const zhang = await world.member('zhang')
    // 14:02 local time.
    const quietHours = { fromMinute: 14 * 60, toMinute: 15 * 60, utcOffsetMinutes: 480 }
    const delivery = world.another({ quietHours })
    const now = world.clock.now()
    await test.database.write((tx) => delivery.queue(tx, [alert(zhang, 1, now), warning(zhang, 'down', now)]))
    await delivery.deliverDue(10)
    expect(world.wecom.textsOf('ZhangSan')).toEqual(['!down open'])
    world.clock.advance(minutes(58))
    await delivery.deliverDue(10)
    expect(world.wecom.textsOf('ZhangSan')).toEqual(['!down open', 'D1 open'])
  })

  it('J-03 tries again after a growing while, and records every try', async () => {
    const zhang = await world.member('zhang')
    let failures = 2
    world.wecom.before = async () => ((failures -= 1) >= 0 ? busy : undefined)
    await world.queue(alert(zhang, 1, world.clock.now()))
    await world.deliverAll()
    expect(world.wecom.calls.map((c) => c.at - (world.wecom.calls[0]?.at ?? 0))).toEqual([0, 3_750, 15_000])
    expect(await events()).toEqual([
      { outcome: 'later', code: 'busy' },
      { outcome: 'later', code: 'busy' },
      { outcome: 'sent', code: null },
    ])
  })

  it('J-03 takes a platform that throws for one that is busy', async () => {
    const zhang = await world.member('zhang')
    world.wecom.before = async () => Promise.reject(new Error('socket hang up'))
    await world.queue(alert(zhang, 1, world.clock.now()))
    await world.delivery.deliverDue(10)
    expect(await events()).toEqual([{ outcome: 'later', code: 'send-failed' }])
  })

  it('J-03 gives up in the open, tells why, and sends again when the admin says so', async () => {
    const li = await world.member('li')
    const begun = world.clock.now()
    world.wecom.before = async () => busy
    await world.queue(alert(li, 1, begun))
    await world.deliverAll(30 * 60_000)
    expect(world.wecom.calls).toHaveLength(12)
    const refused = await world.delivery.undelivered(begun, 10)
    expect(refused).toMatchObject([{ member: li.id, state: 'refused', code: 'gave-up', decision: 1 }])
    expect(refused[0]?.detail).toContain('12 times')

    world.wecom.before = async () => undefined
    expect(await world.delivery.redrive(refused.map((r) => r.id))).toBe(1)
    await world.deliverAll()
    expect(world.wecom.textsOf('LiSi')).toEqual(['D1 open'])
    expect(await world.delivery.undelivered(begun, 10)).toEqual([])
  })

  it('J-03 goes to the other platform when one refuses, and says so when both do', async () => {
    const [zhang, li] = [await world.member('zhang'), await world.member('li')]
    world.wecom.before = async () => ({ kind: 'skipped', because: 'never-talked-to-bot' })
    await world.queue(alert(zhang, 1, world.clock.now()), alert(li, 1, world.clock.now()))
    await world.deliverAll()
    expect(world.dingtalk.textsOf('0346')).toEqual(['D1 open'])
    expect(await states()).toEqual([
      { state: 'sent', code: null },
      { state: 'skipped', code: 'never-talked-to-bot' },
    ])
    expect((await events()).map((e) => e.outcome).sort()).toEqual(['other-address', 'sent', 'skipped'])
  })

  it('J-03 waits for a platform that is not connected yet, and refuses at once where there is no address', async () => {
    const sun = await world.member('sun')
    const only = world.another({ chats: new Map([['wecom', world.wecom]]) })
    const now = world.clock.now()
    await test.database.write((tx) =>
      only.queue(tx, [alert(sun, 1, now), alert({ ...sun, addresses: [] }, 2, now)]),
    )
    await only.deliverDue(10)
    expect(await states()).toEqual([
      { state: 'waiting', code: 'platform-not-connected' },
      { state: 'refused', code: 'no-address' },
    ])
    await world.deliverAll()
    expect(world.dingtalk.textsOf('0418')).toEqual(['D1 open'])
  })

  it('sends nothing to somebody who has left', async () => {
    const zhang = await world.member('zhang')
    await world.queue(alert(zhang, 1, world.clock.now()))
    await test.database.write((tx) => tx.run('UPDATE member SET active=0 WHERE id=?', [zhang.id]))
    await world
      .another({ people: { ...world.people, member: async () => ({ ...zhang, active: false }) } })
      .deliverDue(9)
    expect(world.wecom.calls).toEqual([])
    expect(await states()).toEqual([{ state: 'skipped', code: 'left-the-company' }])
  })

  it('refuses a notice that cannot be turned into a card, and goes on with the next', async () => {
    const [zhang, li] = [await world.member('zhang'), await world.member('li')]
    const told: unknown[] = []
    const render = () => {
      throw new Error('no wording')
    }
    const broken = world.another({ render, log: { ...silentLog, error: (fields) => void told.push(fields) } })
    await world.queue(alert(zhang, 1, world.clock.now()), alert(li, 2, world.clock.now()))
    await broken.deliverDue(10)
    expect(await states()).toEqual([
      { state: 'waiting', code: 'cannot-render' },
      { state: 'refused', code: 'cannot-render' },
    ])
    expect(told).toHaveLength(2)
  })

  it('P-13 sends no member more than the budget, drops nothing, keeps the order and counts the delays', async () => {
    const [zhang, li] = [await world.member('zhang'), await world.member('li')]
    const at = world.clock.now()
    for (let n = 1; n <= 60; n += 1) await world.queue(alert(zhang, n, at))
    await world.queue(alert(li, 1, at))
    await world.delivery.deliverDue(500)
    await world.delivery.deliverDue(500)
    expect(world.wecom.textsOf('LiSi')).toEqual(['D1 open'])
    await world.deliverAll()
    const got = world.wecom.order.filter((s) => s.to.userId === 'ZhangSan')
    expect(got.map((s) => s.message.plain)).toEqual(Array.from({ length: 60 }, (_, i) => `D${i + 1} open`))
    for (const { at: from } of got) {
      expect(got.filter((s) => s.at >= from && s.at < plus(from, minutes(1))).length).toBeLessThanOrEqual(20)
    }
    expect(got.at(-1)?.at).toBeLessThanOrEqual(plus(at, seconds(125)))
    expect((await world.delivery.counts()).overBudget).toBeGreaterThan(0)
  })

  it('P-13 remembers across a restart what was sent before it', async () => {
    const zhang = await world.member('zhang')
    for (let n = 1; n <= 30; n += 1) await world.queue(alert(zhang, n, world.clock.now()))
    for (let i = 0; i < 9; i += 1) await world.another().deliverDue(500)
    expect(world.wecom.order).toHaveLength(20)
  })

  it('P-13 lets nothing overtake a notice that has just failed', async () => {
    const zhang = await world.member('zhang')
    let failures = 2
    world.wecom.before = async ({ reference }) =>
      reference === first && (failures -= 1) >= 0 ? busy : undefined
    await world.queue(...[1, 2, 3, 4, 5, 6, 7].map((n) => alert(zhang, n, world.clock.now())))
    const [row] = await test.database.read.rows<{ id: number }>('SELECT MIN(id) AS id FROM notice')
    const first = `n${row?.id}`
    await world.delivery.deliverDue(100)
    await world.queue(alert(zhang, 8, world.clock.now()))
    await world.deliverAll()
    expect(world.wecom.textsOf('ZhangSan')).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `D${n} open`))
  })

  it('J-03 sends what waited as soon as the platform is back', async () => {
    const zhang = await world.member('zhang')
    const { wecom, delivery, clock } = world
    wecom.state = 'down'
    wecom.before = async () => busy
    await world.queue(alert(zhang, 1, clock.now()))
    await delivery.deliverDue(1)
    delivery.start()
    try {
      await awaitUntil('the loop to look once', () => clock.now())
      clock.advance(seconds(1))
      wecom.before = async () => undefined
      delivery.wake()
      await awaitUntil('the loop to see it down', () => wecom.healthAsked > 1)
      wecom.state = 'connected'
      delivery.wake()
      await awaitUntil('the card', () => wecom.order.length === 1)
    } finally {
      await delivery.stop()
    }
  })

  it('P-01 sends within a moment of the commit while it runs, to many people beside each other', async () => {
    const everybody = (await world.people.all()).filter((m) => m.role !== 'admin')
    const { delivery, wecom } = world
    let open: () => void = () => undefined
    const gate = new Promise<undefined>((resolve) => {
      open = () => resolve(undefined)
    })
    wecom.before = () => gate
    delivery.start()
    try {
      await world.queue(...everybody.map((m) => alert(m, 1, world.clock.now())))
      delivery.wake()
      await awaitUntil('several cards on their way at once', () => wecom.inFlight === 5)
      open()
      await awaitUntil('all cards', () => wecom.order.length === 5 && world.dingtalk.order.length === 1)
    } finally {
      await delivery.stop()
    }
    expect(await delivery.counts()).toMatchObject({ waiting: 0, oldestWaiting: 0, sent: 6, refused: 0 })
  })

  it('S1-19 measures from signal to card to answer, per rep and source', async () => {
    const zhang = await world.member('zhang')
    const begun = world.clock.now()
    await world.queue(alert(zhang, 1, begun), alert(zhang, 2, begun))
    world.clock.advance(seconds(3))
    await world.delivery.deliverDue(10)
    world.clock.advance(minutes(4))
    await world.delivery.answer({ decision: alert(zhang, 1, begun).notice.decision }, zhang, 'taken', null)
    const figures = await world.delivery.responseTimes(begun)
    expect(figures).toHaveLength(2)
    expect(figures[0]).toEqual({
      member: zhang.id,
      source: null,
      told: 2,
      answered: 1,
      answeredByOthers: 0,
      open: 1,
      toCard: { median: seconds(3), p90: seconds(3), p95: seconds(3) },
      toAnswer: { median: minutes(4), p90: minutes(4), p95: minutes(4) },
      signalToAnswer: { median: minutes(4) + 3_000, p90: minutes(4) + 3_000, p95: minutes(4) + 3_000 },
      signalToAnswerWorked: { median: minutes(4) + 3_000, p90: minutes(4) + 3_000, p95: minutes(4) + 3_000 },
    })
    for (const [by, key] of [
      ['rule', 'hot-lead'],
      ['team', '华东'],
    ] as const) {
      expect(await world.delivery.responseTimesBy(by, begun)).toMatchObject([{ key, told: 2, answered: 1 }])
    }
    expect(figures[1]).toMatchObject({ told: 2, source: expect.any(Number) })
  })

  it('tells how long the oldest one has waited', async () => {
    await world.queue(alert(await world.member('zhang'), 1, world.clock.now()))
    world.clock.advance(seconds(9))
    expect(await world.delivery.counts()).toMatchObject({ waiting: 1, oldestWaiting: 9_000 })
  })
})
