import { createRejoin } from '../../../../api/flow'
import { customerId, topic } from '../../../../contract/ids'
import { instant } from '../../../../contract/quantities'
import type { Instant } from '../../../../contract/quantities'
import type { Identifier, NewTouchpoint, Verb } from '../../../../contract/touchpoint'
import type { TestDatabase } from '../../../support/databases'
import { freshDatabase, reachable } from '../../../support/databases'
import type { TestHub } from '../../../support/hub'
import { openTestHub } from '../../../support/hub'

const NOW = 1_795_000_000_000
const HOUR = 3_600_000

let made = 0
const touch = (
  who: readonly Identifier[],
  verb: Verb,
  object: string,
  at: number,
  more: Partial<NewTouchpoint> = {},
): NewTouchpoint => ({
  sourceEventId: `e${(made += 1)}`,
  occurredAt: instant(at),
  actor: 'customer',
  verb,
  object: { type: 'page', id: object },
  identifiers: who,
  ...more,
})

const person = (n: number): Identifier[] => [{ type: 'openid', value: `o-${n}` }]
const device = (n: number): Identifier => ({ type: 'anonymous', value: `a-${n}` })

/** Three visits, each with the API document open and the price page in sight, hours apart. */
const technical = (who: readonly Identifier[]): NewTouchpoint[] =>
  [0, 1, 2, 3].map((i) =>
    touch(who, 'viewed', '/docs/api/auth', NOW - (8 - 2 * i) * HOUR, {
      visit: `v${i}`,
      profile: { name: '李工', company: '华芯' },
    }),
  )

