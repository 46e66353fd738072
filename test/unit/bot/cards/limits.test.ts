import { deskRights } from '../../../../contract/ports/desk'
import fc from 'fast-check'

import { cardForNotice, en, render } from '../../../../bot'
import type { Card, CardContext } from '../../../../bot'
import { customerPageCard } from '../../../../bot/cards/customer-page.card'
import { decisionExplainedCard, explainedInPlace } from '../../../../bot/cards/decision-explained.card'
import { helpCard } from '../../../../bot/cards/help.card'
import { hotListCard } from '../../../../bot/cards/hot-list.card'
import { missExplainedCard } from '../../../../bot/cards/miss-explained.card'
import { forwardable } from '../../../../bot/commands/send-document'
import { followUpAnswers } from '../../../../contract/decision'
import { platforms } from '../../../../contract/people'
import type { Reading } from '../../../../contract/rule'
import { decisionId, documentId, ruleId, topic } from '../../../../contract/ids'
import * as made from '../../../builders/notices'
import { expectWithinLimits } from '../../../support/card-limits'

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
/** As long as an address of the company's own may well be. */
const address = (path: string, platform: string): string =>
  `https://${'hub.'.repeat(30)}example.com/sales${path}?via=${platform}`

const world = fc.record({
  name: said,
  company: fc.option(said),
  tags: fc.array(said, { maxLength: 8 }),
  title: said,
  lines,
  parts,
  depth: fc.integer({ min: 0, max: 30 }),
  answer: fc.constantFrom('open' as const, ...followUpAnswers),
  context: fc.constantFrom<CardContext>(
    made.context,
    { ...made.context, wording: en },
    { ...made.context, address },
    { ...made.context, wording: en, address },
  ),
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
    document: documentId('paper'),
  }))
  const document = {
    id: documentId('paper'),
    name: title,
    yours: true,
    sent: answer === 'open' ? null : { by: of.name, at: made.noon, openings: 1_234 },
  }
  const handedOut = {
    document,
    customer,
    decision: decisionId(12),
    url: `https://${'hub.'.repeat(30)}example.com/t/${'_-'.repeat(17)}a`,
    by: of.name,
    madeAt: made.noon,
    ends: made.noon,
    openings: 0,
  }
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
    wecomTags: Array.from({ length: 30 }, () => title),
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
    cardForNotice(made.outbound(notice, { settled, document }), context)
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
    forwardable(handedOut, context),
    helpCard(new Set(deskRights), 1, context),
    helpCard(new Set(deskRights), 2, context),
  ]
}

describe('every card on every platform', () => {
  it('P-01 P-02 stays inside the limits, whatever the texts', () => {
    fc.assert(
      fc.property(world, (of) => {
        for (const card of everyCard(of)) {
          for (const platform of platforms) expectWithinLimits(render(card, platform, of.context))
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

  it('P-18 never cuts the link to the record, whatever the texts, and shows none where nobody could open it', () => {
    fc.assert(
      fc.property(world, fc.constantFrom(...platforms), (of, platform) => {
        const shown = everyCard({ ...of, context: { ...of.context, address } })
        for (const card of shown.filter(({ link }) => link !== null)) {
          const url = address(card.link?.path ?? '', platform)
          const body = JSON.stringify(render(card, platform, { ...of.context, address }).body)
          expect(body).toContain(platform === 'wecom' ? url : encodeURIComponent(url))
          expect(JSON.stringify(render(card, platform, made.context))).not.toContain('hub.')
        }
        // Lists, help and what is to be forwarded lead nowhere.
        expect(shown.filter(({ link }) => link === null).map(({ title }) => title)).toHaveLength(5)
      }),
      { numRuns: 20 },
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
