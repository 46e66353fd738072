import { createMessageHandler } from '../../../../bot'
import type { BotDeps } from '../../../../bot'
import { commandRows } from '../../../../bot/commands/command-rows'
import { spanOf } from '../../../../bot/commands/period'
import { findTimes } from '../../../../bot/commands/clock-words'
import { commandNames } from '../../../../bot/wording/command-name'
import { zhCN } from '../../../../bot'
import { decisionId, memberId } from '../../../../contract/ids'
import { platforms } from '../../../../contract/people'
import { deskRights } from '../../../../contract/ports/desk'
import type { DeskRight } from '../../../../contract/ports/desk'
import type { MemberFigures } from '../../../../contract/ports/figures-desk'
import { instant, minutes } from '../../../../contract/quantities'
import * as made from '../../../builders/notices'
import { FakeDesk } from '../../../fakes/fake-desk'

const figures = (name: string, team = '华东一组'): MemberFigures => ({
  ...{ member: memberId(1), name, team, told: 15, answered: 12, taken: 9, snoozed: 1, wrong: 2 },
  ...{ answeredByOthers: 1, open: 2, toAnswer: { median: minutes(4), p95: minutes(30) } },
})

const world = (rights: readonly DeskRight[] = deskRights) => {
  const desk = new FakeDesk({
    now: made.noon,
    rights,
    hot: [made.page()],
    pages: [made.page()],
    explained: [made.explained()],
    notices: Array.from({ length: 12 }, (_, i) =>
      made.outbound(made.leadAlert({ decision: decisionId(12 + i) })),
    ),
    names: { members: ['李思雨'], teams: ['华东一组'], customers: ['云帆科技'], strategies: ['新询盘'] },
    members: [figures('李思雨'), ...Array.from({ length: 11 }, (_, i) => figures(`同事${i + 1}`))],
    strategies: [
      { kind: 'package', id: 'p', name: '技术培育', version: 2, paused: false, openSteps: 3, level: 2 },
      { kind: 'rule', id: 'r', name: '新询盘', version: 1, paused: true, openSteps: 0, level: null },
    ],
    sources: [
      { name: '官网', kind: 'native', touchpoints: 7, lastReceivedAt: made.noon, state: 'live' },
      { name: '小程序', kind: 'native', touchpoints: 0, lastReceivedAt: null, state: 'waits' },
    ],
    standing: {
      ...{ behind: 0, lastJudgedAt: made.noon, noticesWaiting: 2, oldestWaiting: minutes(3) },
      ...{ undelivered: 1, quarantined: 4 },
      chats: [{ platform: 'wecom', state: 'down', detail: '请检查网络' }],
    },
  })
  const deps: BotDeps = {
    desk,
    memberOf: async () => made.rep,
    now: { now: () => made.noon },
    report: (error) => {
      throw error
    },
    ...made.context,
  }
  const say = async (text: string, group: string | null = null): Promise<string> => {
    const from = { platform: 'wecom', userId: 'zhangsan' } as const
    const answer = await createMessageHandler(deps)({ from, messageId: 'm', group, text, at: made.noon })
    return String(answer?.body.text)
  }
  return { desk, deps, say }
}

