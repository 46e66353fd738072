import fc from 'fast-check'

import { cardForNotice, en, extraKeys, render } from '../../../../bot'
import type { Card, CardContext } from '../../../../bot'
import { followUpAnswers } from '../../../../contract/decision'
import { rulings } from '../../../../contract/notice'
import type { Notice, NoticeKind, OutboundNotice, Settled, ToldNotice } from '../../../../contract/notice'
import { noticeKinds } from '../../../../contract/notices/notice-kind'
import { platforms } from '../../../../contract/people'
import { wordsOf } from '../../../../contract/ports/chat'
import { hours, minus } from '../../../../contract/quantities'
import { sampleCustomer, sampleNotices } from '../../../../scripts/gallery/sample-notices'
import * as made from '../../../builders/notices'
import { expectWithinLimits } from '../../../support/card-limits'

const { context, noon } = made
const everyExtra: CardContext = { ...context, extras: new Set(extraKeys) }
const english: CardContext = { ...everyExtra, wording: en }

const noticesOf = (amount: 'usual' | 'little' | 'much'): Readonly<Record<NoticeKind, Notice>> =>
  sampleNotices({
    amount,
    customer: sampleCustomer(amount),
    tenths: 887,
    contributions: made.intent.contributions,
    evidence: made.evidenceOf(5),
    told: { alert: made.leadAlert(), step: made.strategyStep(), warning: made.systemWarning as ToldNotice },
  })

const notices = noticesOf('usual')
const cardOf = (
  kind: NoticeKind,
  changes: Partial<OutboundNotice> = {},
  under: CardContext = context,
): Card => cardForNotice(made.outbound(notices[kind], changes), under)
const shown = (card: Card, under: CardContext = context): string =>
  platforms.map((platform) => JSON.stringify(wordsOf(render(card, platform, under)))).join('\n')
const keysOf = (card: Card): readonly string[] => [...card.buttons, ...card.menu].map(({ key }) => key)

/** What somebody else wrote into a notice: names, sentences, codes. The rest are words and numbers of ours. */
const written = new Set(
  'name company title detail advice subject asked quote missing code order maker word document scope trip task'.split(
    ' ',
  ),
)

/** The same notice with other people's texts in it, one after the other. */
const withTexts = (value: unknown, next: () => string, key = ''): unknown => {
  if (typeof value === 'string') return written.has(key) ? next() : value
  if (Array.isArray(value))
    return value.map((item) => (typeof item === 'string' ? next() : withTexts(item, next)))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, withTexts(inner, next, name)]),
  )
}

const text = fc.oneof(
  fc.constant(''),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '王敏',
    '👨‍👩‍👧‍👦'.repeat(40),
    'مرحبا بالعالم '.repeat(20),
    '\u202eevil\u202c',
    '[领奖](http://evil.example/a/b?c=1)',
    '**粗** `码` # 题\n> 引',
    'https://a.example.com/'.padEnd(400, 'x'),
    '预算 ¥1,280,000 到 ¥2,400,000，占 63.8%，误差 ±8，24V/5A，2026-11-23 14:02',
    '1234567890'.repeat(30),
    'x'.repeat(500),
  ),
)
const settled: fc.Arbitrary<Settled> = fc.oneof(
  fc.constant({ kind: 'open' as const }),
  fc.record({
    kind: fc.constant('answered' as const),
    by: text,
    answer: fc.constantFrom(...followUpAnswers),
    at: fc.constant(noon),
  }),
  fc.record({
    kind: fc.constant('ruled' as const),
    by: text,
    ruling: fc.constantFrom(...rulings),
    at: fc.constant(noon),
  }),
)
const anyCard = fc
  .record({
    kind: fc.constantFrom(...noticeKinds),
    amount: fc.constantFrom('usual' as const, 'little' as const, 'much' as const),
    texts: fc.array(text, { minLength: 1, maxLength: 6 }),
    settled,
    replaced: fc.boolean(),
    under: fc.constantFrom(context, everyExtra, english),
  })
  .map(({ kind, amount, texts, settled, replaced, under }) => {
    let i = 0
    const notice = withTexts(noticesOf(amount)[kind], () => texts[i++ % texts.length] ?? '') as Notice
    const replaces = replaced ? { replaces: minus(noon, hours(75)) } : {}
    return { card: cardForNotice(made.outbound(notice, { settled, ...replaces }), under), under }
  })

/** Every number in a text, with its thousands and its places; full-width digits are digits. */
const numbersIn = (said: string): readonly string[] =>
  said
    .replace(/[\uff10-\uff19\uff0e]/g, (wide) => wide.normalize('NFKC'))
    .match(/\p{Nd}+(?:[.,]\p{Nd}+)*/gu) ?? []
const stringsIn = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(stringsIn)
      : []

