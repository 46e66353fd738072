import type { Database } from '../../api/database'
import type { MemberEntry } from '../../api/people'
import type { DeliveryOutcome } from '../../contract/ports/chat'
import { Fault } from '../../contract/fault'
import { millis, seconds } from '../../contract/quantities'
import { awaitUntil } from '../support/await-until'
import type { TestDatabase } from '../support/databases'
import { emptyTables, freshDatabase, reachable } from '../support/databases'
import type { DeliveryWorld } from '../support/delivery-world'
import { alert, company, deliveryTables, openDeliveryWorld } from '../support/delivery-world'

/** A number in [0, 1) that is the same in every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const roomy = {
  wecom: [{ length: seconds(1), most: 100_000 }],
  dingtalk: [{ length: seconds(1), most: 100_000 }],
}

/** Reps on either platform. */
const crowd = (n: number): MemberEntry[] =>
  Array.from({ length: n }, (_, i) => ({
    key: `rep-${i}`,
    name: `rep-${i}`,
    role: 'rep',
    team: '华东',
    manager: 'lin',
    addresses: [{ platform: i % 2 ? 'wecom' : 'dingtalk', userId: `rep-${i}` }],
  }))

describe.each(reachable)('delivery under faults on %s', (dialect) => {
  let test: TestDatabase
  let world: DeliveryWorld

  beforeAll(async () => {
    test = await freshDatabase(dialect)
  })
  afterAll(() => test.drop())
  beforeEach(async () => {
    await emptyTables(test.database, deliveryTables)
    world = await openDeliveryWorld(test.database, { memberWindows: roomy, routeWindows: roomy })
    await world.decide(60)
  })

  const stateCounts = () =>
    test.database.read.rows<{ state: string; n: number }>(
      'SELECT state, COUNT(*) AS n FROM notice GROUP BY state ORDER BY state',
    )

  it('J-04 shows a card once although the process died between sending and writing it down', async () => {
    const zhang = await world.member('zhang')
    let dead = false
    const dying: Database = {
      ...test.database,
      write: (work) => (dead ? new Promise(() => undefined) : test.database.write(work)),
    }
    world.wecom.after = async () => {
      dead = true
      return undefined
    }
    await world.queue(alert(zhang, 1, world.clock.now()), alert(zhang, 2, world.clock.now()))
    void world.another({ database: dying }).deliverDue(10)
    await awaitUntil('the card to be shown', () => world.wecom.order.length === 1 && dead)
    world.wecom.after = async () => undefined

    const next = world.another()
    expect(await next.deliverDue(10)).toBe(0)
    world.clock.advance(seconds(30))
    await next.deliverDue(10)
    const [first, again, second] = world.wecom.calls.map((c) => c.reference)
    expect(again).toBe(first)
    expect(second).not.toBe(first)
    expect(world.wecom.textsOf('ZhangSan')).toEqual(['D1 open', 'D2 open'])
    expect(await stateCounts()).toEqual([{ state: 'sent', n: 2 }])
  })

  it('J-04 goes on when the database comes back while cards are on their way', async () => {
    const zhang = await world.member('zhang')
    let refusals = 4
    const shaky: Database = {
      ...test.database,
      write: (work) =>
        (refusals -= 1) % 2 === 0
          ? Promise.reject(new Fault({ code: 'store-unavailable', message: 'away', advice: 'wait' }))
          : test.database.write(work),
    }
    const now = world.clock.now()
    await world.queue(...Array.from({ length: 30 }, (_, i) => alert(zhang, i + 1, now)))
    const delivery = world.another({ database: shaky })
    for (let i = 0; i < 40; i += 1) await delivery.deliverDue(100).catch(() => refusals++)
    world.clock.advance(seconds(31))
    await world.deliverAll()
    expect(world.wecom.textsOf('ZhangSan')).toEqual(Array.from({ length: 30 }, (_, i) => `D${i + 1} open`))
  })

  it('P-12 shows each of 1,000 notices exactly once, by two processes over a platform that fails in every way', async () => {
    const chance = seeded(7)
    const later: DeliveryOutcome = { kind: 'try-later', after: millis(0), code: 'busy' }
    const lose = async (share: number): Promise<DeliveryOutcome | undefined> => {
      const dice = chance()
      if (dice < share / 2) throw new Error('socket hang up')
      return dice < share ? later : undefined
    }
    for (const chat of [world.wecom, world.dingtalk]) {
      chat.before = () => lose(0.2)
      chat.after = () => lose(0.2)
    }
    await world.people.upsert([...company, ...crowd(44)])
    const everybody = (await world.people.all()).slice(0, 50)
    const now = world.clock.now()
    const notices = everybody.flatMap((m) => Array.from({ length: 20 }, (_, i) => alert(m, i + 1, now)))
    await world.queue(...notices)
    const processes = [world.another({ chance }), world.another({ chance })]
    while ((await world.delivery.counts()).waiting > 0) {
      await Promise.all(processes.map((p) => p.deliverDue(200)))
      await world.toNextDue(5_000)
    }
    const shown = [...world.wecom.order, ...world.dingtalk.order]
    expect(shown).toHaveLength(1_000)
    expect(new Set(shown.map((s) => `${s.to.userId} ${s.message.plain}`)).size).toBe(1_000)
    expect(await stateCounts()).toEqual([{ state: 'sent', n: 1_000 }])
    const tries = world.wecom.calls.length + world.dingtalk.calls.length
    const [events] = await test.database.read.rows<{ n: number }>(
      "SELECT COUNT(*) AS n FROM delivery_event WHERE outcome IN ('sent', 'later')",
    )
    expect(Number(events?.n)).toBe(tries)
  })

  it('P-12 never sends one notice from two processes when nothing fails', async () => {
    const everybody = await world.people.all()
    const now = world.clock.now()
    await world.queue(...everybody.flatMap((m) => Array.from({ length: 50 }, (_, i) => alert(m, i + 1, now))))
    const processes = [world.another(), world.another(), world.another()]
    const onTheirWay = [world.wecom, world.dingtalk]
    processes.forEach((p) => p.start())
    try {
      await awaitUntil('all to be sent', async () => (await world.delivery.counts()).waiting === 0)
    } finally {
      await Promise.all(processes.map((p) => p.stop()))
    }
    const calls = onTheirWay.flatMap((chat) => chat.calls)
    expect(calls).toHaveLength(everybody.length * 50)
    expect(new Set(calls.map((c) => c.reference)).size).toBe(calls.length)
    for (const chat of onTheirWay) {
      for (const user of new Set(chat.order.map((s) => s.to.userId))) {
        expect(chat.textsOf(user)).toEqual(Array.from({ length: 50 }, (_, i) => `D${i + 1} open`))
      }
    }
  })
})