describe('P-05 what is asked', () => {
  it.each<[string, readonly string[]]>([
    ['雷达 李思雨', ['雷达 · 李思雨', '中位 4 分', '12/15 · 80%', '2/12 · 17%', '能力评估还没有接入']],
    ['团队雷达 华东一组', ['团队雷达 · 华东一组', '李思雨', '团队雷达 华东一组 2']],
    ['团队雷达 华东一组 2', ['同事10', '同事11']],
    ['响应 本周', ['响应 · 全部', '处理 12/15 · 中位 4 分', '响应 本周 2']],
    ['日报', ['日报 · 全部', '收到提醒', '接手 108', '最热客户', '王敏']],
    ['热力图 触点 近30天', ['热力图 · 触点', '李思雨', '热力图 触点 近30天 2']],
    ['雷达 无此人', ['没有找到「无此人」这个人或团队']],
    ['策略', ['技术培育 v2', '策略包 · 运行中 · 自主 2 级 · 3 个步骤进行中', '规则 · 已暂停']],
    ['来源', ['官网', '正常 · 7 个触点', '还没有数据']],
    ['状态', ['没有积压', '2 条在等', '近一天 1 条没有送达', '4 条读不懂', '已断开 请检查网络']],
    ['待办', ['待处理 10 条以上', '待办 2']],
    ['待办 2', ['第 2 页', '**D22**', '**D23**']],
    ['设置', ['免打扰', '按公司统一设置', '设置 日报 18:00']],
    ['熔断', ['还没有渠道和库存数据', '没有熔断器']],
    ['熔断 触发 京东', ['没有触发', '没有任何渠道被熔断或改动']],
    ['熔断 回滚', ['没有回滚']],
    ['库存 苏州店', ['给不出任何数量']],
    ['选型 24V 5A', ['不能替你选型']],
  ])('%s', async (text, expected) => {
    const answer = await world().say(text)
    for (const part of expected) expect(answer).toContain(part)
  })

  it('P-06 says a sentence back before it answers it', async () => {
    const { desk, say } = world()
    expect(await say('看下李思雨这个月的雷达')).toContain('按「雷达 李思雨 本月」理解')
    expect(desk.asked).toEqual(['figures 李思雨'])
  })

  it('shows every command on some page of help, whole, on both platforms', async () => {
    const { deps } = world()
    for (const platform of platforms) {
      let all = ''
      for (const page of [1, 2, 3]) {
        const from = { platform, userId: 'zhangsan' }
        const text = `帮助 ${page}`
        const answer = await createMessageHandler(deps)({
          ...{ from, messageId: 'm', group: null, text, at: made.noon },
        })
        all += String(answer?.body.text)
      }
      const rows = commandNames.filter((name) => name !== 'help').map((name) => zhCN.chat.help.rows[name])
      for (const [example, does] of rows) {
        expect(all).toContain(example)
        expect(all).toContain(does)
      }
    }
  })

  it('P-07 lists in help, and answers, what the role may use and nothing else', async () => {
    const { say, desk } = world(['see-own-figures'])
    const help = (await say('帮助')) + (await say('帮助 2'))
    for (const name of commandNames.filter((n) => n !== 'help')) {
      const { needs } = commandRows[name]
      const mine = needs === null || needs === 'see-own-figures'
      expect(help.includes(`**${zhCN.chat.help.rows[name][0]}**`)).toBe(mine)
    }
    for (const text of ['状态', '来源', '团队雷达', '暂停 新询盘', '转交 D12 给 李思雨']) {
      expect(await say(text)).toContain('这不在你的权限里')
    }
    expect(desk.asked).toEqual([])
  })
})

