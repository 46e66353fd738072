import { cardForNotice, en, noticeOf, render } from '../../../../bot'
import type { Card } from '../../../../bot'
import { conditionLines } from '../../../../bot/cards/condition-text'
import { customerPageCard } from '../../../../bot/cards/customer-page.card'
import { decisionExplainedCard, explainedInPlace } from '../../../../bot/cards/decision-explained.card'
import { hotListCard } from '../../../../bot/cards/hot-list.card'
import { missExplainedCard } from '../../../../bot/cards/miss-explained.card'
import { noticeId, tag, topic } from '../../../../contract/ids'
import { platforms } from '../../../../contract/people'
import { noticeReference } from '../../../../contract/ports/chat'
import { days, instant, plus } from '../../../../contract/quantities'
import type { Condition, Reading } from '../../../../contract/rule'
import * as made from '../../../builders/notices'

const { context, noon } = made
interface TemplateCard {
  readonly main_title: { readonly title: string; readonly desc?: string }
  readonly sub_title_text?: string
  readonly horizontal_content_list: readonly { readonly keyname: string; readonly value: string }[]
  readonly button_list: readonly { readonly text: string; readonly style: number; readonly key: string }[]
}
const wecom = (card: Card) => render(card, 'wecom', context).body as unknown as TemplateCard
const dingtalk = (card: Card) => render(card, 'dingtalk', context).body as Record<string, string>
const keysOf = (card: Card): readonly string[] => wecom(card).button_list.map(({ key }) => key)
const everything = (card: Card): string =>
  platforms.map((p) => JSON.stringify(render(card, p, context))).join('\n')

describe('a lead alert', () => {
  const card = cardForNotice(made.outbound(made.leadAlert()), context)

  it('P-01 asks for one of four answers and carries the reference of its notice', () => {
    expect(keysOf(card)).toEqual(['take', 'later', 'wrong', 'why'])
    expect(wecom(card).button_list.map(({ text }: { text: string }) => text)).toEqual([
      '接手',
      '稍后',
      '不对',
      '为什么',
    ])
    expect(card.reference).toBe('n123')
  })

  it('P-02 asks the same on DingTalk, each button calling back with its key', () => {
    const buttons = JSON.parse(dingtalk(card).btns ?? '') as { event: { params: { actionId: string } } }[]
    expect(buttons.map(({ event }) => event.params.actionId)).toEqual(['take', 'later', 'wrong', 'why'])
  })

  it('P-01 shows at most three facts and evidence with its times', () => {
    expect([card.emphasis, ...card.facts].length).toBeLessThanOrEqual(3)
    const rows = wecom(card).horizontal_content_list
    expect(rows[0]).toEqual({ keyname: '意向强度', value: '87.3' })
    expect(rows.slice(3).map(({ keyname }) => keyname)).toEqual(['14:02', '13:32', '13:02'])
    expect(rows[3]?.value).toBe('查看 API 集成文档 2 分 10 秒')
  })

  it('P-01 says how many touchpoints did not fit and how to see them', () => {
    expect(wecom(card).sub_title_text).toContain('另有 2 条')
    expect(wecom(card).sub_title_text).toContain('为什么 D12')
  })

  it('S1-17 names the largest contributions and sums up the rest', () => {
    expect(wecom(card).sub_title_text).toContain('+42.1')
    expect(wecom(card).sub_title_text).toContain('其余 2 项 +9.9')
    expect(wecom(card).sub_title_text).toContain('合计 87.3')
  })

  it('shows the day instead of the time for touchpoints of another day', () => {
    const yesterday = plus(noon, days(-1))
    const evidence = [{ at: yesterday, verb: 'viewed', object: 'pricing', dwellMs: 0 }]
    const old = cardForNotice(made.outbound(made.leadAlert({ evidence })), context)
    expect(wecom(old).horizontal_content_list.at(-1)).toEqual({ keyname: '11-22', value: '查看价格页' })
    expect(dingtalk(old).markdown).toContain('**11-22 14:02** 查看价格页')
  })

  it('tells the reader’s own time, whatever the zone', () => {
    const inNewYork = { utcOffsetMinutes: -300 }
    const body = render(cardForNotice(made.outbound(made.leadAlert()), inNewYork), 'wecom', inNewYork).body
    expect(JSON.stringify(body)).toContain('"01:02"')
  })

  it('survives a customer without name, company, tags, evidence or contributions', () => {
    const bare = made.leadAlert({
      customer: { ...made.customer, name: ' ', company: null, tags: [] },
      evidence: [],
      intent: made.intentOf(),
    })
    const body = wecom(cardForNotice(made.outbound(bare), context))
    expect(body.main_title.title).toBe('未命名客户')
    expect(body).not.toHaveProperty('sub_title_text')
  })

  it('speaks English where asked to', () => {
    const english = { ...context, wording: en }
    const { body } = render(cardForNotice(made.outbound(made.leadAlert()), english), 'wecom', english)
    expect((body.button_list as { text: string }[]).map(({ text }) => text)).toEqual([
      'Take',
      'Later',
      'Wrong',
      'Why',
    ])
  })

  it('calls topics by the company’s own names first', () => {
    const evidence = [{ at: noon, verb: 'viewed', object: 'api-docs', dwellMs: 0 }]
    const own = { ...context, topicNames: { 'api-docs': '开发者中心' } }
    const { body } = render(cardForNotice(made.outbound(made.leadAlert({ evidence })), own), 'wecom', own)
    expect(JSON.stringify(body)).toContain('查看开发者中心')
  })

  it('does not let a customer’s name become a link or a format', () => {
    const customer = { ...made.customer, name: '[领奖](http://evil.example)', company: '**x**' }
    const page = customerPageCard(made.page(customer), noon, context)
    for (const platform of platforms) {
      const { text } = render(page, platform, context).body as { text: string }
      expect(text).not.toContain('](')
      expect(text).not.toContain('**x')
    }
  })
})