describe('every card of every notice', () => {
  it('P-01 P-02 is what both platforms take and show, whatever others have written into it', () => {
    fc.assert(
      fc.property(anyCard, fc.constantFrom(...platforms), ({ card, under }, platform) => {
        expectWithinLimits(render(card, platform, under))
      }),
      { numRuns: 250 },
    )
  })

  it('P-01 P-02 shows no half of a number, of a character or of a link', () => {
    fc.assert(
      fc.property(anyCard, fc.constantFrom(...platforms), ({ card, under }, platform) => {
        const { chart: _, ...words } = card
        const known = new Set(stringsIn(words).flatMap(numbersIn))
        const { body, plain } = wordsOf(render(card, platform, under))
        const texts = [...stringsIn(body), plain].map((said) =>
          said.replace(/…(?:另有 \d+ 条| \d+ more)/g, ''),
        )
        const strangers = texts.flatMap((said) =>
          numbersIn(said).flatMap((number) =>
            known.has(number) || number === '3' ? [] : [`${number} in ${said}`],
          ),
        )
        expect(strangers).toEqual([])
        expect(JSON.stringify(body)).not.toMatch(/\\ud[89a-f]|\\u00[01]|\u202e/i)
        expect(texts.join(' ')).not.toMatch(/evil\.example(?!\/a\/b\?c=1)/)
      }),
      { numRuns: 250 },
    )
  })

  it.each(noticeKinds)('P-20 %s passes the local gateways with little and with much to say', (kind) => {
    for (const amount of ['usual', 'little', 'much'] as const) {
      for (const under of [context, everyExtra, english]) {
        const card = cardForNotice(made.outbound(noticesOf(amount)[kind]), under)
        for (const platform of platforms) expectWithinLimits(render(card, platform, under))
      }
    }
  })
})

describe('buttons beyond the answers', () => {
  it('stand on a card only where somebody listens to them', () => {
    for (const kind of noticeKinds) {
      const extras = keysOf(cardOf(kind)).filter((key) => (extraKeys as readonly string[]).includes(key))
      expect(extras).toEqual([])
    }
  })

  it('P-21 ask of every card but digests, warnings and news of a meeting whether it was of use', () => {
    for (const kind of noticeKinds) {
      const asks = !['daily-digest', 'system-warning', 'meeting'].includes(kind)
      expect([kind, keysOf(cardOf(kind, {}, everyExtra)).includes('good')]).toEqual([kind, asks])
      expect([kind, keysOf(cardOf(kind, {}, everyExtra)).includes('bad')]).toEqual([kind, asks])
    }
  })

  it('P-01 stand in WeCom’s menu, so that the answers stay large', () => {
    const { body } = wordsOf(render(cardOf('lead-alert', {}, everyExtra), 'wecom', everyExtra))
    expect(body.action_menu).toEqual({
      desc: '更多',
      action_list: [
        { text: '转交', key: 'handover' },
        { text: '👍 有用', key: 'good' },
        { text: '👎 没用', key: 'bad' },
      ],
    })
    expect((body.button_list as { key: string }[]).map(({ key }) => key)).toEqual([
      'take',
      'later',
      'wrong',
      'why',
    ])
  })

  it('P-03 give a way back from an answer', () => {
    const settled: Settled = { kind: 'answered', by: '张三', answer: 'taken', at: noon }
    expect(keysOf(cardOf('lead-alert', { settled }, everyExtra))).toEqual([
      'noop',
      'undo',
      'handover',
      'good',
      'bad',
    ])
  })

  it('S2-12 rule on a proposal while it waits, and take it back while it is in force', () => {
    const proposal = notices['reallocation-proposal']
    const inForce = { ...proposal, autonomy: 2 } as Notice
    const ruled = (ruling: 'approved' | 'rejected'): Settled => ({
      kind: 'ruled',
      by: '李总监',
      ruling,
      at: noon,
    })
    const keys = (notice: Notice, settled: Settled = { kind: 'open' }) =>
      cardForNotice(made.outbound(notice, { settled }), everyExtra).buttons.map(({ key }) => key)
    expect(keys(proposal)).toEqual(['approve', 'reject', 'all'])
    expect(keys(inForce)).toEqual(['undo', 'all'])
    expect(keys(proposal, ruled('approved'))).toEqual(['noop', 'undo', 'all'])
    expect(keys(proposal, ruled('rejected'))).toEqual(['noop', 'all'])
    expect(shown(cardOf('reallocation-proposal', { settled: ruled('approved') }))).toContain(
      '已由 李总监 批准 14:02',
    )
  })
})