describe.each(reachable)('the main path on %s', (dialect) => {
  let test: TestDatabase
  let hub: TestHub
  const first = technical(person(1))
  beforeAll(async () => {
    test = await freshDatabase(dialect)
    hub = await openTestHub(test.database)
    hub.clock.now = () => instant(NOW)
    await hub.modules.people.upsert([
      { key: 'm1', name: '王经理', role: 'manager', team: '华东', manager: null, addresses: [] },
      { key: 'r1', name: '张三', role: 'rep', team: '华东', manager: 'm1', addresses: [] },
    ])
  })
  afterAll(() => test.drop())

  it('S1-24 S1-25 turns the seed example into a tag, a package and a card, under one trace', async () => {
    await hub.take(first)
    const decisions = await hub.modules.decisions.list({ limit: 10 })
    const chain = decisions.filter((d) => d.rule.startsWith('technical-nurture')).reverse()
    expect(chain.map((d) => d.rule)).toEqual(['technical-nurture', 'technical-nurture-start'])
    expect(new Set(chain.map((d) => d.trace)).size).toBe(1)
    expect(chain[0]?.actions).toEqual([{ tag: '技术型客户' }])
    const step = hub.told.find((n) => n.notice.kind === 'strategy-step')?.notice
    if (step?.kind !== 'strategy-step') throw new Error('no card')
    expect(step.tag).toBe('技术型客户')
    expect(step.steps.map((s) => s.name)).toHaveLength(3)
    expect(step.reading.children.map((c) => c.found)).toEqual([4, 3])
    expect(step.evidence.length).toBeGreaterThanOrEqual(3)
    expect(hub.told.filter((n) => n.notice.kind === 'strategy-step').map((n) => n.member.name)).toEqual([
      '张三',
      '王经理',
    ])
  })

  it('S1-26 opens the steps of a package one after another, and a paused package has none open', async () => {
    const { strategy, decisions } = hub.modules
    const [start] = await decisions.list({ rule: 'technical-nurture-start', limit: 1 })
    if (start === undefined) throw new Error('nothing started')
    const states = async () => (await strategy.steps(start.id)).map((s) => s.state)
    expect(await states()).toEqual(['open', 'waiting', 'waiting'])
    expect(await strategy.finishStep(start.id)).toBe(true)
    expect(await states()).toEqual(['done', 'open', 'waiting'])
    expect(await strategy.pause('technical-nurture', 'test')).toBe(2)
    expect(await states()).toEqual(['done', 'stopped', 'stopped'])
    expect(await strategy.finishStep(start.id)).toBe(false)
    const told = hub.told.length
    await hub.take(technical(person(77)))
    expect(hub.told.slice(told).filter((n) => n.notice.kind === 'strategy-step')).toEqual([])
    expect(await strategy.resume('technical-nurture')).toBe(true)
  })

  it('S1-24 does not fire twice when the same touchpoints arrive again or processing starts over', async () => {
    const before = await hub.modules.decisions.count()
    await hub.take(first)
    const again = await openTestHub(test.database, { epoch: 2 })
    while ((await again.pipeline.step()) > 0);
    expect(await hub.modules.decisions.count()).toBe(before)
  })

  it('P-10 lets an earlier writer commit nothing once another has taken over', async () => {
    await expect(hub.take([touch(person(1), 'viewed', '/x', NOW)])).rejects.toMatchObject({ code: 'fenced' })
    hub = await openTestHub(test.database, { epoch: 3 })
    hub.clock.now = () => instant(NOW)
    while ((await hub.pipeline.step()) > 0);
    const [row] = await hub.modules.customers.store.hottest({ kind: 'all' }, 1, 0)
    expect(row?.touchpoints).toBe(5)
  })

  it('S1-33 finds a changed byte, a missing decision and a cut-off end', async () => {
    const { decisions, database } = hub.modules
    const report = await decisions.verify()
    expect(report.broken).toBeNull()
    expect(report.checked).toBe(await decisions.count())
    const change = (from: string, to: string) =>
      database.write((tx) =>
        tx.run('UPDATE decision SET body = REPLACE(body, ?, ?) WHERE id = 1', [from, to]),
      )
    await change('技术型', '价格型')
    expect((await decisions.verify()).broken?.decision).toBe(1)
    await change('价格型', '技术型')
    expect((await decisions.verify()).broken).toBeNull()
  })

  it('S1-14 joins what a device did before its person was known, and keeps a merged customer findable', async () => {
    const d = device(1)
    await hub.take([
      touch([d], 'viewed', '/pricing', NOW - 5 * HOUR),
      touch([d], 'viewed', '/pricing', NOW - 4 * HOUR),
    ])
    await hub.take([
      touch([...person(2), d], 'submitted', '/inquiry', NOW - HOUR, { topic: topic('inquiry') }),
    ])
    const rows = await hub.modules.database.read.rows<{ n: number }>(
      "SELECT COUNT(*) AS n FROM timeline t JOIN identifier i ON i.persona_id = t.persona_id OR i.persona_id = t.customer_id WHERE i.value = 'o-2'",
    )
    expect(Number(rows[0]?.n)).toBe(3)
  })

  it('S1-14 takes a device back out when a second person is seen on it, with all evidence where it belongs', async () => {
    const d = device(7)
    await hub.take([touch([d], 'viewed', '/pricing', NOW - 9 * HOUR)])
    await hub.take([touch([{ type: 'openid', value: 'first' }, d], 'viewed', '/a', NOW - 8 * HOUR)])
    const first = await idOf('first')
    const countOf = async (id: number) => (await hub.modules.customers.store.row(customerId(id)))?.touchpoints
    await hub.take([touch([{ type: 'openid', value: 'second' }, d], 'viewed', '/a', NOW - 7 * HOUR)])
    const second = await idOf('second')
    const shared = await idOf('a-7')
    expect(new Set([first, second, shared]).size).toBe(3)
    expect([await countOf(first), await countOf(second), await countOf(shared)]).toEqual([1, 1, 1])
    await hub.take([touch([d], 'viewed', '/b', NOW - 6 * HOUR)])
    expect([await countOf(first), await countOf(second), await countOf(shared)]).toEqual([1, 1, 2])
  })

  it('S1-16 lowers strength as time passes, without any touchpoint', async () => {
    const strongest = async () => (await hub.modules.customers.store.hottest({ kind: 'all' }, 1, 0))[0]
    const before = await strongest()
    hub.clock.now = (): Instant => instant(NOW + 3 * 24 * HOUR)
    expect(await hub.pipeline.decay()).toBeGreaterThan(0)
    expect((await strongest())?.tenths).toBeLessThan(before?.tenths ?? 0)
    hub.clock.now = (): Instant => instant(NOW)
  })

  it('S1-24 counts a visit that ends in silence, when the silence is over and without another touchpoint', async () => {
    const who = person(9)
    const docs = technical(who).slice(0, 3)
    await hub.take(docs)
    const decided = async () =>
      (await hub.modules.decisions.list({ limit: 50 })).filter((d) => d.rule === 'technical-nurture')
    const before = (await decided()).length
    await hub.pipeline.tick()
    expect((await decided()).length).toBe(before + 1)
  })

  it('S1-14 D9 gives everything back when a join is undone, and can join and part by hand', async () => {
    const d = device(30)
    await hub.take([
      touch([d], 'viewed', '/pricing', NOW - 5 * HOUR),
      touch([d], 'viewed', '/pricing', NOW - 4 * HOUR),
    ])
    const alone = await idOf('a-30')
    const before = await stateOf(alone)
    await hub.take([touch([...person(31), d], 'viewed', '/x', NOW - 3 * HOUR)])
    const owner = await idOf('o-31')
    const rejoin = createRejoin(hub.modules, hub.pipeline)
    const [link] = await rejoin.links(customerId(owner))
    expect(await stateOf(owner)).not.toBe(before)
    expect(await rejoin.undo(link?.id ?? 0, 'test')).toBe(true)
    expect(await rejoin.undo(link?.id ?? 0, 'test')).toBe(false)
    expect(await stateOf(alone)).toBe(before)
    expect(await hub.modules.customers.store.timeline(customerId(owner), 10)).toHaveLength(1)
    expect(await rejoin.join(customerId(alone), customerId(owner))).toBe(true)
    expect(await hub.modules.customers.store.timeline(customerId(owner), 10)).toHaveLength(3)
    await hub.take([touch([d], 'viewed', '/y', NOW - 2 * HOUR)])
    expect((await hub.modules.customers.store.row(customerId(owner)))?.touchpoints).toBe(4)
  })

  const idOf = async (value: string): Promise<number> => {
    const [row] = await test.database.read.rows<{ customer_id: number }>(
      'SELECT p.customer_id FROM identifier i JOIN persona p ON p.id = i.persona_id WHERE i.value = ?',
      [value],
    )
    return Number(row?.customer_id)
  }

  const stateOf = async (id: number): Promise<string> => {
    const [row] = await test.database.read.rows<{ state: string }>(
      'SELECT state FROM customer WHERE id = ?',
      [id],
    )
    return row?.state ?? ''
  }
})