describe('a customer page', () => {
  it('P-17 shows WeCom’s tags beside the hub’s own, and nothing where there are none', () => {
    const facts = (more: Parameters<typeof made.page>[0]) =>
      customerPageCard(made.page(more), noon, context).facts.map((f) => [f.name, f.value])

    expect(facts({ tags: ['价格敏感'], wecomTags: ['VIP', '华东'] })).toEqual(
      expect.arrayContaining([
        ['标签', '价格敏感'],
        ['企微标签', 'VIP、华东'],
      ]),
    )
    expect(facts({}).map(([name]) => name)).not.toContain('企微标签')
  })
})

describe('a strategy step', () => {
  const card = cardForNotice(made.outbound(made.strategyStep()), context)

  it('S1-25 shows touchpoints with values, the tag, and the package with owners and due days', () => {
    const rows = wecom(card).horizontal_content_list
    expect(rows).toEqual([
      { keyname: '①触点', value: 'API 文档 7 天内 3 次(需 ≥3)' },
      { keyname: '①触点', value: '价格页连续 3 次看到入口未点开(需 ≥3)' },
      { keyname: '②标签', value: '技术型客户' },
      { keyname: '③策略', value: '白皮书 · 张三 11-24 周二前' },
      { keyname: '③策略', value: 'CTO 闭门交流 · 李经理 11-26 周四前' },
      { keyname: '③策略', value: 'POC 方案框架 · 张三 11-28 周六前' },
    ])
  })

  it.each([
    [0, '建议策略包「技术型客户深度培育」，不会自动启动', false],
    [1, '接手后才启动策略包「技术型客户深度培育」', false],
    [2, '已启动策略包「技术型客户深度培育」，可撤销', true],
    [3, '已自动启动策略包「技术型客户深度培育」，可撤销', true],
  ] as const)(
    'P-19 says at level %i what happens, and has 撤销 where something did',
    (autonomy, said, undo) => {
      const steps = [
        { name: '白皮书', task: '', due: made.noon, ...(autonomy < 2 ? { afterStartDays: 5 } : {}) },
      ]
      const heard = { ...context, extras: new Set(['undo'] as const) }
      const at = cardForNotice(made.outbound(made.strategyStep({ autonomy, steps })), heard)
      for (const platform of platforms) {
        const { body, plain } = render(at, platform, context)
        expect(`${JSON.stringify(body)} ${plain}`).toContain(said)
      }
      expect(at.buttons.some(({ key }) => key === 'undo')).toBe(undo)
      expect(JSON.stringify(wecom(at).horizontal_content_list)).toContain(
        autonomy < 2 ? '启动后 5 工作日' : '前',
      )
    },
  )

  it.each([
    ['taken', 'started', '已由 张三 接手 14:02 已启动'],
    ['taken', 'suggested', '已由 张三 接手 14:02 未启动'],
    ['wrong', 'called-off', '张三 标记不对 14:02 已停止'],
    ['wrong', 'declined', '张三 标记不对 14:02 未启动'],
    ['called-off', 'called-off', '张三 撤销启动 14:02 已停止'],
  ] as const)('P-19 says after %s what became of the package: %s', (answer, became, said) => {
    const settled = { kind: 'answered', by: '张三', answer, at: made.noon, package: became } as const
    expect(cardForNotice(made.outbound(made.strategyStep(), { settled }), context).settled).toBe(said)
  })

  it('S1-25 shows the same on DingTalk, with each task in full', () => {
    const { markdown } = dingtalk(card)
    expect(markdown).toContain('API 文档 7 天内 3 次(需 ≥3)')
    expect(markdown).toContain('白皮书 · 张三 11-24 周二前：把架构白皮书发给客户')
    expect(markdown).toContain('策略包 技术型客户深度培育 v2')
  })

  it('falls back on the touchpoints where no condition speaks of them', () => {
    const reading = made.allOf()
    const plain = cardForNotice(made.outbound(made.strategyStep({ reading })), context)
    expect(wecom(plain).horizontal_content_list[0]?.value).toContain('14:02 查看 API 集成文档')
  })

  it('names no owner where nobody is known', () => {
    const steps = [{ name: '白皮书', task: '', due: noon }]
    const step = cardForNotice(made.outbound(made.strategyStep({ steps })), context)
    expect(JSON.stringify(wecom(step))).toContain('"白皮书 11-23 周一前"')
  })
})

