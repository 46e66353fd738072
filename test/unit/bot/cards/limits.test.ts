import { deskRights } from '../../../../contract/ports/desk'
import fc from 'fast-check'

import { readCard } from '../../../../adapters/simulator/wecom/card-rules'
import { cardForNotice, en, render } from '../../../../bot'
import type { Card, CardContext } from '../../../../bot'
import { customerPageCard } from '../../../../bot/cards/customer-page.card'
import { decisionExplainedCard, explainedInPlace } from '../../../../bot/cards/decision-explained.card'
import { helpCard } from '../../../../bot/cards/help.card'
import { hotListCard } from '../../../../bot/cards/hot-list.card'
import { missExplainedCard } from '../../../../bot/cards/miss-explained.card'
import type { RenderedMessage } from '../../../../contract/ports/chat'
import { followUpAnswers } from '../../../../contract/decision'
import { platforms } from '../../../../contract/people'
import type { Reading } from '../../../../contract/rule'
import { ruleId, topic } from '../../../../contract/ids'
import * as made from '../../../builders/notices'

const said = fc.oneof(
  fc.constant(''),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '王敏',
    '👨‍👩‍👧‍👦'.repeat(40),
    '云帆科技(上海)有限公司'.repeat(12),
    '  ',
    '\n\n',
    'x'.repeat(500),
  ),
)
const lines = fc.array(fc.record({ verb: said, object: said, dwellMs: fc.integer({ min: 0, max: 1e8 }) }), {
  maxLength: 40,
})
const parts = fc.array(fc.record({ name: said, tenths: fc.integer({ min: 1, max: 90 }) }), { maxLength: 12 })
const world = fc.record({
  name: said,
  company: fc.option(said),
  tags: fc.array(said, { maxLength: 8 }),
  title: said,
  lines,
  parts,
  depth: fc.integer({ min: 0, max: 30 }),
  answer: fc.constantFrom('open' as const, ...followUpAnswers),
  context: fc.constantFrom<CardContext>(made.context, { ...made.context, wording: en }),
})
type World = typeof world extends fc.Arbitrary<infer W> ? W : never

const nested = (depth: number, name: string): Reading =>
  depth === 0
    ? { ...made.docsRead(2), condition: { count: { of: { topic: topic(name) }, withinDays: 7, atLeast: 3 } } }
    : {
        condition: { any: [] },
        met: false,
        found: 0,
        needed: 1,
        evidence: [],
        children: [nested(depth - 1, name), made.pricingSkipped(1)],
      }

/** Every card there is, of one made-up world. */
const everyCard = (of: World): readonly Card[] => {
  const { context, answer, title } = of
  const customer = { ...made.customer, name: of.name, company: of.company, tags: of.tags }
  const intent = made.intentOf(...of.parts.map(({ name, tenths }) => made.contribution(name, tenths)))
  const evidence = of.lines.map((line) => ({ ...line, at: made.noon }))
  const reading = made.allOf(nested(of.depth, title), made.docsRead(3))
  const steps = of.lines.map(({ verb, object }) => ({
    name: verb,
    task: object,
    due: made.noon,
    owner: title,
  }))
  const settled =
    answer === 'open'
      ? { kind: 'open' as const }
      : { kind: 'answered' as const, by: title, answer, at: made.noon }
  const alert = made.leadAlert({
    title,
    customer,
    intent,
    evidence,
    rule: { id: 'r', name: title, version: 3 },
  })
  const step = made.strategyStep({ customer, intent, evidence, reading, tag: title, steps })
  const explained = made.explained({
    customer,
    evidence,
    reading,
    tags: of.tags,
    trace: title,
    outcome: settled,
  })
  const page = made.page({
    ...customer,
    contributions: intent.contributions,
    tenths: intent.tenths,
    recent: evidence,
  })
  const missed = {
    rule: ruleId('r'),
    name: title,
    ruleVersion: 1,
    met: false,
    at: made.noon,
    restsUntil: null,
    reading,
  }
  const forNotice = (notice: typeof alert | typeof step) =>
    cardForNotice(made.outbound(notice, { settled }), context)
  return [
    forNotice(alert),
    forNotice(step),
    explainedInPlace(forNotice(alert), explained, context),
    cardForNotice(made.outbound({ kind: 'system-warning', title, detail: of.name, advice: title }), context),
    decisionExplainedCard(explained, context),
    missExplainedCard({ customer, rules: Array.from({ length: 7 }, () => missed) }, context),
    customerPageCard(page, made.noon, context),
    hotListCard(
      { page: 1, customers: Array.from({ length: 10 }, () => page), more: true, filter: title },
      made.noon,
      context,
    ),
    helpCard(new Set(deskRights), 1, context),
    helpCard(new Set(deskRights), 2, context),
  ]
}

const length = (text: unknown): number => [...String(text ?? '')].length
const bytes = (text: unknown): number => Buffer.byteLength(String(text))

