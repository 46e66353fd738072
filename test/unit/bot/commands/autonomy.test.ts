import { createMessageHandler, en, zhCN } from '../../../../bot'
import { parseCommand } from '../../../../bot/commands/parse-command'
import { understand } from '../../../../bot/commands/understand'
import type { SpokenNames } from '../../../../contract/ports/desk'
import type { AutonomyStanding, LevelSet } from '../../../../contract/ports/autonomy-desk'
import { instant } from '../../../../contract/quantities'
import * as made from '../../../builders/notices'
import { FakeDesk } from '../../../fakes/fake-desk'

const standing: AutonomyStanding = {
  ...{ id: 'p', name: '技术型客户深度培育', version: 2, paused: false, level: 1, ceiling: 2 },
  since: {
    ...{ number: 3, from: 2, to: 1, at: made.noon, by: 'hub', member: null, reason: 'record' },
    ...{ record: null, decisions: [] },
  },
  record: { settled: 18, good: 15, bad: 3, lower: 0.6078, upper: 0.9416 },
  thumbsDown: 2,
  next: {
    level: 2,
    missing: [
      { kind: 'settled', have: 18, needed: 30 },
      { kind: 'certainty', lower: 0.6999, needed: 0.7 },
      { kind: 'certificate-expired', at: instant(Date.UTC(2026, 4, 1)) },
    ],
  },
}

const ask = async (text: string, levelSet?: LevelSet, group: string | null = null) => {
  const desk = new FakeDesk({
    now: made.noon,
    autonomy: [standing],
    ...(levelSet === undefined ? {} : { levelSet }),
  })
  const handle = createMessageHandler({
    desk,
    memberOf: async () => made.rep,
    now: { now: () => made.noon },
    ...made.context,
  })
  const from = { platform: 'wecom', userId: 'zhangsan' } as const
  const answer = await handle({ from, messageId: 'm', group, text, at: made.noon })
  return { said: String(answer?.body.text), asked: desk.asked }
}

describe('自主', () => {
  it.each(['自主', '自主权', '自主等级', 'autonomy', '自主 技术型'])(
    'P-19 %s shows level, since when, record and what the next level lacks',
    async (text) => {
      const { said } = await ask(text)
      for (const part of [
        '技术型客户深度培育 v2',
        '1 确认后启动',
        '2026-11-23 14:02 · 近期判断不好，自动降级',
        '答复 18 个，好 15，不好 3，把握 0.60–0.94 · 👎 2(不计入)',
        '还差 12 个已答复的决策(18/30)',
        '把握下限 0.69，要到 0.70',
        '证书 2026-05-01 已过期',
      ]) {
        expect(said).toContain(part)
      }
    },
  )

  it.each([
    ['自主 技术型 2', '技术型', 2],
    ['收权 技术型 到 0', '技术型', 0],
    ['放权 技术型客户 深度培育 升到 3级', '技术型客户 深度培育', 3],
    ['autonomy hot lead to level 1', 'hot lead', 1],
  ])('P-19 %s sets a level', (text, strategy, level) => {
    expect(parseCommand(text).command).toEqual({ kind: 'set-autonomy', strategy, level })
  })

  it.each([
    ['自主 技术型 7', { kind: 'incomplete', asks: { kind: 'which-level' } }],
    ['自主 2', { kind: 'autonomy', page: 2, filter: '' }],
    ['自主技术型 2', { kind: 'incomplete', asks: { kind: 'order-needs-space', meant: '自主 技术型 2' } }],
    ['自住 技术型 2', { kind: 'incomplete', asks: { kind: 'order', meant: '自主 技术型 2' } }],
    ['autonmy hot 2', { kind: 'incomplete', asks: { kind: 'order', meant: '自主 hot 2' } }],
  ])('P-19 %s changes nothing', (text, command) => {
    expect(parseCommand(text).command).toEqual(command)
  })

  const names: SpokenNames = {
    ...{ members: [], teams: [], customers: [], hidden: [] },
    strategies: ['技术型客户深度培育'],
  }

  it.each([
    ['把技术型客户深度培育的自主等级调到 1 级', '自主 技术型客户深度培育 1'],
    ['给技术型客户深度培育放权到2吧', '自主 技术型客户深度培育 2'],
  ])('P-19 a sentence that orders is asked back: %s', (text, meant) => {
    expect(understand(text, names, zhCN).command).toEqual({
      kind: 'incomplete',
      asks: { kind: 'order', meant },
    })
  })

  it('P-19 a sentence that asks is answered', () => {
    const { command } = understand('技术型客户深度培育现在自主等级是多少', names, zhCN)
    expect(command).toEqual({ kind: 'autonomy', page: 1, filter: '技术型客户深度培育' })
    expect(understand('how much may it act by itself', names, en).command.kind).toBe('autonomy')
  })

  it.each<[LevelSet, string]>([
    [{ kind: 'done', id: 'p', name: '培育', from: 1, to: 2 }, '「培育」现在是 2 启动，可撤销'],
    [{ kind: 'already', name: '培育', level: 2 }, '本来就是 2'],
    [{ kind: 'refused', name: '培育', to: 2, missing: standing.next?.missing ?? [] }, '还不能升到 2 级'],
    [{ kind: 'forbidden' }, '放权由总监决定'],
    [{ kind: 'none' }, '没有叫「技术型」的策略包'],
    [{ kind: 'several', names: ['甲', '乙'] }, '有好几个'],
  ])('P-19 the answer to setting it: %j', async (set, expected) => {
    const { said, asked } = await ask('自主 技术型 2', set)
    expect(asked).toContain('setAutonomy 技术型 2')
    expect(said).toContain(expected)
  })

  it('P-19 in a group it is not even asked', async () => {
    const { said, asked } = await ask('自主 技术型 2', undefined, 'g1')
    expect(said).toContain(zhCN.chat.onlyInPrivate.title)
    expect(asked).toEqual([])
  })
})