describe('an answered card', () => {
  it.each([
    ['taken', '已由 张三 接手 14:02', '已接手'],
    ['wrong', '张三 标记不对 14:02', '已标记不对'],
  ] as const)('P-03 once %s says who and when, and has one grey button left', (answer, text, button) => {
    for (const notice of [made.leadAlert(), made.strategyStep()]) {
      const card = cardForNotice(made.answered(notice, answer), context)
      expect(wecom(card).main_title.desc).toBe(text)
      expect(wecom(card).button_list).toEqual([{ text: button, style: 4, key: 'noop' }])
      expect(dingtalk(card).statusText).toBe(text)
      expect(JSON.parse(dingtalk(card).btns ?? '')).toMatchObject([
        { text: button, color: 'gray', status: 'disabled' },
      ])
    }
  })

  it('P-03 once put off says by whom and can still be taken or called wrong, on both platforms', () => {
    for (const notice of [made.leadAlert(), made.strategyStep()]) {
      const card = cardForNotice(made.answered(notice, 'snoozed'), context)
      expect(wecom(card).main_title.desc).toBe('已由 张三 稍后处理 14:02')
      expect(wecom(card).button_list).toEqual([
        { text: '接手', style: 1, key: 'take' },
        { text: '不对', style: 3, key: 'wrong' },
      ])
      // Grey: neither an alarm any more nor done.
      expect(wecom(card)).toMatchObject({ source: { desc_color: 0 } })
      expect(dingtalk(card).statusText).toBe('已由 张三 稍后处理 14:02')
      expect(JSON.parse(dingtalk(card).btns ?? '')).toMatchObject([
        { text: '接手', status: 'normal', event: { params: { actionId: 'take' } } },
        { text: '不对', status: 'normal', event: { params: { actionId: 'wrong' } } },
      ])
    }
  })

  it('P-03 says in plain text what can be replied as long as an answer would count', () => {
    const plainOf = (card: Card) => render(card, 'wecom', context).plain
    const open = plainOf(cardForNotice(made.outbound(made.leadAlert()), context))
    const putOff = plainOf(cardForNotice(made.answered(made.leadAlert(), 'snoozed'), context))
    const taken = plainOf(cardForNotice(made.answered(made.leadAlert(), 'taken'), context))
    expect(open).toContain('「稍后 D12」')
    expect(putOff).toContain('回复「确认 D12」接手，「不对 D12 原因」纠错')
    expect(putOff).not.toContain('「稍后')
    expect(taken).not.toContain('回复「')
  })

  it('P-03 once put off says so in English', () => {
    const english = { ...context, wording: en }
    const card = cardForNotice(made.answered(made.leadAlert(), 'snoozed'), english)
    const { body } = render(card, 'wecom', english)
    expect(body).toMatchObject({
      main_title: { desc: 'Put off by 张三 14:02' },
      button_list: [{ text: 'Take' }, { text: 'Wrong' }],
    })
  })

  it('P-03 keeps the time however long the name is', () => {
    const card = cardForNotice(made.answered(made.leadAlert(), 'taken', '阿'.repeat(60)), context)
    expect(wecom(card).main_title.desc).toMatch(/^已由 阿+… 接手 14:02$/)
  })

  it('P-03 says the day when it was answered on another day', () => {
    const settled = { kind: 'answered', by: '张三', answer: 'taken', at: plus(noon, days(1)) } as const
    const card = cardForNotice(made.outbound(made.leadAlert(), { settled }), context)
    expect(wecom(card).main_title.desc).toBe('已由 张三 接手 11-24 14:02')
  })
})