describe('what each card tells', () => {
  it('P-14 a digest counts everything that fired and says what is solved and by whom', () => {
    const said = shown(cardOf('daily-digest'))
    expect(said).toContain('晨报 · 待处理 7 条')
    expect(said).toContain('共 14 条，已解决 7 条，稍后 2 条')
    expect(said).toContain('已由 张三 接手')
    expect(said).toContain('最久 2 天 2 小时')
    expect(said).toContain('回复「待办」看全部')
  })

  it('P-08 an escalation shows what the colleague was told, who he is and how long it has waited', () => {
    const card = cardOf('escalation')
    expect(card.subtitle).toBe('张三 2 小时 15 分没有处理')
    expect(card.facts.map(({ value }) => value)).toEqual(['张三 · 11:47 通知', '2 小时 15 分 · 第 1 级'])
    expect(card.paragraphs).toEqual(cardOf('lead-alert').paragraphs)
    expect(keysOf(card)).toEqual(['take', 'later', 'wrong', 'why'])
  })

  it('P-15 a card that takes the place of an expired one says which', () => {
    const card = cardOf('lead-alert', { replaces: minus(noon, hours(75)) })
    for (const platform of platforms) {
      expect(JSON.stringify(wordsOf(render(card, platform, context)).body)).toContain(
        '代替 11-20 11:02 的卡片，旧卡片不能再用',
      )
    }
  })

  it('S3-23 a coaching task says that only real meetings count, and shows the sentences it rests on', () => {
    const said = shown(cardOf('coaching-task'))
    expect(said).toContain('60 天内在 2 场真实客户会议里用上，现在 1/2')
    expect(said).toContain('看课和演练不算')
    expect(said).toContain('那现在一个月大概停几次线？')
    expect(said).toContain('没有出现：追问影响有多大')
  })

  it('S2-11 a trip shows the channel that failed first, with its code and when it is tried again', () => {
    const card = cardOf('breaker-tripped')
    expect(card.facts[0]?.value).toBe('6/8 已暂停，1 个失败')
    expect(card.paragraphs[0]?.lines[0]?.text).toBe('天猫 失败 E503，14:05 重试')
    expect(card.subtitle).toBe('库存 17 件，低于 50 件')
  })

  it('S2-12 every moved order has its reason, every one left behind too', () => {
    const [moves, left] = cardOf('reallocation-proposal').paragraphs
    expect(moves?.lines[1]?.detail).toBe('更近的没货，11-24 11:02 到(约定 11-24 16:02)，LTV ¥8,070')
    expect(moves?.lines[3]?.detail).toContain('LTV 未知，按中等算')
    expect(left?.lines[0]).toMatchObject({
      text: 'SO-1099 上海徐汇 都没货',
      detail: 'LTV ¥300，多一件货值 ¥46',
    })
  })

  it('S5-06 a part shows where it is better, short or unknown, and the page', () => {
    const [wanted, parts] = cardOf('parameter-match').paragraphs
    expect(wanted?.lines.map(({ text: said }) => said)).toEqual([
      '输出电压 24V(必须)',
      '输出电流 ≥5A(必须)',
      '工作温度 -40–85℃(必须)',
      '接口 RS485(最好)',
    ])
    expect(parts?.lines[0]?.detail).toBe('明纬，输出电流 ≥5A 更好 (选型手册 第 13 页)，接口 未知')
  })

  it('S3-14 a radar says all its scores in words too, and what is not known is not given a score', () => {
    const lines = cardOf('radar').paragraphs[0]?.lines ?? []
    expect(lines).toHaveLength(15)
    expect(lines[0]).toMatchObject({ text: '需求挖掘问题深度 53 ±8', detail: '达标 75 · 上季 82 · 团队 63' })
    expect(lines.at(-1)?.text).toBe('讲解节奏与互动 证据不足 2/3，不打分')
  })

  it('S2-15 a quantity to order shows the sum it comes from', () => {
    const [orders] = cardOf('heat-map').paragraphs
    expect(orders?.lines[0]).toMatchObject({
      text: '上海徐汇 PSU-24V-5A 补 43 件',
      detail: '5 天需求 40 + 安全库存 20 − 可用 17',
    })
  })
})

describe('a message with a picture', () => {
  const picture = { png: new Uint8Array([1]), width: 2, height: 3, alt: '图' }

  it('S2-14 carries the words that would be sent without it', () => {
    for (const kind of ['radar', 'heat-map', 'daily-digest'] as const) {
      for (const platform of platforms) {
        const card = cardOf(kind)
        const message = render(card, platform, { ...context, draw: () => picture })
        expect(message).toMatchObject({ form: 'picture', picture })
        expect(wordsOf(message)).toEqual(render(card, platform, context))
      }
    }
  })

  it('goes out as words where no picture can be drawn', () => {
    expect(render(cardOf('radar'), 'wecom', { ...context, draw: () => null }).form).toBe('card')
  })
})
