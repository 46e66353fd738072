import { needsFreshCard } from '../../../../api/delivery/domain/expiry'
import { decisionId } from '../../../../contract/ids'
import { hours, instant, minutes, plus } from '../../../../contract/quantities'
import type { TestDatabase } from '../../../support/databases'
import { emptyTables, freshDatabase, reachable } from '../../../support/databases'
import type { DeliveryWorld } from '../../../support/delivery-world'
import { alert, deliveryTables, openDeliveryWorld } from '../../../support/delivery-world'

describe('when a card is sent anew', () => {
  const sentAt = instant(0)
  it.each([
    ['no-way-to-update', hours(72), true],
    ['no-way-to-update', minutes(72 * 60 - 1), false],
    ['card-expired', minutes(1), true],
  ])('P-15 after %s and %i ms: %s', (code, age, fresh) => {
    expect(needsFreshCard({ code, sentAt, now: plus(sentAt, age) })).toBe(fresh)
  })
})

describe.each(reachable)('expired cards on %s', (dialect) => {
  let test: TestDatabase
  let world: DeliveryWorld

  beforeAll(async () => {
    test = await freshDatabase(dialect)
  })
  afterAll(() => test.drop())
  beforeEach(async () => {
    await emptyTables(test.database, deliveryTables)
    world = await openDeliveryWorld(test.database)
    await world.decide(5)
    for (const key of ['zhang', 'lin']) {
      await world.queue(alert(await world.member(key), 1, world.clock.now()))
    }
    await world.deliverAll()
  })

  const answer = async (as: 'taken' | 'snoozed') => {
    await world.delivery.answer({ decision: decisionId(1) }, await world.member('zhang'), as, null)
    await world.deliverAll()
  }
  const replaceExpired = async () => {
    const made = await world.delivery.sendFreshCards()
    await world.deliverAll()
    return made
  }
  const his = () => world.wecom.textsOf('ZhangSan')

  it('P-15 replaces an answered card by a fresh one that says so, once, after 72 hours', async () => {
    world.wecom.canReplace = false
    world.clock.advance(hours(72))
    await answer('taken')
    expect(await replaceExpired()).toBe(2)
    expect(await replaceExpired()).toBe(0)
    expect(his()).toEqual(['D1 open', 'D1 anew taken by zhang先生'])
    const open = await world.delivery.open((await world.member('lin')).id, 10)
    expect(open).toEqual([])
    const figures = await world.delivery.responseTimes(instant(0))
    expect(figures.filter((f) => f.source === null).map((f) => f.told)).toEqual([1, 1])
  })

  it('P-15 leaves a younger card to its next press, and one that can be changed to the change', async () => {
    world.wecom.canReplace = false
    world.clock.advance(hours(71))
    await answer('snoozed')
    expect(await replaceExpired()).toBe(0)
    world.wecom.canReplace = true
    world.clock.advance(hours(20))
    await answer('taken')
    expect(await replaceExpired()).toBe(0)
    expect(his()).toEqual(['D1 taken by zhang先生'])
  })

  it('P-15 replaces a card at once that the platform has lost', async () => {
    world.wecom.before = async ({ kind }) =>
      kind === 'replace' ? { kind: 'refused', code: 'card-expired', advice: '' } : undefined
    await answer('taken')
    expect(await replaceExpired()).toBe(2)
    expect(his()).toEqual(['D1 open', 'D1 anew taken by zhang先生'])
  })

  it('P-15 changes the fresh card from then on, not the one it replaced', async () => {
    world.wecom.canReplace = false
    world.clock.advance(hours(80))
    await answer('snoozed')
    expect(await replaceExpired()).toBe(2)
    world.wecom.canReplace = true
    await answer('taken')
    expect(await replaceExpired()).toBe(0)
    expect(his()).toEqual(['D1 open', 'D1 anew taken by zhang先生'])
  })
})