describe('a system warning', () => {
  it('is a message with advice and without buttons on both platforms', () => {
    const card = cardForNotice(made.outbound(made.systemWarning), context)
    for (const platform of platforms) {
      const { form, body } = render(card, platform, context)
      expect(form).toBe('markdown')
      expect(body.text).toContain('zhongshu doctor')
    }
  })
})

describe('a decision explained', () => {
  it('S1-34 C1 shows touchpoints, conditions with values, and strategy with version, hypothesis and outcome', () => {
    const { text } = render(decisionExplainedCard(made.explained(), context), 'wecom', context).body as {
      text: string
    }
    const layers = ['① 原始触点', '② 标签条件与数值', '③ 策略、版本、假设、结果'].map((layer) =>
      text.indexOf(layer),
    )
    expect(layers.every((at) => at > 0)).toBe(true)
    expect(layers).toEqual(layers.toSorted((a, b) => a - b))
    expect(text).toContain('14:02 查看 API 集成文档 2 分 10 秒')
    expect(text).toContain('✓ API 文档 7 天内 3 次(需 ≥3)')
    expect(text).toContain('技术型客户识别 v4')
    expect(text).toContain('假设：反复看文档又不看价格的人在做技术评估')
    expect(text).toContain('结果：还没有人处理')
    expect(text).toContain('t-8f2c')
  })

  it('S1-34 says who answered', () => {
    const outcome = { kind: 'answered', by: '李四', answer: 'wrong', at: noon } as const
    expect(everything(decisionExplainedCard(made.explained({ outcome }), context))).toContain(
      '结果：李四 标记不对 14:02',
    )
  })

  it('C1 opens in the card itself, buttons kept, with the way to the whole of it', () => {
    const card = explainedInPlace(
      cardForNotice(made.outbound(made.leadAlert()), context),
      made.explained(),
      context,
    )
    expect(keysOf(card)).toEqual(['take', 'later', 'wrong', 'why'])
    const rows = wecom(card).horizontal_content_list
    expect(rows.map(({ keyname }) => keyname)).toEqual(['①触点', '①触点', '②条件', '②条件', '③策略', '③策略'])
    expect(wecom(card).sub_title_text).toContain('为什么 D12')
    expect(dingtalk(card).markdown).toContain('为什么 D12')
  })
})