describe('P-05 what is ordered', () => {
  it.each<[string, string, readonly string[]]>([
    ['转交 D12 给 李思雨', 'handOver {"decision":12} 李思雨', ['现在由 李思雨 负责', '1 条待处理']],
    ['转交 云帆科技 给 李思雨', 'handOver {"customer":"云帆科技"} 李思雨', ['已转交']],
    ['转交 D12 李思雨', 'handOver {"decision":12} 李思雨', ['已转交']],
    ['转交 D12 给 禁区', 'handOver {"decision":12} 禁区', ['没有改动', '没有这位在职同事']],
    ['撤销', 'undo null', ['没有可以撤销的回答']],
    ['暂停 技术培育', 'setPaused 技术培育 true', ['已暂停「技术培育」', '3 个步骤已停止']],
    ['暂停 新询盘', 'setPaused 新询盘 true', ['本来就是暂停的']],
    ['恢复 新询盘', 'setPaused 新询盘 false', ['已恢复「新询盘」']],
    ['设置 日报 18:00', 'changeSettings {"digestAt":"18:00"}', ['已改好', '18:00']],
    ['设置 免打扰 21:00-08:00', 'changeSettings {"quiet":{"from":"21:00","to":"08:00"}}', ['21:00 到 08:00(次日)']],
    ['设置 免打扰 关', 'changeSettings {"quiet":{"from":"00:00","to":"00:00"}}', ['不设免打扰']],
    ['设置 免打扰 默认', 'changeSettings {"quiet":null}', ['按公司统一设置']],
  ])('%s', async (text, asked, expected) => {
    const { desk, say } = world()
    const answer = await say(text)
    expect(desk.asked).toEqual([asked])
    for (const part of expected) expect(answer).toContain(part)
  }) // prettier-ignore

  it.each([
    ['把云帆科技转给李思雨', '转交 云帆科技 给 李思雨'],
    ['把新询盘停掉', '暂停 新询盘'],
    ['刚才点错了', '撤销'],
    ['云帆科技我来跟', '确认 云帆科技'],
    ['晚上九点到早上八点别打扰我', '设置 免打扰 21:00-08:00'],
  ])('P-06 is never read from a sentence: %s is asked back as %s', async (text, meant) => {
    const { desk, say } = world()
    expect(await say(text)).toContain(`请回复「${meant}」`)
    expect(desk.asked).toEqual([])
  })

  it('takes an answer back and names what is open again; in a group by its code alone', async () => {
    const { say } = world()
    await say('确认 D12')
    expect(await say('撤销 D12')).toMatch(/D12 王敏[^]*「接手」已撤销/)
    await say('确认 D12')
    expect(await say('撤销', 'g1')).not.toContain('王敏')
  })

  it('P-07 hands over in a group by code, and names nobody', async () => {
    const { say, desk } = world()
    expect(await say('转交 D12 给 李思雨', 'g1')).not.toMatch(/王敏|云帆/)
    expect(await say('转交 云帆科技 给 李思雨', 'g1')).toContain('单聊')
    expect(desk.asked).toEqual(['handOver {"decision":12} 李思雨'])
    expect(desk.lookedUp).toEqual([])
  })
})

describe('spans of days', () => {
  // Monday 2026-11-23 14:02 in UTC+8.
  const now = instant(Date.UTC(2026, 10, 23, 6, 2))
  const day = (text: string): number => Date.parse(`${text}T00:00:00+08:00`)
  it.each([
    [{ kind: 'today' }, '2026-11-23', null],
    [{ kind: 'yesterday' }, '2026-11-22', '2026-11-23'],
    [{ kind: 'this-week' }, '2026-11-23', null],
    [{ kind: 'last-week' }, '2026-11-16', '2026-11-23'],
    [{ kind: 'this-month' }, '2026-11-01', null],
    [{ kind: 'last-month' }, '2026-10-01', '2026-11-01'],
    [{ kind: 'days', days: 7 }, '2026-11-17', null],
    [{ kind: 'day', month: 11, day: 3 }, '2026-11-03', '2026-11-04'],
    [{ kind: 'day', month: 12, day: 3 }, '2025-12-03', '2025-12-04'],
  ] as const)('%j', (period, from, to) => {
    expect(spanOf(period, now, 480)).toEqual({ from: day(from), to: to === null ? now + 1 : day(to) })
  })
})

describe('times of day in words', () => {
  it.each([
    ['晚上九点到早上八点', '21:00', '08:00'],
    ['22:30到7:30', '22:30', '07:30'],
    ['中午12点到1点半', '12:00', '13:30'],
    ['下午两点到五点一刻', '14:00', '17:15'],
    ['晚上十一点二十分到凌晨六点', '23:20', '06:00'],
    ['21:00-08:00', '21:00', '08:00'],
  ])('%s', (text, from, to) => {
    expect(findTimes(text).slots).toEqual({ quiet: { from, to } })
  })

  it.each(['25:00到26:00', '三十天', '24v 5a', ''])('are not in %j', (text) => {
    expect(findTimes(text).slots).toEqual({})
  })
})
