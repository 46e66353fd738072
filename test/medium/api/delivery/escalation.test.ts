import { createWorkCalendar, createWorkTime } from '../../../../api/calendar'
import type { Delivery } from '../../../../api/delivery'
import { createEscalator, defaultAttention, defaultGathering } from '../../../../api/delivery'
import { decisionId } from '../../../../contract/ids'
import { instant, minutes } from '../../../../contract/quantities'
import type { TestDatabase } from '../../../support/databases'
import { emptyTables, freshDatabase, reachable } from '../../../support/databases'
import type { DeliveryWorld } from '../../../support/delivery-world'
import { alert, deliveryTables, openDeliveryWorld } from '../../../support/delivery-world'

const work = createWorkTime(createWorkCalendar(480), { fromMinute: 540, toMinute: 1_080 }, 480)
const local = (text: string) => instant(Date.parse(`${text}+08:00`))

describe.each(reachable)('escalation on %s', (dialect) => {
  let test: TestDatabase
  let world: DeliveryWorld
  let delivery: Delivery
  let escalate: () => Promise<number>

  beforeAll(async () => {
    test = await freshDatabase(dialect)
  })
  afterAll(() => test.drop())
  beforeEach(async () => {
    await emptyTables(test.database, deliveryTables)
    world = await openDeliveryWorld(test.database)
    delivery = world.another({
      quietHours: { fromMinute: 17 * 60 + 30, toMinute: 8 * 60, utcOffsetMinutes: 480 },
      gathering: {
        rules: defaultGathering,
        attention: { ...defaultAttention, perDay: { rep: null, manager: null, director: null, admin: null } },
        utcOffsetMinutes: 480,
        isWorkday: work.isWorkday,
        dayGone: work.dayGone,
        digestTimes: async () => [8 * 60 + 30],
      },
    })
    escalate = createEscalator({
      ...world,
      ...delivery,
      after: [minutes(60), minutes(240)],
      worked: work.between,
    })
    world.clock.set(local('2026-11-23T10:00'))
    await world.decide(60)
  })

  const deliver = async () => {
    while ((await delivery.deliverDue(500)) > 0);
  }
  const tell = async (key: string, ...decisions: readonly number[]) => {
    const member = await world.member(key)
    await test.database.write((tx) =>
      delivery.queue(
        tx,
        decisions.map((n) => {
          const queued = alert(member, n, world.clock.now())
          return { ...queued, notice: { ...queued.notice, rule: { id: `r${n}`, name: '', version: 1 } } }
        }),
      ),
    )
    await deliver()
  }
  const roundAt = async (time: string) => {
    world.clock.set(local(time))
    const steps = await escalate()
    await deliver()
    return steps
  }

  it('P-08 tells the manager after an hour, the director after four, each once, and keeps every step', async () => {
    await tell('zhang', 1)
    expect(await roundAt('2026-11-23T10:59')).toBe(0)
    expect(await roundAt('2026-11-23T11:00')).toBe(1)
    expect(await roundAt('2026-11-23T11:01')).toBe(0)
    expect(world.wecom.textsOf('LinJianGuo')).toEqual(['↑D1 open'])
    expect(await roundAt('2026-11-23T13:59')).toBe(0)
    expect(await roundAt('2026-11-23T14:00')).toBe(1)
    expect(world.wecom.textsOf('ZhouMingYuan')).toEqual(['↑D1 open'])
    expect(await roundAt('2026-11-23T17:00')).toBe(0)
    const [lin, boss] = [await world.member('lin'), await world.member('boss')]
    expect(await delivery.escalations(instant(0), 10)).toMatchObject([
      { decision: 1, to: boss.id, level: 2, waited: minutes(240), state: 'sent' },
      { decision: 1, to: lin.id, level: 1, waited: minutes(60), state: 'sent' },
    ])
  })

  it('P-08 stops when it is answered, also by the manager who was told of it', async () => {
    await tell('zhang', 1, 2)
    await world.delivery.answer({ decision: decisionId(1) }, await world.member('zhang'), 'taken', null)
    expect(await roundAt('2026-11-23T11:00')).toBe(1)
    const lin = await world.member('lin')
    expect((await delivery.answer({ decision: decisionId(2) }, lin, 'taken', null)).kind).toBe('done')
    await deliver()
    expect(world.wecom.textsOf('LinJianGuo')).toEqual(['↑D2 taken by lin先生'])
    expect(await roundAt('2026-11-23T16:00')).toBe(0)
  })

  it('P-08 counts working time, calls no superior in quiet hours, and takes back what was answered meanwhile', async () => {
    world.clock.set(local('2026-11-23T16:40'))
    await tell('zhang', 1, 2)
    expect(await roundAt('2026-11-23T17:40')).toBe(2)
    expect(world.wecom.textsOf('LinJianGuo')).toEqual([])
    await delivery.answer({ decision: decisionId(1) }, await world.member('zhang'), 'taken', null)
    world.clock.set(local('2026-11-24T08:00'))
    await deliver()
    expect(world.wecom.textsOf('LinJianGuo')).toEqual(['↑D2 open'])
    const rows = await test.database.read.rows(
      "SELECT state, code FROM notice WHERE kind='escalation' ORDER BY decision_id",
    )
    expect(rows).toEqual([
      { state: 'superseded', code: 'answered' },
      { state: 'sent', code: null },
    ])
    expect(await roundAt('2026-11-24T10:00')).toBe(0)
  })

  it('P-08 gives a manager one card for many', async () => {
    await tell('zhang', 1, 2, 3)
    await tell('li', 4, 5)
    expect(await roundAt('2026-11-23T11:30')).toBe(5)
    const [text, more] = world.wecom.textsOf('LinJianGuo')
    expect(text).toBe('overflow 5/0: D1 D2 D3 D4 D5')
    expect(more).toBeUndefined()
    expect((await delivery.escalations(instant(0), 10)).map((e) => e.state)).toEqual(
      Array.from({ length: 5 }, () => 'grouped'),
    )
  })

  it('P-08 tells the superior of a card that reached nobody', async () => {
    world.wecom.before = async () => ({ kind: 'refused', code: 'blocked', advice: 'ask him' })
    await tell('li', 1)
    world.wecom.before = async () => undefined
    expect(await roundAt('2026-11-23T11:00')).toBe(1)
    const notice = await test.database.read.rows<{ body: string }>(
      "SELECT body FROM notice WHERE kind='escalation'",
    )
    expect(JSON.parse(notice[0]?.body ?? '{}')).toMatchObject({ because: 'unreached', level: 1 })
  })

  it('P-08 takes a step once, whoever takes it at the same time', async () => {
    await tell('zhang', 1, 2)
    world.clock.set(local('2026-11-23T11:00'))
    const taken = await Promise.all([escalate(), escalate(), escalate()])
    expect(taken.reduce((a, b) => a + b, 0)).toBe(2)
  })
})