describe('a miss explained', () => {
  it('C1 says which condition was 2 of 3', () => {
    const { text } = render(missExplainedCard(made.miss, context), 'wecom', context).body as { text: string }
    expect(text).toContain('技术型客户识别 v4：3 个条件满足 2 个')
    expect(text).toContain('✓ API 文档 7 天内 3 次(需 ≥3)')
    expect(text).toContain('✗ 价格页连续 2 次看到入口未点开(需 ≥3)')
  })

  it('C1 puts the rule nearest to firing first and says when one only rests', () => {
    const [near] = made.miss.rules
    if (near === undefined) throw new Error('the example has a rule')
    const far = { ...near, name: '远的', reading: made.allOf(made.docsRead(0), made.pricingSkipped(0)) }
    const resting = { ...near, name: '休息的', met: true, restsUntil: plus(noon, days(2)) }
    const text = everything(missExplainedCard({ ...made.miss, rules: [far, near, resting] }, context))
    expect(text.indexOf('休息的')).toBeLessThan(text.indexOf('技术型客户识别'))
    expect(text.indexOf('技术型客户识别')).toBeLessThan(text.indexOf('远的'))
    expect(text).toContain('规则休息到 11-25 14:02')
  })

  it('C1 calls two of three views nearer than a rule of which only the absences hold', () => {
    const [near] = made.miss.rules
    if (near === undefined) throw new Error('the example has a rule')
    const absent = { condition: { not: { tag: { has: tag('已成交') } } }, met: true, found: null, needed: null, evidence: [], children: [] } // prettier-ignore
    const half = {
      ...near,
      name: '两项都过半',
      reading: made.allOf(made.docsRead(2), made.pricingSkipped(2)),
    }
    const empty = { ...near, name: '只是没有', reading: made.allOf(made.docsRead(0), absent, absent) }
    const text = everything(missExplainedCard({ ...made.miss, rules: [empty, half] }, context))
    expect(text.indexOf('两项都过半')).toBeLessThan(text.indexOf('只是没有'))
  })

  it('C1 keeps the score of conditions however long the rule’s name is', () => {
    const rules = made.miss.rules.map((rule) => ({ ...rule, name: '很长的规则名'.repeat(30) }))
    expect(everything(missExplainedCard({ ...made.miss, rules }, context))).toContain(
      '… v4：3 个条件满足 2 个',
    )
  })

  it('says so when no rule concerns the customer', () => {
    expect(everything(missExplainedCard({ ...made.miss, rules: [] }, context))).toContain('没有一条规则')
  })
})

