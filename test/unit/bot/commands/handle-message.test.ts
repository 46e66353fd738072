import { createMessageHandler, en } from '../../../../bot'
import type { BotDeps } from '../../../../bot'
import { customerId, decisionId, memberId, noticeId } from '../../../../contract/ids'
import type { Member } from '../../../../contract/people'
import { platforms } from '../../../../contract/people'
import type { ChatMessage } from '../../../../contract/ports/chat'
import * as made from '../../../builders/notices'
import { FakeDesk } from '../../../fakes/fake-desk'

const stranger = { platform: 'wecom', userId: 'nobody' } as const
const former: Member = {
  ...made.rep,
  id: memberId(5),
  active: false,
  addresses: [{ platform: 'wecom', userId: 'gone' }],
}

const newest = made.outbound(made.leadAlert({ decision: decisionId(12) }))
const older = made.outbound(
  made.strategyStep({
    decision: decisionId(9),
    customer: { id: customerId(8), name: '李雷', company: '远山制造', tags: [] },
  }),
  { id: noticeId(122) },
)
const someoneElses = made.outbound(made.leadAlert({ decision: decisionId(77) }), {
  id: noticeId(177),
  member: memberId(2),
})

const world = () => {
  const desk = new FakeDesk({
    now: made.noon,
    hot: Array.from({ length: 12 }, (_, i) => made.page({ name: `热客${i + 1}` })),
    pages: [made.page(), made.page({ id: customerId(8), name: '李雷', company: '远山制造' })],
    explained: [made.explained()],
    misses: [made.miss],
    notices: [newest, older, someoneElses],
  })
  const errors: unknown[] = []
  const deps: BotDeps = {
    desk,
    memberOf: async ({ platform, userId }) =>
      [made.rep, former].find(({ addresses }) =>
        addresses.some((address) => address.platform === platform && address.userId === userId),
      ) ?? null,
    now: { now: () => made.noon },
    report: (error) => errors.push(error),
    ...made.context,
  }
  const say = async (text: string, changes: Partial<ChatMessage> = {}): Promise<string> => {
    const from = { platform: 'wecom', userId: 'zhangsan' } as const
    const message = { from, messageId: 'm1', group: null, text, at: made.noon, ...changes }
    const answer = await createMessageHandler(deps)(message)
    return String(answer?.body.text)
  }
  return { desk, deps, say, errors }
}

