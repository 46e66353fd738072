import type { Decision } from '../../../../contract/decision'
import { days, minutes } from '../../../../contract/quantities'
import type { AutonomyWorld } from '../../../support/autonomy-world'
import { PACKAGE, openAutonomyWorld } from '../../../support/autonomy-world'
import type { TestDatabase } from '../../../support/databases'
import { freshDatabase, reachable } from '../../../support/databases'

describe.each(reachable)('P-19 the autonomy ladder on %s', (dialect) => {
  let test: TestDatabase
  let world: AutonomyWorld

  beforeAll(async () => {
    test = await freshDatabase(dialect)
    world = await openAutonomyWorld(test.database)
  })
  afterAll(() => test.drop())

  const set = (level: 0 | 1 | 2 | 3, who = world.director) => world.desk.setAutonomy(who, '技术型', level)
  const history = async () =>
    (await world.desk.autonomyHistory(world.director, PACKAGE, 50, null))?.items.toReversed() ?? []
  const one = async (): Promise<Decision> => {
    const [decision] = await world.lead(1)
    if (decision === undefined) throw new Error('nothing was decided')
    return decision
  }

  it('P-19 what is shipped begins at its own level, and that is the first move of its history', async () => {
    expect(await world.level()).toBe(2)
    expect(await history()).toMatchObject([{ number: 1, from: null, to: 2, by: 'hub', reason: 'begun' }])
  })

  it('P-19 at 2 steps start at once, 不对 stops them, and taking that back lets them go on', async () => {
    const { id, autonomy } = await one()
    expect(autonomy).toBe(2)
    expect(await world.steps(id)).toEqual(['open', 'waiting', 'waiting'])
    await world.answer(id, 'wrong')
    expect(await world.steps(id)).toEqual(['stopped', 'stopped', 'stopped'])
    expect((await world.start(id)).state).toBe('called-off')
    expect(await world.desk.undo(world.director, id)).toMatchObject({ kind: 'done', was: 'wrong' })
    expect(await world.steps(id)).toEqual(['open', 'waiting', 'waiting'])
    await world.answer(id, 'taken')
    expect((await world.start(id)).state).toBe('started')
  })

  it('P-19 at 2 what the hub started is called off by 撤销, once, with the card saying so', async () => {
    const { id } = await one()
    const undone = await world.desk.undo(world.director, id)
    expect(undone).toMatchObject({
      kind: 'called-off',
      notice: { settled: { kind: 'answered', answer: 'called-off', by: '周总监', package: 'called-off' } },
    })
    expect(await world.steps(id)).toEqual(['stopped', 'stopped', 'stopped'])
    const again = await world.desk.confirm(world.director, { decision: id }, 'taken', null)
    expect(again.kind).toBe('already')
    // The second 撤销 takes that answer back, and the steps go on.
    expect((await world.desk.undo(world.director, id)).kind).toBe('done')
    expect(await world.steps(id)).toEqual(['open', 'waiting', 'waiting'])
    await world.answer(id, 'taken')
  })

  it('P-19 nobody calls off what is not his to answer, and nothing that was built upon', async () => {
    const { id } = await one()
    const owner = (await world.start(id)).owner
    const stranger = await world.who(owner === (await world.who('黄志强')).id ? '王磊' : '黄志强')
    expect(await world.desk.undo(stranger, id)).toEqual({ kind: 'nothing' })
    await world.hub.modules.strategy.finishStep(id)
    expect(await world.desk.undo(world.director, id)).toEqual({ kind: 'built-upon' })
    await world.answer(id, 'taken')
  })

  it('P-19 lowering is for those who may pause, raising for directors', async () => {
    expect(await set(1, await world.who('王磊'))).toEqual({ kind: 'forbidden' })
    expect(await set(1, await world.who('林主管'))).toEqual({ kind: 'forbidden' })
    expect(await set(1, await world.who('何管理'))).toMatchObject({ kind: 'done', from: 2, to: 1 })
    expect(await set(2, await world.who('何管理'))).toEqual({ kind: 'forbidden' })
    expect(await set(1)).toMatchObject({ kind: 'already', level: 1 })
  })

  it('P-19 a raise is refused with what is missing, in figures', async () => {
    expect(await set(2)).toMatchObject({
      kind: 'refused',
      to: 2,
      missing: [
        { kind: 'settled', have: 0, needed: 30 },
        { kind: 'certainty', lower: 0, needed: 0.7 },
        { kind: 'no-certificate' },
      ],
    })
    expect(await set(3)).toMatchObject({
      missing: [{ kind: 'one-at-a-time', next: 2 }, { kind: 'ceiling', allowed: 2 }, {}, {}, {}],
    })
  })

  it('P-19 at 0 接手 is a follow-up and starts nothing', async () => {
    await set(0)
    const { id, autonomy } = await one()
    expect([autonomy, (await world.start(id)).state]).toEqual([0, 'suggested'])
    await world.answer(id, 'taken')
    expect(await world.steps(id)).toEqual([])
    expect((await world.start(id)).state).toBe('suggested')
    expect(await set(1)).toMatchObject({ kind: 'done', from: 0, to: 1 })
  })

  it('P-19 at 1 steps start with 接手 and not before, not with 稍后, and never after 不对', async () => {
    const taken = await one()
    const wrong = await one()
    expect([taken.autonomy, await world.steps(taken.id)]).toEqual([1, []])
    expect(await world.desk.undo(world.director, taken.id)).toEqual({ kind: 'nothing' })
    await world.answer(taken.id, 'snoozed')
    expect(await world.steps(taken.id)).toEqual([])
    await world.answer(taken.id, 'taken')
    expect(await world.steps(taken.id)).toEqual(['open', 'waiting', 'waiting'])
    await world.answer(wrong.id, 'wrong')
    expect([(await world.start(wrong.id)).state, await world.steps(wrong.id)]).toEqual(['declined', []])
  })

  it('P-19 at 1 an answer taken back stops what it started, and the next one starts it anew', async () => {
    const { id } = await one()
    await world.answer(id, 'taken')
    await world.desk.undo(world.director, id)
    expect([(await world.start(id)).state, await world.steps(id)]).toEqual([
      'waiting',
      ['stopped', 'stopped', 'stopped'],
    ])
    await world.answer(id, 'taken')
    expect(await world.steps(id)).toEqual(['open', 'waiting', 'waiting'])
  })

  it('P-19 at 1 a paused package starts nothing, whoever confirms, and the card says so', async () => {
    const { id } = await one()
    await world.desk.setPaused(world.director, '技术型客户深度培育', true)
    const done = await world.desk.confirm(world.director, { decision: id }, 'taken', null)
    expect(done).toMatchObject({ kind: 'done', notice: { settled: { package: 'waiting' } } })
    expect(await world.steps(id)).toEqual([])
    await world.desk.setPaused(world.director, '技术型客户深度培育', false)
  })

  it('P-19 at 1 what waits follows its customer to a new owner', async () => {
    const { id } = await one()
    const owner = (await world.start(id)).owner
    const to = owner === (await world.who('王磊')).id ? '孙悦' : '王磊'
    expect((await world.desk.handOver(world.director, { decision: id }, to)).kind).toBe('done')
    await world.answer(id, 'taken')
    const [first] = await world.hub.modules.strategy.steps(id)
    expect(first?.owner).toBe((await world.who(to)).id)
  })

  it('P-19 a simulated bad week: raised on a record, it falls within five minutes, and asks before the next start', async () => {
    // A good month under confirmation, and somebody who can read behaviour.
    await set(0)
    await set(1)
    for (const [i, { id }] of (await world.lead(30)).entries())
      await world.answer(id, i < 3 ? 'wrong' : 'taken')
    expect(await set(2)).toMatchObject({ kind: 'refused', missing: [{ kind: 'no-certificate' }] })
    await world.certificates.issue(world.director.id, 'behaviour-interpreter', '考官')
    expect(await set(2)).toMatchObject({ kind: 'done', from: 1, to: 2 })

    const week = await world.lead(6)
    expect(week.map(({ autonomy }) => autonomy)).toEqual([2, 2, 2, 2, 2, 2])
    const answers = ['taken', 'wrong', 'taken', 'wrong'] as const
    for (const [i, answer] of answers.entries()) {
      world.clock.advance(days(1))
      await world.answer(week[i]?.id ?? (0 as Decision['id']), answer)
    }
    expect(await world.level()).toBe(2)
    world.clock.advance(days(1))
    await world.answer(week[4]?.id ?? (0 as Decision['id']), 'wrong')
    const fellBy = world.clock.now()
    expect(await world.level()).toBe(1)

    const [last] = (await history()).slice(-1)
    expect(last).toMatchObject({ from: 2, to: 1, by: 'hub', reason: 'record' })
    expect(last?.record).toMatchObject({ settled: 5, good: 2, bad: 3 })
    expect(last?.decisions).toEqual([week[4]?.id, week[3]?.id, week[1]?.id])
    expect(fellBy - (last?.at ?? 0)).toBeLessThanOrEqual(minutes(5))

    const [told] = (await world.warnings('周总监')).slice(-1)
    expect(told).toContain('技术型客户深度培育')
    for (const n of last?.decisions ?? []) expect(told).toContain(`D${n}`)
    // What had been started goes on; what comes next waits.
    expect(await world.steps(week[5]?.id ?? (0 as Decision['id']))).toEqual(['open', 'waiting', 'waiting'])
    const next = await one()
    expect([next.autonomy, (await world.start(next.id)).state, await world.steps(next.id)]).toEqual([
      1,
      'waiting',
      [],
    ])
    expect(await world.autonomy.look()).toBe(0)
  })

  it('P-19 after a fall the record counts anew', async () => {
    const standing = (await world.desk.autonomy(world.director))?.find(({ id }) => id === PACKAGE)
    expect(standing).toMatchObject({ level: 1, record: { settled: 0 } })
    expect(await set(2)).toMatchObject({ kind: 'refused', missing: [{ have: 0 }, {}] })
  })

  it('P-19 what was raised under a certificate falls when the certificate ends or is revoked', async () => {
    const climb = async () => {
      for (const { id } of await world.lead(30)) await world.answer(id, 'taken')
      expect((await set(2)).kind).toBe('done')
    }
    await climb()
    const held = (await world.certificates.list())[0]
    expect(await world.autonomy.look()).toBe(0)
    expect(await world.certificates.revoke(held?.id ?? 0, '何管理')).toBe(true)
    expect(await world.certificates.revoke(held?.id ?? 0, '何管理')).toBe(false)
    expect(await world.autonomy.look()).toBe(1)
    expect(await world.level()).toBe(1)
    expect((await history()).at(-1)).toMatchObject({ reason: 'certificate', by: 'hub' })
    expect((await world.warnings('周总监')).at(-1)).toContain('证书')

    await world.certificates.issue(world.director.id, 'behaviour-interpreter', '考官')
    await climb()
    world.clock.advance(days(181))
    expect(await world.autonomy.look()).toBe(1)
    expect(await set(2)).toMatchObject({
      kind: 'refused',
      missing: [{ kind: 'settled' }, { kind: 'certainty' }, { kind: 'certificate-expired' }],
    })
  })

  it('P-19 every move follows the one before it, and the last one is the level in force', async () => {
    const moves = await history()
    expect(moves.map(({ number }) => number)).toEqual(moves.map((_, i) => i + 1))
    moves.slice(1).forEach((move, i) => expect(move.from).toBe(moves[i]?.to))
    expect(moves.at(-1)?.to).toBe(await world.level())
    const first = await world.desk.autonomyHistory(world.director, PACKAGE, 2, null)
    const second = await world.desk.autonomyHistory(world.director, PACKAGE, 2, first?.next ?? 0)
    expect([...(first?.items ?? []), ...(second?.items ?? [])].map((m) => m.number)).toEqual(
      moves
        .slice(-4)
        .map((m) => m.number)
        .toReversed(),
    )
  })

  it.each([
    ['a move in between is changed', 'UPDATE autonomy_change SET to_level = 3 WHERE number = 2'],
    [
      'the last move is changed',
      'UPDATE autonomy_change SET to_level = 3 WHERE number = (SELECT number FROM package_autonomy)',
    ],
    [
      'the last move is taken out',
      'DELETE FROM autonomy_change WHERE number = (SELECT number FROM package_autonomy)',
    ],
    ['a level has no move', 'UPDATE package_autonomy SET level = 3'],
    [
      'a move comes from nowhere',
      "INSERT INTO autonomy_change (package_id, number, previous, from_level, to_level, by_whom, at, reason, figures) VALUES ('technical-nurture', 900, 899, 1, 2, 'x', 0, 'raised', '{}')",
    ],
  ])('P-19 the database refuses that %s', async (_, statement) => {
    await expect(test.database.write((tx) => tx.run(statement))).rejects.toThrow()
  })
})