describe('a condition with its value', () => {
  const leaf = (condition: Condition, found: Reading['found'], met = false): Reading => ({
    condition,
    met,
    found,
    needed: null,
    evidence: [],
    children: [],
  })
  const of = { verb: 'viewed', topic: topic('api-docs') } as const

  it.each<[string, Reading, string]>([
    ['a count', leaf({ count: { of, withinDays: 7, atLeast: 3 } }, 2), 'API 文档 7 天内 2 次(需 ≥3)'],
    [
      'a count of another verb',
      leaf(
        { count: { of: { verb: 'downloaded', topic: topic('whitepaper') }, withinDays: 30, atLeast: 1 } },
        0,
      ),
      '下载白皮书 30 天内 0 次(需 ≥1)',
    ],
    [
      'a count of anything',
      leaf({ count: { of: {}, withinDays: 1, atLeast: 9 } }, 4),
      '任何触点 1 天内 4 次(需 ≥9)',
    ],
    [
      'one object',
      leaf({ count: { of: { verb: 'viewed', object: '/pricing' }, withinDays: 1, atLeast: 2 } }, 1),
      '查看「/pricing」 1 天内 1 次(需 ≥2)',
    ],
    [
      'a sum in minutes and seconds',
      leaf({ sum: { of, field: 'dwellSeconds', withinDays: 7, atLeast: 600 } }, 445),
      'API 文档 7 天内停留 7 分 25 秒(需 ≥10 分)',
    ],
    [
      'distinct visits',
      leaf({ distinct: { of, by: 'visit', withinDays: 7, atLeast: 3 } }, 2),
      'API 文档 7 天内 2 次访问(需 ≥3)',
    ],
    [
      'a sequence',
      leaf({ sequence: { steps: [of, { verb: 'submitted', topic: topic('inquiry') }], withinDays: 7 } }, 1),
      '7 天内依次 查看 API 文档 → 提交询盘表单，走到第 1 步(共 2 步)',
    ],
    [
      'an absence, never rounded up to what is needed',
      leaf({ absence: { of: { verb: 'replied' }, forDays: 14 } }, 13.99),
      '13.99 天没有回复(需 ≥14 天)',
    ],
    [
      'a streak',
      leaf({ streak: { shown: topic('pricing'), visits: 3 } }, 2),
      '价格页连续 2 次看到入口未点开(需 ≥3)',
    ],
    ['intent in points', leaf({ intent: { atLeast: 600 } }, 587), '意向强度 58.7(需 ≥60.0)'],
    [
      'a stage',
      leaf({ stage: { in: ['evaluating', 'negotiating'] } }, 'new'),
      '阶段是新客户(需 评估中、商务谈判)',
    ],
    ['a tag', leaf({ tag: { has: tag('高价值') } }, null), '标签「高价值」没有(需有)'],
    [
      'a field',
      leaf({ field: { name: 'position', op: 'contains', value: 'CTO' } }, '采购'),
      '职务是「采购」(需含「CTO」)',
    ],
    ['an unknown field', leaf({ field: { name: 'company', op: 'known' } }, null), '公司是「未知」(需已知)'],
    [
      'a schedule',
      leaf({ schedule: { weekdays: [1, 2], from: '09:00', to: '18:00', utcOffsetMinutes: 480 } }, '3 14:05'),
      '时间 周三 14:05(需在周一、周二 09:00–18:00)',
    ],
  ])('C1 reads %s', (_, reading, expected) => {
    expect(conditionLines(reading, context).map(({ text }) => text)).toEqual([expected])
  })

  it('C1 shows groups with how many of theirs hold, and what they hold below them', () => {
    const any: Reading = {
      ...leaf({ any: [] }, 1, true),
      children: [made.docsRead(3), made.pricingSkipped(1)],
    }
    const told = conditionLines(made.allOf(any), context)
    expect(told.map(({ depth, met, text }) => `${depth}${met ? '✓' : '✗'}${text}`)).toEqual([
      '0✓任意一条(1/2)',
      '1✓API 文档 7 天内 3 次(需 ≥3)',
      '1✗价格页连续 1 次看到入口未点开(需 ≥3)',
    ])
  })
})

describe('lists and pages', () => {
  it('ranks hot customers with score, stage, owner and last touch, and offers the next page', () => {
    const customers = [made.page(), made.page({ name: '李雷', owner: null, tenths: 640 })]
    const { text } = render(
      hotListCard({ page: 1, customers, more: true, filter: '' }, noon, context),
      'wecom',
      context,
    ).body as { text: string }
    expect(text).toContain('**87.3** 王敏 · 云帆科技 · 评估中 · 张三 · 14:02')
    expect(text).toContain('**64.0** 李雷')
    expect(text).toContain('无人负责')
    expect(text).toContain('今日热客 2')
  })

  it('S1-17 shows a customer’s contributions with counts and half-lives, adding up to the score', () => {
    const text = everything(customerPageCard(made.page(), noon, context))
    expect(text).toContain('反复查看 API 文档 4 次 +42.1(半衰期 7 天)')
    expect(text).toContain('得分构成(合计 87.3)')
  })
})

describe('a reference', () => {
  it.each([1, 123, 999_999_999])('of notice %i names it again', (id) => {
    expect(noticeOf(noticeReference(noticeId(id)))).toBe(id)
  })
  it.each(['', 'n', 'n0', 'n01', 'x1', 'n1a', 'N1', `n${'9'.repeat(16)}`, '123'])(
    '%j is none of ours',
    (reference) => {
      expect(noticeOf(reference)).toBeNull()
    },
  )
})

it('shows a dash for a moment that no clock shows', () => {
  const evidence = [{ at: instant(Number.NaN), verb: 'viewed', object: 'pricing', dwellMs: 0 }]
  expect(everything(cardForNotice(made.outbound(made.leadAlert({ evidence })), context))).toContain(
    '**—** 查看价格页',
  )
})
