import { decisionOf } from '../../../../contract/notice'
import type { TestDatabase } from '../../../support/databases'
import { freshDatabase, reachable } from '../../../support/databases'
import type { DeskWorld } from '../../../support/desk-world'
import { customersOf, openDeskWorld } from '../../../support/desk-world'
import { decisionId } from '../../../../contract/ids'
import type { Span } from '../../../../contract/ports/figures-desk'
import { days, hours, instant, minus, minutes, plus } from '../../../../contract/quantities'
import { timeOfDay } from '../../../../contract/time-of-day'

describe.each(reachable)('the desk on %s', (dialect) => {
  let test: TestDatabase
  let world: DeskWorld

  // Each test is about another rep or another thing, so that one world serves them all.
  beforeAll(async () => {
    test = await freshDatabase(dialect)
    world = await openDeskWorld(test.database)
  })
  afterAll(() => test.drop())

  const lately = (): Span => ({
    from: minus(world.clock.now(), days(10)),
    to: plus(world.clock.now(), days(1)),
  })
  const decisionAbout = async (owner: string) => decisionId(Number((await world.code(owner)).slice(1)))
  const deliver = async () => {
    while ((await world.delivery.counts()).waiting > 0) await world.delivery.deliverDue(100)
  }

  it('P-05 lists the hottest of a team, a region, a colleague, and nobody’s where the name is nobody’s', async () => {
    const director = await world.who('周总监')
    const names = async (name: string) =>
      (await world.desk.hot(director, 10, 0, { kind: 'named', name }))?.map((c) => c.owner).toSorted() ?? null
    expect(await names('华东一组')).toEqual(['孙悦', '王磊'].toSorted())
    expect(await names('华南')).toEqual(['黄志强'])
    expect(await names('孙悦')).toEqual(['孙悦'])
    expect(await names('天外')).toBeNull()
  })

  it('S1-19 counts what each was told and how fast each answered, by member and by source', async () => {
    const [rep, manager] = [await world.who('孙悦'), await world.who('林主管')]
    world.clock.advance(minutes(4))
    await world.desk.confirm(rep, { decision: await decisionAbout('孙悦') }, 'taken', null)
    const found = await world.desk.responses(manager, { kind: 'all' }, lately())
    if (found.kind === 'none') throw new Error('nobody')
    const his = found.value.members.find((m) => m.name === '孙悦')
    expect(his).toMatchObject({ answered: his?.taken, wrong: 0, snoozed: 0 })
    expect(his?.toAnswer?.median).toBeGreaterThanOrEqual(minutes(4))
    expect(found.value.members.map((m) => m.name)).not.toContain('黄志强')
    const fromTest = found.value.sources.find((s) => s.source === 'test')
    expect(fromTest?.told).toBeGreaterThan(0)
    expect(fromTest?.answered).toBeGreaterThan(0)
    const own = await world.desk.figures(rep, { kind: 'all' }, lately())
    expect(own).toMatchObject({ kind: 'found', value: { members: [{ name: '孙悦' }] } })
  })

  it('P-05 gives the figures by source and by member that the API gives', async () => {
    const director = await world.who('周总监')
    const { from, to } = lately()
    const found = await world.desk.responses(director, { kind: 'all' }, { from, to })
    if (found.kind === 'none') throw new Error('nobody')
    const bySource = await world.delivery.responseTimesBy('source', from)
    expect(bySource).not.toEqual([])
    expect(found.value.sources.map(({ source: _, ...figures }) => figures)).toEqual(
      bySource
        .map(({ told, answered, toCard, signalToAnswer: all }) => ({
          ...{ told, answered, toCard: toCard.median, signalToAnswer: all?.median ?? null },
        }))
        .toSorted((a, b) => b.told - a.told),
    )
    const byMember = (await world.delivery.responseTimes(from)).filter(({ source }) => source === null)
    const counts = ({
      member,
      told,
      answered,
      answeredByOthers,
      open,
    }: (typeof found.value.members)[number]) => [...[member, told, answered, answeredByOthers, open]]
    const chat = found.value.members.filter(({ told }) => told > 0).toSorted((a, b) => a.member - b.member)
    expect(chat.map(counts)).toEqual(
      byMember.map((m) => [m.member, m.told, m.answered, m.answeredByOthers, m.open]),
    )
    expect(chat.map((m) => m.toAnswer?.median)).toEqual(byMember.map((m) => m.toAnswer?.median))
  })

  it('P-05 counts alerts and touchpoints by member and day', async () => {
    const manager = await world.who('林主管')
    const span = { from: minus(world.clock.now(), days(9)), to: instant(world.clock.now() + 1) }
    const of = { utcOffsetMinutes: 480 }
    const alerts = await world.desk.heat(manager, { kind: 'all' }, span, { kind: 'alerts', ...of })
    const touches = await world.desk.heat(manager, { kind: 'all' }, span, { kind: 'touchpoints', ...of })
    if (alerts.kind === 'none' || touches.kind === 'none') throw new Error('nobody')
    expect(alerts.value.days).toHaveLength(10)
    expect(alerts.value.rows.every(({ counts }) => counts.length === 10)).toBe(true)
    const told = alerts.value.rows.find((r) => r.name === '林主管')?.counts ?? []
    expect(told.filter((n) => n > 0)).toHaveLength(1)
    const his = touches.value.rows.find((r) => r.name === '孙悦')?.counts ?? []
    expect(his.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(5)
    expect(touches.value.rows.map((r) => r.name)).not.toContain('黄志强')
  })

  it('P-04 takes back an answer of one’s own, for a day, and lets it be given again', async () => {
    const [rep, mate] = [await world.who('黄志强'), await world.who('孙悦')]
    const decision = await decisionAbout('黄志强')
    await world.desk.confirm(rep, { decision }, 'taken', null)
    expect(await world.desk.undo(mate, decision)).toEqual({ kind: 'nothing' })
    expect(await world.desk.undo(rep, null)).toMatchObject({ kind: 'done', was: 'taken' })
    expect(await world.desk.undo(rep, null)).toEqual({ kind: 'nothing' })
    const again = await world.desk.confirm(rep, { decision }, 'taken', null)
    expect(again).toMatchObject({ kind: 'done', notice: { settled: { answer: 'taken' } } })
    await deliver()
    const kept = await test.database.read.rows<{ source_event_id: string }>(
      'SELECT source_event_id FROM touchpoint_log WHERE source_event_id LIKE ? ORDER BY seq',
      [`follow-up:${decision}%`],
    )
    expect(kept.map((row) => row.source_event_id)).toEqual([
      `follow-up:${decision}`,
      `follow-up:${decision}:again-1`,
    ])
    const now = world.clock.now()
    world.clock.advance(hours(25))
    expect(await world.desk.undo(rep, decision)).toEqual({ kind: 'too-late' })
    world.clock.set(now)
  })

  it('P-04 does not take back what a finished step was built upon', async () => {
    const rep = await world.who('孙悦')
    const steps = await test.database.read.rows<{ id: number }>(
      'SELECT decision_id AS id FROM package_step WHERE customer_id = ? ORDER BY decision_id LIMIT 1',
      [await world.customer('孙悦')],
    )
    const decision = decisionId(Number(steps[0]?.id))
    await world.desk.confirm(rep, { decision }, 'taken', null)
    await world.hub.modules.strategy.finishStep(decision)
    expect(await world.desk.undo(rep, decision)).toEqual({ kind: 'built-upon' })
  })

  it('P-05 hands a customer over with open steps and notices, and judging keeps the new owner', async () => {
    const rep = await world.who('王磊')
    const decision = await decisionAbout('王磊')
    expect(await world.desk.handOver(rep, { decision }, '黄志强')).toEqual({ kind: 'no-member' })
    const done = await world.desk.handOver(rep, { decision }, '孙悦')
    expect(done).toMatchObject({ kind: 'done', to: '孙悦' })
    expect(done.kind === 'done' && done.told).toBeGreaterThan(0)
    const mate = await world.who('孙悦')
    const open = await world.desk.open(mate, 20)
    expect(open.some(({ notice }) => decisionOf(notice) === decision)).toBe(true)
    const owners = await test.database.read.rows<{ owner_id: number }>(
      "SELECT DISTINCT owner_id FROM package_step WHERE customer_id = ? AND state IN ('open', 'waiting')",
      [await world.customer('王磊')],
    )
    expect(owners.map((row) => Number(row.owner_id))).not.toContain(rep.id)
    await world.hub.take([
      {
        sourceEventId: 'after',
        occurredAt: world.clock.now(),
        actor: 'customer',
        verb: 'viewed',
        object: { type: 'page', id: '/pricing' },
        identifiers: [{ type: 'openid', value: 'o-王磊' }],
      },
    ])
    expect((await world.desk.ownerOf(await world.customer('王磊')))?.name).toBe('孙悦')
    expect(await world.desk.handOver(rep, { decision }, '孙悦')).toEqual({ kind: 'no-customer' })
  })

  it('S1-26 holds a package or a rule still for those who may, and lets it go on', async () => {
    const [director, rep] = [await world.who('周总监'), await world.who('王磊')]
    const named = async (name: string) => (await world.desk.strategies(rep))?.find((s) => s.name === name)
    expect(await world.desk.setPaused(rep, '技术型客户深度培育', true)).toEqual({ kind: 'forbidden' })
    expect(await named('技术型客户深度培育')).toMatchObject({
      kind: 'package',
      paused: false,
      openSteps: expect.any(Number) as number,
    })
    expect(await world.desk.setPaused(director, '新询盘', true)).toMatchObject({ kind: 'done' })
    expect(await world.desk.setPaused(director, '新询盘', true)).toMatchObject({ kind: 'already' })
    expect(await named('新询盘')).toMatchObject({ kind: 'rule', paused: true })
    expect(world.hub.modules.strategy.rule('inquiry')).toBeUndefined()
    expect(await world.desk.setPaused(director, '新询盘', false)).toMatchObject({ kind: 'done' })
    expect(world.hub.modules.strategy.rule('inquiry')).toBeDefined()
    const stopped = await world.desk.setPaused(director, 'technical-nurture', true)
    expect(stopped).toMatchObject({ kind: 'several' })
  })

  it('P-07 gives names of those customers alone that the asker may see', async () => {
    const text = `${customersOf.王磊?.company}和${customersOf.黄志强?.company}`
    const mine = await world.desk.names(await world.who('王磊'), text)
    expect(mine.customers).not.toContain(customersOf.黄志强?.company)
    expect(mine.hidden).toContain(customersOf.黄志强?.company)
    const all = await world.desk.names(await world.who('周总监'), text)
    expect(all.customers).toHaveLength(2)
    expect(all.hidden).toEqual([])
  })

  it('P-05 says how the hub does to those who run it, and to nobody else', async () => {
    const [director, rep] = [await world.who('周总监'), await world.who('王磊')]
    expect(await world.desk.standing(rep)).toBeNull()
    expect(await world.desk.sources(rep)).toBeNull()
    while ((await world.hub.pipeline.step()) > 0);
    expect(await world.desk.standing(director)).toMatchObject({
      behind: 0,
      undelivered: 0,
      chats: [{ platform: 'wecom', state: 'connected' }],
    })
    const now = world.clock.now()
    world.clock.advance(hours(25))
    const sources = await world.desk.sources(director)
    world.clock.set(now)
    expect(sources?.find((s) => s.name === 'test')).toMatchObject({ state: 'stale' })
  })

  it('P-05 keeps each member’s settings for himself', async () => {
    const [rep, mate] = [await world.who('王磊'), await world.who('孙悦')]
    const digestAt = timeOfDay('18:00') ?? null
    await world.desk.changeSettings(rep, { digestAt })
    expect(await world.desk.settings(rep)).toEqual({ quiet: null, digestAt })
    expect(await world.desk.settings(mate)).toEqual({ quiet: null, digestAt: null })
  })
})