describe('questions', () => {
  it.each<[string, readonly string[]]>([
    ['今日热客', ['今日热客', '热客1', '热客10', '今日热客 2']],
    ['今日热客 2', ['第 2 页', '热客11', '热客12']],
    ['今日热客 华东', ['华东', '热客1', '今日热客 华东 2']],
    ['今日热客 华东 2', ['第 2 页', '热客11']],
    ['今日热客 禁区', ['没有找到「禁区」这个人或团队']],
    ['今日热客 9', ['后面没有了']],
    ['客户 云帆', ['王敏 · 云帆科技', '87.3', '+42.1', '合计 87.3']],
    ['为什么 D12', ['① 原始触点', '② 标签条件与数值', '③ 策略']],
    ['为什么', ['D12 为什么']],
    ['为什么 王敏', ['D12 为什么']],
    ['为什么 李雷', ['没有找到 D9']],
    ['为什么没有 云帆', ['3 个条件满足 2 个']],
    ['待办', ['待处理 2 条', '**D12** 王敏', '**D9** 李雷', '确认 D编号']],
    ['我是谁', ['张三', '销售', '华东一组', '企业微信 zhangsan', '钉钉 manager807']],
    ['帮助', ['今日热客', '为什么没有', '待办', '确认 D12', '帮助 2']],
    ['帮助 3', ['状态', '我是谁']],
  ])('P-05 %s', async (text, expected) => {
    const answer = await world().say(text)
    for (const part of expected) expect(answer).toContain(part)
  })

  it('P-05 answers on both platforms', async () => {
    const { deps } = world()
    for (const platform of platforms) {
      const userId = platform === 'wecom' ? 'zhangsan' : 'manager807'
      const message = { from: { platform, userId }, messageId: 'm', group: null, text: '待办', at: made.noon }
      expect(await createMessageHandler(deps)(message)).toMatchObject({ platform, form: 'markdown' })
    }
  })

  it('P-05 says how it read a slip', async () => {
    const answer = await world().say('带办')
    expect(answer).toContain('按「待办」理解')
    expect(answer).toContain('**D12**')
  })

  it('P-05 says what it understood of the rest and offers what is nearest', async () => {
    const answer = await world().say('今天热不热')
    expect(answer).toContain('今天热不热')
    expect(answer).toContain('「今日热客」')
    expect(answer).toContain('「帮助」')
  })

  it('explains a customer’s score where no notice about them is open', async () => {
    const { desk, say } = world()
    await desk.confirm(made.rep, { decision: decisionId(12) }, 'taken', null)
    expect(await say('为什么 王敏')).toContain('得分构成')
  })

  it('P-07 answers the same for a customer that is none and one that is not the asker’s', async () => {
    const { say } = world()
    const none = await say('客户 某某')
    const forbidden = await say('客户 禁区')
    expect(none.replace('某某', '')).toBe(forbidden.replace('禁区', ''))
  })

  it('asks for more where a name is several', async () => {
    const { deps, say } = world()
    const twins = [made.page(), made.page({ id: customerId(9), company: '云帆物流' })]
    const desk = new FakeDesk({ now: made.noon, pages: twins })
    Object.assign(deps, { desk })
    const answer = await say('客户 王敏')
    expect(answer).toContain('云帆科技')
    expect(answer).toContain('云帆物流')
    expect(answer).toContain('客户 #7')
  })

  it('speaks English where the installation does', async () => {
    const { deps, say } = world()
    Object.assign(deps, { wording: en })
    expect(await say('help')).toContain('What I can do')
    expect(await say('待办')).toContain('2 open')
  })
})

describe('orders', () => {
  it('P-04 takes the newest, names it, and asks for nothing more', async () => {
    const { desk, say } = world()
    const answer = await say('确认')
    expect(answer).toContain('已由 张三 接手 14:02')
    expect(answer).toContain('D12 王敏 · 云帆科技')
    expect(answer).toContain('不用再填')
    expect(desk.asked).toEqual(['confirm {"newest":true} taken'])
  })

  it('keeps a reason with the answer', async () => {
    const { desk, say } = world()
    expect(await say('不对 D9 是竞品')).toContain('备注：是竞品')
    expect(desk.notes).toEqual(['是竞品'])
  })

  it('P-03 changes a thing once: the second says who was first', async () => {
    const { say } = world()
    await say('确认 D12')
    const again = await say('不对 D12')
    expect(again).toContain('已由 张三 接手 14:02')
    expect(again).toContain('你已经处理过了，没有改动')
  })

  it('P-03 says so when somebody else was first', async () => {
    const { deps, say } = world()
    const settled = { kind: 'answered', by: '李四', answer: 'wrong', at: made.noon } as const
    Object.assign(deps, { desk: new FakeDesk({ now: made.noon, notices: [{ ...newest, settled }] }) })
    const answer = await say('确认 D12')
    expect(answer).toContain('李四 标记不对 14:02')
    expect(answer).toContain('已经有人先处理了')
  })

  it('P-03 puts a thing off once, and takes it later by number, by customer or as the newest', async () => {
    for (const order of ['确认 D9', '确认 远山', '确认']) {
      const { desk, say } = world()
      expect(await say('稍后 D9')).toContain('已由 张三 稍后处理 14:02')
      expect(await say('稍后 D9')).toContain('已经放到稍后了，没有改动')
      if (order === '确认') await say('不对 D12')
      expect(await say(order)).toMatch(/已由 张三 接手 14:02[^]*D9 李雷[^]*不用再填/)
      expect(await say('稍后 D9')).toContain('你已经处理过了，没有改动')
      expect(desk.notes).toHaveLength(order === '确认' ? 3 : 2)
    }
  })

  it('P-03 lists what was put off among what is open, and says so', async () => {
    const { say } = world()
    await say('稍后 D9')
    const open = await say('待办')
    expect(open).toContain('待处理 2 条')
    expect(open).toMatch(/D9\*\* 李雷.*已由 张三 稍后处理 14:02/)
    expect(open).not.toMatch(/D12\*\* 王敏.*稍后处理/)
    await say('确认 D9')
    expect(await say('待办')).not.toContain('李雷')
  })

  it('finds an open notice by its customer', async () => {
    const { desk, say } = world()
    expect(await say('确认 远山')).toContain('D9 李雷')
    expect(desk.asked).toEqual(['open 50', 'confirm {"notice":122} taken'])
  })

  it('asks which when the name fits several, and says so when it fits none', async () => {
    const { deps, say } = world()
    Object.assign(deps, {
      desk: new FakeDesk({ now: made.noon, notices: [newest, { ...newest, id: noticeId(5) }] }),
    })
    expect(await say('确认 王敏')).toContain('请带编号')
    expect(await say('确认 某某')).toContain('待处理里没有「某某」')
  })

  it.each([
    ['确认 D77', '不是发给你的'],
    ['确认 D999', '没有找到这条通知'],
  ])('P-07 %s changes nothing', async (text, expected) => {
    const { desk, say } = world()
    expect(await say(text)).toContain(expected)
    expect(desk.notes).toEqual([])
  })

  it('says that nothing is open', async () => {
    const { deps, say } = world()
    Object.assign(deps, { desk: new FakeDesk({ now: made.noon }) })
    expect(await say('确认')).toContain('没有等你处理的通知')
    expect(await say('待办')).toContain('都处理完了')
  })

  it('never acts on a guess', async () => {
    const { desk, say } = world()
    for (const text of ['确人 D12', '不是', '不对劲', '确认一下', '稍后 10 分钟', 'tkae D12']) await say(text)
    expect(desk.asked).toEqual([])
  })
})

