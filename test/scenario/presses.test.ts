import type { SimulatedPlatform } from '../../adapters/simulator/simulated-platform'
import type { RuleStatistics } from '../../api/delivery/domain/rule-statistics'
import type { Decision } from '../../contract/decision'
import { awaitUntil } from '../support/await-until'
import { accounts } from './company'
import { cardFor, cardsOf, openStage } from './stage'
import type { ShownCard, Stage } from './stage'
import { hoursAgo, nativeView } from './visits'
import type { Visitor } from './visits'

const chen: Visitor = { phone: '13700000001', name: '陈立群', company: '恒砺精密' }

const isTold = (card: ShownCard): boolean => JSON.stringify(card).includes('技术型客户')

/** A strategy's card is told to the owner on WeCom and to whoever leads him on DingTalk. */
describe('what stands on a card besides the answers', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await openStage()
    await stage.post(
      '/v1/touchpoints',
      [8, 6, 4, 0].map((ago, i) => nativeView(chen, '/docs/api/a', hoursAgo(ago), `v${i}`)),
    )
    await cardFor(stage.wecom, accounts.wang, '技术型客户')
    await cardFor(stage.dingtalk, accounts.lin, '技术型客户')
    await stage.delivered()
  })
  afterAll(() => stage.close())

  const cardOf = (platform: SimulatedPlatform, userId: string): ShownCard => {
    const card = cardsOf(platform, userId).findLast(isTold)
    if (card === undefined) throw new Error(`${userId} has no such card`)
    return card
  }
  const press = async (platform: SimulatedPlatform, userId: string, text: string) => {
    const card = cardOf(platform, userId)
    const button = card.buttons.find((one) => one.text.includes(text))
    if (button === undefined) throw new Error(`no ${text} among ${JSON.stringify(card.buttons)}`)
    await platform.pressAs(userId, card.id, button.key)
  }
  const shows = (platform: SimulatedPlatform, userId: string, text: string) =>
    awaitUntil(`${userId} to see ${text}`, () => JSON.stringify(cardOf(platform, userId)).includes(text))
  const wang = ['wecom', accounts.wang] as const
  const lin = ['dingtalk', accounts.lin] as const

  it.each([
    [...wang, '时机不对'],
    [...lin, '没有用'],
  ] as const)('P-21 keeps 👎 of %s with its reason once, linked to the rule', async (on, userId, reason) => {
    await press(stage[on], userId, '👎')
    await shows(stage[on], userId, '哪里不好')
    await press(stage[on], userId, reason)
    await awaitUntil('the card as before', () =>
      cardOf(stage[on], userId).buttons.some(({ key }) => key === 'take'),
    )
  })

  it('P-21 counts both words at the rule, with their reasons', async () => {
    const { items } = await stage.api<{ items: Decision[] }>('/v1/decisions')
    const behind = items.find(({ actions }) => actions.some((action) => 'startPackage' in action))
    const found = await stage.api<RuleStatistics>(`/v1/rules/${behind?.rule}/statistics`)
    expect(found.reasons.map(({ verdict, reason }) => [verdict, reason]).sort()).toEqual([
      ['bad', 'not-useful'],
      ['bad', 'wrong-time'],
    ])
    expect(found.bad).toBe(2)
    expect(found.versions).toEqual([expect.objectContaining({ version: behind?.ruleVersion, bad: 2 })])
  })

  it.each([wang, lin])('P-21 says to %s %s how to hand over, and changes nothing', async (on, userId) => {
    await press(stage[on], userId, '转交')
    await shows(stage[on], userId, '要转交，请回复「转交 D')
    expect(cardOf(stage[on], userId).buttons.map(({ key }) => key)).toContain('take')
  })

  it('P-03 an answer taken back within the day opens the card for everyone', async () => {
    await press(stage.wecom, accounts.wang, '接手')
    await shows(stage.wecom, accounts.wang, '已由 王磊 接手')
    await shows(stage.dingtalk, accounts.lin, '已由 王磊 接手')
    await press(stage.dingtalk, accounts.lin, '撤销')
    await shows(stage.dingtalk, accounts.lin, '没有改动：只能撤销自己的回答')

    await press(stage.wecom, accounts.wang, '撤销')
    await opened(...wang)
    await opened(...lin)
    await stage.delivered()

    await press(stage.dingtalk, accounts.lin, '接手')
    await shows(stage.dingtalk, accounts.lin, '已由 林建国 接手')
    await press(stage.dingtalk, accounts.lin, '撤销')
    await opened(...lin)
    // A bot's card changes only for whoever presses it, and then shows how things stand.
    await press(stage.wecom, accounts.wang, '为什么')
    await opened(...wang)
    expect(cardsOf(stage.wecom, accounts.wang).filter(isTold)).toHaveLength(1)
  })

  const opened = (on: 'wecom' | 'dingtalk', userId: string) =>
    awaitUntil(`${userId} to see it open`, () => {
      const { buttons } = cardOf(stage[on], userId)
      return ['take', 'later'].every((wanted) => buttons.some(({ key }) => key === wanted))
    })
})
