import { awaitUntil } from '../../support/await-until'
import { dingtalkWorld, leadCard, words } from '../../support/dingtalk-world'
import type { DingtalkWorld } from '../../support/dingtalk-world'

let world: DingtalkWorld
const open = async (...args: Parameters<typeof dingtalkWorld>): Promise<DingtalkWorld> => {
  world = await dingtalkWorld(...args)
  return world
}

afterEach(async () => {
  await world.close()
  expect(world.platform.violations()).toEqual([])
})

const said = (conversation: string): string[] =>
  world.platform.conversation(conversation).flatMap(({ from, shown }) => (from === 'bot' ? [shown.text] : []))
const groupSend = '/v1.0/robot/groupMessages/send'
const bySession = '/robot/sendBySession'
const calls = (path: string): number => world.platform.counters().calls[path] ?? 0

describe('a group', () => {
  it('P-02 is told apart from a single chat, and the mention is gone from the text', async () => {
    const { platform, hub } = await open()

    await platform.typeInGroupAs('zhangsan', '华东销售', '今日热客')
    await platform.typeAs('zhangsan', '今日热客')
    await awaitUntil('both', () => hub.heard.length === 2)

    expect(hub.heard.map(({ group, text }) => [group, text])).toEqual(
      expect.arrayContaining([
        ['cid华东销售==', '今日热客'],
        [null, '今日热客'],
      ]),
    )
  })

  it('P-02 is answered where the question was asked, by the webhook that came with it', async () => {
    const { platform, hub } = await open()
    hub.answer = () => words('三位热客')

    await platform.typeInGroupAs('zhangsan', '华东销售', '今日热客')
    await awaitUntil('the answer', () => said('华东销售').length === 1)

    expect(said('华东销售')).toEqual(['三位热客'])
    expect(said('zhangsan')).toEqual([])
    expect([calls(bySession), calls(groupSend)]).toEqual([1, 0])
  })

  it('P-02 is answered by the robot where the webhook is past its time', async () => {
    const { platform, hub, logged } = await open({ pace: { sessionWebhook: 30_000 } })
    hub.answer = () => words('三位热客')

    await platform.typeInGroupAs('zhangsan', '华东销售', '今日热客')
    await awaitUntil('the answer', () => said('华东销售').length === 1)

    expect([calls(bySession), calls(groupSend)]).toEqual([0, 1])
    expect(logged.map(({ message }) => message)).toContainEqual(expect.stringContaining('past its time'))
  })

  it.each([
    ['the session is not known any more', 200, { errcode: 300001 }, 'expired'],
    ['it fails as an expired one is said to', 500, 'error', 'expired'],
    ['the quota of webhooks is used up', 200, { errcode: 90030 }, 'refused'],
    ['it is called too often', 200, { errcode: 90018 }, 'try-later'],
  ])('P-02 is answered by the robot where %s', async (_, status, body, kind) => {
    const { platform, hub, logged } = await open()
    hub.answer = () => words('三位热客')
    platform.faults.refuseNext(1, bySession, status, body)

    await platform.typeInGroupAs('zhangsan', '华东销售', '今日热客')
    await awaitUntil('the answer', () => said('华东销售').length === 1)

    expect(said('zhangsan')).toEqual([])
    expect(calls(groupSend)).toBe(1)
    expect(logged).toContainEqual(
      expect.objectContaining({ detail: { outcome: expect.objectContaining({ kind }) } }),
    )
  })

  it('P-02 sees no card: it shows a customer, and goes to the one who asked', async () => {
    const { platform, hub, card } = await open()
    hub.answer = () => leadCard()

    await platform.typeInGroupAs('zhangsan', '华东销售', '我的线索')
    await awaitUntil('the card', () => platform.conversation('zhangsan').length === 1)

    expect(card().shown).toMatchObject({ form: 'card' })
    expect(said('华东销售')).toEqual([])
  })
})