describe('people', () => {
  const everything = [
    '今日热客',
    '客户 王敏',
    '为什么 D12',
    '为什么没有 云帆',
    '确认',
    '待办',
    '我是谁',
    '帮助',
    '乱说',
    '',
  ]

  it.each(['nobody', 'gone'])(
    'P-07 %s hears one sentence whatever they say, and the desk hears nothing',
    async (userId) => {
      const { desk, say } = world()
      const answers = new Set<string>()
      for (const text of everything) answers.add(await say(text, { from: { ...stranger, userId } }))
      expect(answers.size).toBe(1)
      expect([...answers][0]).toContain('管理员')
      expect(desk.asked).toEqual([])
    },
  )

  it('P-07 shows no customer in a group, and does not even ask the desk', async () => {
    const { desk, say } = world()
    for (const text of [
      '今日热客',
      '客户 王敏',
      '为什么 D12',
      '为什么',
      '为什么 王敏',
      '为什么没有 云帆',
      '待办',
      '确认 王敏',
    ]) {
      expect(await say(text, { group: 'g1' })).toContain('单聊')
    }
    expect(desk.asked).toEqual([])
  })

  it('P-07 takes orders in a group by code, and names no customer', async () => {
    const { say } = world()
    const answer = await say('确认 D12 明天打电话', { group: 'g1' })
    expect(answer).toContain('已由 张三 接手 14:02')
    expect(answer).toContain('D12')
    expect(answer).not.toMatch(/王敏|云帆|打电话/)
  })

  it('P-07 says in a group who somebody is, not by which accounts', async () => {
    expect(await world().say('我是谁', { group: 'g1' })).not.toContain('zhangsan')
  })
})

it('answers politely when the desk fails, and tells whoever runs the hub', async () => {
  const { deps, say, errors } = world()
  const failure = new Error('connection lost')
  Object.assign(deps, { desk: { ...deps.desk, open: async () => Promise.reject(failure) } })
  const answer = await say('待办')
  expect(answer).toContain('不会丢')
  expect(answer).not.toContain('connection')
  expect(errors).toEqual([failure])
})
