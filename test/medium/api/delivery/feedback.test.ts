import fc from 'fast-check'

import { decisionId, noticeId, ruleId } from '../../../../contract/ids'
import type { NoticeId } from '../../../../contract/ids'
import { instant, minutes } from '../../../../contract/quantities'
import type { TestDatabase } from '../../../support/databases'
import { emptyTables, freshDatabase, reachable } from '../../../support/databases'
import type { DeliveryWorld } from '../../../support/delivery-world'
import { alert, deliveryTables, openDeliveryWorld, warning } from '../../../support/delivery-world'

const hot = ruleId('hot-lead')

describe.each(reachable)('what people think of cards, on %s', (dialect) => {
  let test: TestDatabase
  let world: DeliveryWorld

  beforeAll(async () => {
    test = await freshDatabase(dialect)
  })
  afterAll(() => test.drop())
  beforeEach(async () => {
    await emptyTables(test.database, deliveryTables)
    world = await openDeliveryWorld(test.database)
    await world.decide(20)
  })

  const statistics = () => world.delivery.ruleStatistics(hot, instant(0))
  const sent = async (key: string, ...decisions: readonly number[]): Promise<NoticeId[]> => {
    const member = await world.member(key)
    await world.queue(...decisions.map((n) => alert(member, n, world.clock.now())))
    await world.deliverAll()
    const rows = await test.database.read.rows<{ id: number }>(
      'SELECT id FROM notice WHERE member_id=? ORDER BY decision_id',
      [member.id],
    )
    return rows.map((r) => noticeId(Number(r.id)))
  }

  it('P-21 keeps one word for each card and member, the last one, with the rule and version behind the card', async () => {
    const [zhang, lin] = [await world.member('zhang'), await world.member('lin')]
    const [first, second] = await sent('zhang', 1, 2)
    if (first === undefined || second === undefined) throw new Error('nothing was sent')
    const { feedback } = world.delivery
    expect(await feedback(first, zhang, 'good', null)).toBe('kept')
    world.clock.advance(minutes(1))
    expect(await feedback(first, zhang, 'bad', ' wrong-time ')).toBe('kept')
    expect(await feedback(first, lin, 'good', null)).toBe('kept')
    expect(await feedback(second, zhang, 'good', null)).toBe('kept')
    expect(await statistics()).toMatchObject({
      decided: 20,
      sent: 2,
      open: 20,
      good: 2,
      bad: 1,
      reasons: [{ decision: 1, member: zhang.id, verdict: 'bad', reason: 'wrong-time' }],
    })
    const links = await test.database.read.rows(
      `SELECT b.rule_id, b.rule_version FROM notice_feedback b JOIN decision d
       ON d.id = b.decision_id AND d.rule_id = b.rule_id AND d.rule_version = b.rule_version`,
    )
    expect(links).toHaveLength(3)
  })

  it('P-21 is for whoever may answer the card, and for no card without a decision', async () => {
    const [first] = await sent('zhang', 1)
    const [li, other, zhang] = [
      await world.member('li'),
      await world.member('other'),
      await world.member('zhang'),
    ]
    const { feedback } = world.delivery
    expect(await feedback(first ?? noticeId(0), li, 'good', null)).toBe('not-yours')
    expect(await feedback(first ?? noticeId(0), other, 'good', null)).toBe('not-yours')
    expect(await feedback(noticeId(999_999), zhang, 'good', null)).toBe('unknown')
    await world.queue(warning(zhang, 'disk', world.clock.now()))
    const [told] = await test.database.read.rows<{ id: number }>(
      "SELECT id FROM notice WHERE kind='system-warning'",
    )
    expect(await feedback(noticeId(Number(told?.id)), zhang, 'bad', null)).toBe('unknown')
    expect((await statistics()).good).toBe(0)
  })

  it('P-21 shows answers beside it, and why people said 不对', async () => {
    const zhang = await world.member('zhang')
    await sent('zhang', 1, 2, 3)
    await world.delivery.answer({ decision: decisionId(1) }, zhang, 'taken', null)
    await world.delivery.answer({ decision: decisionId(2) }, zhang, 'wrong', '是同行')
    await world.delivery.answer({ decision: decisionId(3) }, zhang, 'snoozed', null)
    const figures = { decided: 20, sent: 3, taken: 1, wrong: 1, putOff: 1, open: 17 }
    expect(await statistics()).toMatchObject({
      ...figures,
      reasons: [{ decision: 2, verdict: 'wrong', reason: '是同行' }],
      versions: [{ version: 1, ...figures }],
    })
    expect((await world.delivery.ruleStatistics(ruleId('other'), instant(0))).decided).toBe(0)
  })

  it('P-21 counts exactly the last word of each, in whatever order they came', async () => {
    const ids = await sent('zhang', 1, 2, 3)
    const people = await Promise.all(['zhang', 'lin', 'boss'].map((key) => world.member(key)))
    const word = fc.record({ card: fc.nat(2), by: fc.nat(2), verdict: fc.constantFrom('good', 'bad') })
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 12 }), async (words) => {
        await emptyTables(test.database, ['notice_feedback'])
        const last = new Map<string, string>()
        for (const { card, by, verdict } of words) {
          const [notice, member] = [ids[card], people[by]]
          if (notice === undefined || member === undefined) continue
          await world.delivery.feedback(notice, member, verdict as 'good' | 'bad', null)
          last.set(`${card}:${by}`, verdict)
        }
        const count = (verdict: string) => [...last.values()].filter((v) => v === verdict).length
        expect(await statistics()).toMatchObject({ good: count('good'), bad: count('bad') })
      }),
      { numRuns: 12 },
    )
  })
})
