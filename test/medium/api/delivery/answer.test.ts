import { decisionId, noticeId } from '../../../../contract/ids'
import type { Member } from '../../../../contract/people'
import { days, millis, minutes, plus, seconds } from '../../../../contract/quantities'
import { awaitUntil } from '../../../support/await-until'
import type { TestDatabase } from '../../../support/databases'
import { emptyTables, freshDatabase, reachable } from '../../../support/databases'
import type { DeliveryWorld } from '../../../support/delivery-world'
import { alert, deliveryTables, openDeliveryWorld, warning } from '../../../support/delivery-world'

describe.each(reachable)('answers on %s', (dialect) => {
  let test: TestDatabase
  let world: DeliveryWorld
  let zhang: Member
  let lin: Member

  beforeAll(async () => {
    test = await freshDatabase(dialect)
  })
  afterAll(() => test.drop())
  beforeEach(async () => {
    await emptyTables(test.database, deliveryTables)
    world = await openDeliveryWorld(test.database)
    await world.decide(9)
    zhang = await world.member('zhang')
    lin = await world.member('lin')
  })

  const queueAndSend = async (...to: readonly (readonly [Member, number])[]) => {
    await world.queue(...to.map(([member, n]) => alert(member, n, world.clock.now())))
    await world.deliverAll()
  }
  const noticeOf = async (member: Member, n: number): Promise<number> => {
    const [row] = await test.database.read.rows<{ id: number }>(
      'SELECT id FROM notice WHERE member_id=? AND decision_id=?',
      [member.id, n],
    )
    return Number(row?.id)
  }
  const shownAs = async (member: Member, n: number): Promise<number> => {
    const rows = await test.database.read.rows<{ shown: number }>('SELECT shown FROM notice WHERE id=?', [
      await noticeOf(member, n),
    ])
    return Number(rows[0]?.shown)
  }
  const followUps = () =>
    test.database.read.rows('SELECT decision_id, member_id, answer, note FROM follow_up')

  it('P-03 records the press once, says who it was, and changes everybody else’s card', async () => {
    await queueAndSend([zhang, 1], [lin, 1])
    world.clock.advance(minutes(2))
    const press = { notice: await noticeOf(zhang, 1) }
    const done = await world.delivery.answer(press, zhang, 'taken', null)
    const settled = { kind: 'answered', by: 'zhang先生', answer: 'taken', at: world.clock.now() }
    expect(done).toMatchObject({ kind: 'done', notice: { member: zhang.id, settled } })
    await world.delivery.deliverDue(10)
    expect(world.wecom.textsOf('LinJianGuo')).toEqual(['D1 taken by zhang先生'])
    // His own card is the answer to his press; it is not changed a second time.
    expect(world.wecom.calls.filter((c) => c.kind === 'replace').map((c) => c.userId)).toEqual(['LinJianGuo'])
    expect([await shownAs(zhang, 1), await shownAs(lin, 1)]).toEqual([2, 2])
    expect(await world.delivery.sentInAll()).toBe(2)
    expect(await world.delivery.settledOf(decisionId(1))).toEqual(settled)
  })

  it('P-04 makes the press the follow-up, with nothing to type, and puts it into the timeline', async () => {
    await queueAndSend([zhang, 1], [zhang, 2])
    await world.delivery.answer({ notice: await noticeOf(zhang, 1) }, zhang, 'taken', null)
    await world.delivery.answer({ decision: decisionId(2) }, zhang, 'wrong', '是同行')
    expect(await followUps()).toEqual([
      { decision_id: 1, member_id: zhang.id, answer: 'taken', note: null },
      { decision_id: 2, member_id: zhang.id, answer: 'wrong', note: '是同行' },
    ])
    expect(world.touched).toEqual([
      { decision: 1, customer: 1_001, member: zhang.id, answer: 'taken', note: null, at: world.clock.now() },
      expect.objectContaining({ decision: 2, customer: 1_002, note: '是同行' }),
    ])
  })

  it('P-04 keeps nothing when the timeline does not take it', async () => {
    await queueAndSend([zhang, 1], [lin, 1])
    const broken = world.another({ recordTouch: async () => Promise.reject(new Error('full')) })
    await expect(broken.answer({ decision: decisionId(1) }, zhang, 'taken', null)).rejects.toThrow('full')
    expect(await followUps()).toEqual([])
    expect(await world.delivery.settledOf(decisionId(1))).toEqual({ kind: 'open' })
    expect(await world.delivery.deliverDue(10)).toBe(0)
  })

  it('P-03 answers a second press with who was first, and changes nothing', async () => {
    await queueAndSend([zhang, 1], [lin, 1])
    await world.delivery.answer({ notice: await noticeOf(zhang, 1) }, zhang, 'taken', null)
    const again = await world.delivery.answer({ notice: await noticeOf(zhang, 1) }, zhang, 'wrong', null)
    const late = await world.delivery.answer({ notice: await noticeOf(lin, 1) }, lin, 'wrong', null)
    for (const confirmed of [again, late]) {
      expect(confirmed).toMatchObject({
        kind: 'already',
        notice: { settled: { by: 'zhang先生', answer: 'taken' } },
      })
    }
    expect(await followUps()).toHaveLength(1)
    expect(world.touched).toHaveLength(1)
  })

  it('P-03 lets exactly one of two people win who press in the same moment', async () => {
    await queueAndSend(...[1, 2, 3, 4, 5].flatMap((n) => [[zhang, n], [lin, n]] as const)) // prettier-ignore
    const elsewhere = world.another()
    for (const n of [1, 2, 3, 4, 5]) {
      const presses = await Promise.all([
        world.delivery.answer({ notice: await noticeOf(zhang, n) }, zhang, 'taken', null),
        elsewhere.answer({ notice: await noticeOf(lin, n) }, lin, 'wrong', null),
        world.delivery.answer({ notice: await noticeOf(zhang, n) }, zhang, 'taken', null),
      ])
      expect(presses.map((p) => p.kind).sort()).toEqual(['already', 'already', 'done'])
      const said = presses.map((p) => ('notice' in p ? p.notice.settled : null))
      expect(new Set(said.map((s) => JSON.stringify(s))).size).toBe(1)
    }
    expect(await followUps()).toHaveLength(5)
    expect(world.touched).toHaveLength(5)
  })

  it('P-03 changes a card that was on its way while somebody answered', async () => {
    let letGo: () => void = () => undefined
    const held = new Promise<undefined>((resolve) => {
      letGo = () => resolve(undefined)
    })
    await queueAndSend([zhang, 1])
    world.wecom.before = async ({ userId }) => (userId === 'LinJianGuo' ? held : undefined)
    await world.queue(alert(lin, 1, world.clock.now()))
    const sending = world.delivery.deliverDue(10)
    await awaitUntil('the card to be on its way', () => world.wecom.inFlight === 1)
    await world.delivery.answer({ notice: await noticeOf(zhang, 1) }, zhang, 'taken', null)
    letGo()
    await sending
    expect(world.wecom.textsOf('LinJianGuo')).toEqual(['D1 open'])
    await world.deliverAll()
    expect(world.wecom.textsOf('LinJianGuo')).toEqual(['D1 taken by zhang先生'])
  })

  describe('after 稍后', () => {
    const final = ['taken', 'wrong'] as const
    const replaced = () => world.wecom.calls.filter((c) => c.kind === 'replace').map((c) => c.userId)

    it.each(final)(
      'P-03 lets %s replace it once, by anybody entitled, and changes every card again',
      async (answer) => {
        await queueAndSend([zhang, 1], [lin, 1])
        const his = { notice: await noticeOf(zhang, 1) }
        const hers = { notice: await noticeOf(lin, 1) }
        expect(await world.delivery.answer(his, zhang, 'snoozed', '开会')).toMatchObject({ kind: 'done' })
        await world.deliverAll()
        expect(world.wecom.textsOf('LinJianGuo')).toEqual(['D1 snoozed by zhang先生'])
        expect([await shownAs(zhang, 1), await shownAs(lin, 1)]).toEqual([4, 4])

        world.clock.advance(minutes(30))
        const settled = { kind: 'answered', by: 'lin先生', answer, at: world.clock.now() }
        expect(await world.delivery.answer(hers, lin, answer, null)).toMatchObject({
          kind: 'done',
          notice: { settled },
        })
        await world.deliverAll()
        expect(world.wecom.textsOf('ZhangSan')).toEqual([`D1 ${answer} by lin先生`])
        expect(replaced()).toEqual(['LinJianGuo', 'ZhangSan'])
        expect([await shownAs(zhang, 1), await shownAs(lin, 1)]).toEqual([2, 2])

        for (const late of ['taken', 'snoozed', 'wrong'] as const) {
          expect(await world.delivery.answer(his, zhang, late, null)).toMatchObject({
            kind: 'already',
            notice: { settled },
          })
        }
        expect(await world.delivery.deliverDue(10)).toBe(0)
        expect(await followUps()).toEqual([{ decision_id: 1, member_id: lin.id, answer, note: null }])
        expect(world.touched.map((t) => t.answer)).toEqual(['snoozed', answer])
        expect(world.replaced).toEqual([false, true])
      },
    )

    it('P-03 changes the same other card for each of the two answers', async () => {
      await queueAndSend([zhang, 1], [lin, 1])
      const press = { notice: await noticeOf(zhang, 1) }
      await world.delivery.answer(press, zhang, 'snoozed', null)
      await world.deliverAll()
      await world.delivery.answer(press, zhang, 'taken', null)
      await world.deliverAll()
      expect(world.wecom.textsOf('LinJianGuo')).toEqual(['D1 taken by zhang先生'])
      expect(replaced()).toEqual(['LinJianGuo', 'LinJianGuo'])
    })

    it('P-03 changes a card once where the second answer came before the first was shown', async () => {
      await queueAndSend([zhang, 1], [lin, 1])
      const press = { notice: await noticeOf(zhang, 1) }
      await world.delivery.answer(press, zhang, 'snoozed', null)
      await world.delivery.answer(press, zhang, 'wrong', null)
      await world.deliverAll()
      expect(world.wecom.textsOf('LinJianGuo')).toEqual(['D1 wrong by zhang先生'])
      expect(replaced()).toEqual(['LinJianGuo'])
    })

    it('P-03 has no second effect when it is put off again', async () => {
      await queueAndSend([zhang, 1], [lin, 1])
      await world.delivery.answer({ notice: await noticeOf(zhang, 1) }, zhang, 'snoozed', null)
      await world.deliverAll()
      world.clock.advance(minutes(1))
      const again = await world.delivery.answer({ notice: await noticeOf(lin, 1) }, lin, 'snoozed', '再等等')
      expect(again).toMatchObject({
        kind: 'already',
        notice: { settled: { by: 'zhang先生', answer: 'snoozed' } },
      })
      expect(await world.delivery.deliverDue(10)).toBe(0)
      expect(world.touched).toHaveLength(1)
      expect(await followUps()).toEqual([
        { decision_id: 1, member_id: zhang.id, answer: 'snoozed', note: null },
      ])
    })

    it('O-04 lets nobody take it who could not have answered first', async () => {
      await queueAndSend([zhang, 1])
      const press = { notice: await noticeOf(zhang, 1) }
      await world.delivery.answer(press, zhang, 'snoozed', null)
      const li = await world.member('li')
      expect(await world.delivery.answer(press, li, 'taken', null)).toEqual({ kind: 'not-yours' })
      expect(await followUps()).toMatchObject([{ answer: 'snoozed' }])
    })

    it('P-03 lets exactly one of two win who take it in the same moment', async () => {
      const numbers = [1, 2, 3, 4, 5, 6]
      await queueAndSend(...numbers.flatMap((n) => [[zhang, n], [lin, n]] as const)) // prettier-ignore
      const elsewhere = world.another()
      for (const n of numbers) {
        await world.delivery.answer({ decision: decisionId(n) }, zhang, 'snoozed', null)
        const presses = await Promise.all([
          world.delivery.answer({ notice: await noticeOf(zhang, n) }, zhang, 'taken', null),
          elsewhere.answer({ notice: await noticeOf(lin, n) }, lin, 'taken', null),
          elsewhere.answer({ notice: await noticeOf(zhang, n) }, zhang, 'snoozed', null),
        ])
        expect(presses.map((p) => p.kind).sort()).toEqual(['already', 'already', 'done'])
        const winner = presses.findIndex((p) => p.kind === 'done') === 0 ? zhang : lin
        expect(await world.delivery.settledOf(decisionId(n))).toMatchObject({
          by: winner.name,
          answer: 'taken',
        })
      }
      expect(await followUps()).toHaveLength(numbers.length)
      expect(world.touched.map((t) => t.answer)).toEqual(numbers.flatMap(() => ['snoozed', 'taken']))
      await world.deliverAll()
      expect(new Set([...world.wecom.textsOf('ZhangSan'), ...world.wecom.textsOf('LinJianGuo')]).size).toBe(
        numbers.length,
      )
    })

    it.each(['a first card', 'a change'])(
      'P-03 changes again %s that was on its way meanwhile',
      async (what) => {
        let letGo: () => void = () => undefined
        const held = new Promise<undefined>((resolve) => {
          letGo = () => resolve(undefined)
        })
        await queueAndSend([zhang, 1])
        if (what === 'a change') await queueAndSend([lin, 1])
        await world.delivery.answer({ notice: await noticeOf(zhang, 1) }, zhang, 'snoozed', null)
        if (what === 'a first card') await world.queue(alert(lin, 1, world.clock.now()))
        world.wecom.before = async ({ userId }) => (userId === 'LinJianGuo' ? held : undefined)
        const sending = world.delivery.deliverDue(10)
        await awaitUntil('the card to be on its way', () => world.wecom.inFlight === 1)
        // She takes it herself; what is on its way then draws over the card that answered her.
        await world.delivery.answer({ notice: await noticeOf(lin, 1) }, lin, 'taken', null)
        letGo()
        await sending
        expect(world.wecom.textsOf('LinJianGuo')).toEqual(['D1 snoozed by zhang先生'])
        await world.deliverAll()
        expect(world.wecom.textsOf('LinJianGuo')).toEqual(['D1 taken by lin先生'])
        expect(world.wecom.textsOf('ZhangSan')).toEqual(['D1 taken by lin先生'])
        expect([await shownAs(zhang, 1), await shownAs(lin, 1)]).toEqual([2, 2])
      },
    )

    it('P-03 keeps it on the list after what nobody has answered, and takes that first', async () => {
      await queueAndSend([zhang, 1], [zhang, 2], [lin, 2], [zhang, 3])
      await world.delivery.answer({ decision: decisionId(3) }, zhang, 'snoozed', null)
      await world.delivery.answer({ decision: decisionId(2) }, lin, 'snoozed', null)
      const open = await world.delivery.open(zhang.id, 10)
      expect(
        open.map(({ notice, settled }) => [
          'decision' in notice ? notice.decision : null,
          settled.kind === 'answered' ? `${settled.answer} ${settled.by}` : settled.kind,
        ]),
      ).toEqual([
        [1, 'open'],
        [3, 'snoozed zhang先生'],
        [2, 'snoozed lin先生'],
      ])
      for (const decision of [1, 3, 2]) {
        expect(await world.delivery.answer({ newest: true }, zhang, 'taken', null)).toMatchObject({
          kind: 'done',
          notice: { notice: { decision } },
        })
      }
      expect(await world.delivery.answer({ newest: true }, zhang, 'taken', null)).toEqual({ kind: 'unknown' })
      expect(await world.delivery.open(zhang.id, 10)).toEqual([])
    })
  })

  it('P-03 sends a card that still waited as it is by then', async () => {
    await queueAndSend([zhang, 1])
    await world.queue(alert(lin, 1, world.clock.now()))
    await world.delivery.answer({ decision: decisionId(1) }, zhang, 'snoozed', null)
    await world.deliverAll()
    expect(world.wecom.textsOf('LinJianGuo')).toEqual(['D1 snoozed by zhang先生'])
    expect(world.wecom.calls.filter((c) => c.kind === 'replace').map((c) => c.userId)).toEqual(['ZhangSan'])
  })

  it('P-03 leaves a card as it is where the platform has no way, without trying again, and the next press shows it', async () => {
    world.wecom.canReplace = false
    await queueAndSend([zhang, 1], [lin, 1])
    await world.delivery.answer({ notice: await noticeOf(zhang, 1) }, zhang, 'taken', null)
    await world.deliverAll()
    world.clock.advance(minutes(60))
    expect(await world.delivery.deliverDue(10)).toBe(0)
    expect([await shownAs(zhang, 1), await shownAs(lin, 1)]).toEqual([2, 3])
    const press = await world.delivery.answer({ notice: await noticeOf(lin, 1) }, lin, 'taken', null)
    expect(press).toMatchObject({ kind: 'already', notice: { settled: { by: 'zhang先生' } } })
    expect(await shownAs(lin, 1)).toBe(2)
    expect(await world.delivery.undelivered(world.clock.now(), 9)).toEqual([])
  })

  it('P-03 tries again to change a card while the platform is away', async () => {
    await queueAndSend([zhang, 1], [lin, 1])
    let failures = 3
    world.wecom.before = async () =>
      (failures -= 1) >= 0 ? { kind: 'try-later', after: millis(0), code: 'busy' } : undefined
    await world.delivery.answer({ notice: await noticeOf(zhang, 1) }, zhang, 'taken', null)
    await world.deliverAll()
    expect(world.wecom.textsOf('LinJianGuo')).toEqual(['D1 taken by zhang先生'])
    expect(await shownAs(lin, 1)).toBe(2)
  })

  it('P-03 does not change a card again whose reader has pressed in the meantime', async () => {
    await queueAndSend([zhang, 1], [lin, 1])
    await world.delivery.answer({ notice: await noticeOf(zhang, 1) }, zhang, 'taken', null)
    await world.delivery.answer({ notice: await noticeOf(lin, 1) }, lin, 'taken', null)
    await world.deliverAll()
    expect(world.wecom.calls.filter((c) => c.kind === 'replace')).toEqual([])
  })

  it('O-04 lets receivers and those above them answer, and nobody else', async () => {
    await queueAndSend([zhang, 1], [zhang, 2], [zhang, 3])
    const press = { notice: await noticeOf(zhang, 1) }
    for (const key of ['li', 'other', 'sun']) {
      const stranger = await world.member(key)
      if (key === 'other') continue
      expect(await world.delivery.answer(press, stranger, 'taken', null)).toEqual({ kind: 'not-yours' })
    }
    const otherTeam: Member = { ...(await world.member('other')), team: '华南' }
    expect(await world.delivery.answer(press, otherTeam, 'taken', null)).toEqual({ kind: 'not-yours' })
    expect(await followUps()).toEqual([])

    expect(await world.delivery.answer(press, zhang, 'taken', null)).toMatchObject({ kind: 'done' })
    const boss = await world.member('boss')
    const byManager = await world.delivery.answer({ decision: decisionId(2) }, lin, 'taken', null)
    const byDirector = await world.delivery.answer({ decision: decisionId(3) }, boss, 'taken', null)
    expect(byManager).toMatchObject({ kind: 'done', notice: { settled: { by: 'lin先生' } } })
    expect(byDirector).toMatchObject({ kind: 'done', notice: { settled: { by: 'boss先生' } } })
    // Even what is answered is shown to nobody else.
    expect(await world.delivery.answer(press, otherTeam, 'taken', null)).toEqual({ kind: 'not-yours' })
  })

  it('knows nothing of notices and decisions that do not exist or ask for no answer', async () => {
    await world.queue(warning(zhang, 'disk', world.clock.now()))
    await world.deliverAll()
    const [row] = await test.database.read.rows<{ id: number }>('SELECT id FROM notice')
    for (const which of [
      { notice: Number(row?.id) },
      { notice: 4_000_000 },
      { decision: decisionId(7) },
      { newest: true },
    ] as const) {
      expect(await world.delivery.answer(which, zhang, 'taken', null)).toEqual({ kind: 'unknown' })
    }
  })

  it('takes a bare answer for the newest open card that has arrived', async () => {
    await queueAndSend([zhang, 1], [zhang, 2], [zhang, 3])
    await world.queue(alert(zhang, 4, plus(world.clock.now(), seconds(1))))
    await world.delivery.answer({ decision: decisionId(3) }, zhang, 'taken', null)
    const newest = await world.delivery.answer({ newest: true }, zhang, 'taken', null)
    expect(newest).toMatchObject({ kind: 'done', notice: { notice: { decision: 2 } } })
    await world.deliverAll()
    // Answered without pressing: his own card follows too.
    expect(world.wecom.textsOf('ZhangSan')).toEqual([
      'D1 open', 'D2 taken by zhang先生', 'D3 taken by zhang先生', 'D4 open',
    ]) // prettier-ignore
  })

  it('lists what is open for somebody, newest first, without what others have answered or what is history', async () => {
    await queueAndSend([zhang, 1], [zhang, 2], [lin, 2], [zhang, 3])
    await world.queue(alert(zhang, 4, plus(world.clock.now(), millis(-2 * days(1)))))
    await world.delivery.answer({ decision: decisionId(2) }, lin, 'taken', null)
    const open = await world.delivery.open(zhang.id, 10)
    expect(open.map((o) => ('decision' in o.notice ? o.notice.decision : null))).toEqual([3, 1])
    expect(await world.delivery.open(zhang.id, 1)).toHaveLength(1)
    expect(await world.delivery.newestDecisionFor(zhang.id)).toBe(3)
  })

  it('P-07 shows a notice to its receiver only', async () => {
    await queueAndSend([zhang, 1])
    const id = noticeId(await noticeOf(zhang, 1))
    expect(await world.delivery.outboundFor(zhang, id)).toMatchObject({ id, settled: { kind: 'open' } })
    expect(await world.delivery.outboundFor(lin, id)).toBeNull()
    expect(await world.delivery.outbound(noticeId(4_000_000))).toBeUndefined()
  })

  it('P-12 hears every message once in every process, and forgets it after three days', async () => {
    const elsewhere = world.another()
    const heard = await Promise.all(
      Array.from({ length: 12 }, (_, i) => (i % 2 ? elsewhere : world.delivery).firstTime('wecom', 'm1')),
    )
    expect(heard.filter((first) => first)).toHaveLength(1)
    expect(await world.delivery.firstTime('dingtalk', 'm1')).toBe(true)
    world.clock.advance(days(3))
    expect(await world.delivery.forgetHeard()).toBe(0)
    expect(await elsewhere.firstTime('wecom', 'm1')).toBe(false)
    world.clock.advance(millis(1))
    expect(await world.delivery.forgetHeard()).toBe(2)
  })
})