const checkWecom = ({ form, body, plain }: RenderedMessage): void => {
  expect(bytes(plain)).toBeLessThanOrEqual(2_048)
  if (form === 'markdown') {
    expect(length(body.title)).toBeGreaterThan(0)
    expect(length(body.title)).toBeLessThanOrEqual(60)
    expect(bytes(body.text)).toBeLessThanOrEqual(2_048)
    return
  }
  const card = body as {
    card_type: string
    source: { desc: string }
    main_title: { title: string; desc?: string }
    sub_title_text?: string
    horizontal_content_list?: { keyname: string; value: string }[]
    button_list: { text: string; style: number; key: string }[]
  }
  expect(card.card_type).toBe('button_interaction')
  expect(length(card.source.desc)).toBeLessThanOrEqual(13)
  expect(length(card.main_title.title)).toBeGreaterThan(0)
  expect(length(card.main_title.title)).toBeLessThanOrEqual(26)
  expect(length(card.main_title.desc)).toBeLessThanOrEqual(30)
  expect(length(card.sub_title_text)).toBeLessThanOrEqual(112)
  const rows = card.horizontal_content_list ?? []
  expect(rows.length).toBeLessThanOrEqual(6)
  for (const { keyname, value } of rows) {
    expect(length(keyname)).toBeGreaterThan(0)
    expect(length(keyname)).toBeLessThanOrEqual(5)
    expect(length(value)).toBeGreaterThan(0)
    expect(length(value)).toBeLessThanOrEqual(26)
  }
  expect(card.button_list.length).toBeGreaterThan(0)
  expect(card.button_list.length).toBeLessThanOrEqual(6)
  expect(new Set(card.button_list.map(({ key }) => key)).size).toBe(card.button_list.length)
  for (const { text, style } of card.button_list) {
    expect(length(text)).toBeLessThanOrEqual(10)
    expect([1, 2, 3, 4]).toContain(style)
  }
  expect(body).not.toHaveProperty('task_id')
  expect(() => readCard({ ...body, task_id: 'n1' })).not.toThrow()
}

const variables = [
  'title',
  'subtitle',
  'source',
  'markdown',
  'statusText',
  'btns',
  'flowStatus',
  'lastMessage',
]

const checkDingtalk = ({ form, body, plain }: RenderedMessage): void => {
  expect(bytes(plain)).toBeLessThanOrEqual(2_048)
  expect(length(body.title)).toBeGreaterThan(0)
  if (form === 'markdown') {
    // As escaped JSON inside of JSON, a robot message's parameters may have 15,000 bytes.
    expect(bytes(JSON.stringify(JSON.stringify(body)))).toBeLessThanOrEqual(15_000)
    return
  }
  expect(Object.keys(body).toSorted()).toEqual(variables.toSorted())
  expect(Object.values(body).every((value) => typeof value === 'string')).toBe(true)
  expect(body.flowStatus).toBe('3')
  expect(length(body.title)).toBeLessThanOrEqual(40)
  expect(length(body.statusText)).toBeLessThanOrEqual(40)
  expect(length(body.lastMessage)).toBeLessThanOrEqual(60)
  expect(bytes(body.markdown)).toBeLessThanOrEqual(3_000)
  for (const button of JSON.parse(String(body.btns)) as Record<string, unknown>[]) {
    expect(length(button.text)).toBeLessThanOrEqual(10)
    expect(['blue', 'gray', 'red']).toContain(button.color)
    expect(['normal', 'disabled']).toContain(button.status)
    expect(button.event).toMatchObject({ type: 'sendCardRequest', params: { params: {} } })
  }
}

const check = { wecom: checkWecom, dingtalk: checkDingtalk }

describe('every card on every platform', () => {
  it('P-01 P-02 stays inside the limits, whatever the texts', () => {
    fc.assert(
      fc.property(world, (of) => {
        for (const card of everyCard(of)) {
          for (const platform of platforms) check[platform](render(card, platform, of.context))
        }
      }),
      { numRuns: 40 },
    )
  }, 60_000)

  it('P-01 shows no broken character and no control character', () => {
    fc.assert(
      fc.property(world, (of) => {
        for (const card of everyCard(of)) {
          for (const platform of platforms) {
            const { body } = render(card, platform, of.context)
            expect(JSON.stringify(body)).not.toMatch(/\\ud[89a-f]|\\u00[01]|\u202e/i)
          }
        }
      }),
      { numRuns: 15 },
    )
  }, 60_000)

  it('S1-17 shows contributions that add up to the shown total, however many fit', () => {
    const evidence = fc.array(fc.constant('查看架构白皮书(华东区域二期扩建)'.repeat(9)), { maxLength: 40 })
    fc.assert(
      fc.property(parts, evidence, fc.constantFrom(...platforms), (some, objects, platform) => {
        const contributions = some.map(({ name, tenths }) =>
          made.contribution(name.replace(/[+\d.]/g, ''), tenths),
        )
        const intent = made.intentOf(...contributions)
        const lines = objects.map((object) => ({ at: made.noon, verb: 'viewed', object, dwellMs: 0 }))
        const alert = cardForNotice(made.outbound(made.leadAlert({ intent, evidence: lines })), made.context)
        const page = customerPageCard(
          made.page({ contributions, tenths: intent.tenths, recent: lines }),
          made.noon,
          made.context,
        )
        for (const card of [alert, page]) {
          const { form, body, plain } = render(card, platform, made.context)
          const shown =
            form === 'markdown' ? body.text : platform === 'wecom' ? body.sub_title_text : body.markdown
          for (const text of [String(shown ?? ''), plain]) {
            expect(partsIn(text)).toBe(intent.tenths)
            if (some.length > 0) expect(totalIn(text)).toBe(intent.tenths)
          }
        }
      }),
      { numRuns: 100 },
    )
  })
})

const tenthsOf = ([, whole, tenth]: readonly (string | undefined)[]): number =>
  Number(whole) * 10 + Number(tenth)
const partsIn = (text: string): number =>
  [...text.matchAll(/\+(\d+)\.(\d)/g)].reduce((sum, match) => sum + tenthsOf(match), 0)
const totalIn = (text: string): number | undefined => {
  const match = /合计 (\d+)\.(\d)/.exec(text)
  return match === null ? undefined : tenthsOf(match)
}
