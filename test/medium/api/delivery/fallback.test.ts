import type { Delivery } from '../../../../api/delivery'
import { decisionId } from '../../../../contract/ids'
import { hours, millis, minutes, seconds } from '../../../../contract/quantities'
import type { TestDatabase } from '../../../support/databases'
import { emptyTables, freshDatabase, reachable } from '../../../support/databases'
import type { DeliveryWorld } from '../../../support/delivery-world'
import { alert, deliveryTables, openDeliveryWorld } from '../../../support/delivery-world'

const away = async () => ({ kind: 'try-later', after: millis(0), code: 'no-connection' }) as const
const well = async () => undefined

describe.each(reachable)('a platform that is away, on %s', (dialect) => {
  let test: TestDatabase
  let world: DeliveryWorld
  let delivery: Delivery

  beforeAll(async () => {
    test = await freshDatabase(dialect)
  })
  afterAll(() => test.drop())
  beforeEach(async () => {
    await emptyTables(test.database, deliveryTables)
    world = await openDeliveryWorld(test.database)
    delivery = world.another({ passPlatformAfter: minutes(5) })
    await world.decide(20)
  })

  const pass = async (length: number) => {
    for (let passed = 0; passed < length; passed += 10_000) {
      world.clock.advance(seconds(10))
      while ((await delivery.deliverDue(100)) > 0);
    }
  }
  const tell = async (key: string, n: number) => {
    const member = await world.member(key)
    await test.database.write((tx) => delivery.queue(tx, [alert(member, n, world.clock.now())]))
    while ((await delivery.deliverDue(100)) > 0);
  }
  const down = () => {
    world.wecom.state = 'down'
    world.wecom.before = away
  }
  const up = () => {
    world.wecom.state = 'connected'
    world.wecom.before = well
  }

  it('J-06 is waited for five minutes, then passed by; who has no other platform is told when it is back', async () => {
    down()
    await tell('zhang', 1)
    await tell('li', 2)
    await pass(minutes(4))
    expect([world.wecom.order, world.dingtalk.order]).toEqual([[], []])
    await pass(minutes(2))
    expect(world.dingtalk.textsOf('0346')).toEqual(['D1 open'])
    await tell('zhang', 3)
    await pass(seconds(10))
    expect(world.dingtalk.textsOf('0346')).toEqual(['D1 open', 'D3 open'])
    up()
    await pass(minutes(1))
    expect(world.wecom.order.map((s) => s.message.plain)).toEqual(['D2 open'])
    const copies = await test.database.read.rows('SELECT platform FROM notice_copy')
    expect(copies).toEqual([{ platform: 'wecom' }, { platform: 'wecom' }])
  })

  it('J-06 is not passed by for a short while, nor for another that is away as well', async () => {
    down()
    await tell('zhang', 1)
    await pass(minutes(3))
    up()
    await pass(seconds(10))
    down()
    world.dingtalk.state = 'down'
    world.dingtalk.before = away
    await tell('zhang', 2)
    await pass(minutes(10))
    expect(world.wecom.textsOf('ZhangSan')).toEqual(['D1 open'])
    expect(world.dingtalk.order).toEqual([])
    world.dingtalk.state = 'connected'
    world.dingtalk.before = well
    await pass(hours(3))
    expect(world.dingtalk.textsOf('0346')).toEqual(['D2 open'])
  })

  it('J-06 never shows a card twice on one platform, and changes what an answer was lost about', async () => {
    const zhang = await world.member('zhang')
    world.wecom.after = async () => {
      down()
      return { kind: 'try-later', after: millis(0), code: 'lost' }
    }
    await tell('zhang', 1)
    world.wecom.after = well
    await pass(minutes(6))
    expect(world.wecom.textsOf('ZhangSan')).toEqual(['D1 open'])
    expect(world.dingtalk.textsOf('0346')).toEqual(['D1 open'])
    await delivery.answer({ decision: decisionId(1) }, zhang, 'taken', null)
    up()
    await pass(minutes(1))
    expect(world.dingtalk.textsOf('0346')).toEqual(['D1 taken by zhang先生'])
    expect(world.wecom.textsOf('ZhangSan')).toEqual(['D1 taken by zhang先生'])
    const copies = await test.database.read.rows('SELECT maybe_shown FROM notice_copy')
    expect(copies).toEqual([{ maybe_shown: 2 }])
    const cards = await test.database.read.rows("SELECT state, shown FROM notice WHERE kind<>'refresh'")
    expect(cards).toEqual([{ state: 'sent', shown: 2 }])
  })

  it('J-06 marks a copy as stale where the platform cannot change it, and leaves the card itself alone', async () => {
    const zhang = await world.member('zhang')
    down()
    await tell('zhang', 1)
    await pass(minutes(6))
    world.wecom.canReplace = false
    up()
    await delivery.answer({ decision: decisionId(1) }, zhang, 'taken', null)
    await pass(minutes(1))
    expect(await test.database.read.rows('SELECT maybe_shown FROM notice_copy')).toEqual([{ maybe_shown: 3 }])
    const cards = await test.database.read.rows("SELECT state, shown FROM notice WHERE kind<>'refresh'")
    expect(cards).toEqual([{ state: 'sent', shown: 2 }])
  })
})
