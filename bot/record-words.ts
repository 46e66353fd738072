import type { Contribution } from '../contract/intent'
import { decisionCode } from '../contract/ids'
import { customerOf, decisionOf } from '../contract/notice'
import type { OutboundNotice, Settled } from '../contract/notice'
import type { CustomerRecord, RecordStep } from '../contract/ports/record-desk'
import type { RecordWords, ShownAnswer, ShownCard, ShownLayer } from '../contract/ports/record-words'
import type { Instant } from '../contract/quantities'
import { cardForNotice } from './cards/card-for-notice'
import { wordingOf } from './cards/card-context'
import type { CardContext } from './cards/card-context'
import type { Line, Paragraph } from './cards/card-model'
import { decisionExplainedCard } from './cards/decision-explained.card'
import { evidenceText } from './cards/evidence-text'
import { dayOfYear, moment, weekday } from './cards/moment'
import { points } from './cards/score'
import { settledText } from './cards/settled'

/** Records in the words of the cards, so that a page and a chat never say the same thing in two ways. */
export const recordWords = (context: CardContext): RecordWords => ({
  record: (record, now) => ({
    id: record.id,
    name: record.name,
    company: record.company ?? '',
    position: record.position ?? '',
    owner: record.owner ?? wordingOf(context).cards.hot.noOwner,
    stage: wordingOf(context).cards.stages[record.stage],
    tenths: record.tenths,
    parts: partsOf(record.contributions, context),
    tags: record.tags,
    last: moment(record.lastAt, now, context),
    contacts: contactsOf(record),
    steps: record.steps.map((step) => stepOf(step, context)),
  }),
  touchpoint: (line, now) => ({ at: moment(line.at, now, context), text: evidenceText(line, context) }),
  decision: ({ decision, at, rule, tags, settled, answerable, own }, now) => ({
    id: decision,
    code: decisionCode(decision),
    at: moment(at, now, context),
    rule,
    tags,
    settled: settledText(settled, now, context) ?? '',
    answers: answersTo(settled, { answerable, own }, context),
  }),
  layers: ({ explained }) =>
    decisionExplainedCard(explained, context).paragraphs.map((layer) => layerOf(layer, context)),
  followUp: ({ decision, by, answer, note, at }, now) => ({
    decision,
    code: decisionCode(decision),
    text: settledText({ kind: 'answered', by, answer, at }, now, context) ?? '',
    note: note ?? '',
  }),
  card: (outbound, now) => cardShown(outbound, now, context),
})

/** Largest first; what adds nothing is left out. */
const partsOf = (contributions: readonly Contribution[], context: CardContext) =>
  contributions
    .filter(({ tenths }) => tenths !== 0)
    .toSorted((a, b) => b.tenths - a.tenths)
    .map(({ name, count, tenths, halfLifeDays }) => ({
      name,
      tenths,
      text: wordingOf(context).cards.intent.line(
        name,
        count,
        tenths < 0 ? points(tenths) : `+${points(tenths)}`,
        halfLifeDays,
      ),
    }))

const contactsOf = ({ contacts }: CustomerRecord) =>
  contacts.flatMap(({ type, value }) => (type === 'phone' || type === 'email' ? [{ type, value }] : []))

const stepOf = (step: RecordStep, context: CardContext) => ({
  ...step,
  code: decisionCode(step.decision),
  owner: step.owner ?? '',
  due: `${dayOfYear(step.due, context)} ${weekday(step.due, context)}`,
})

const layerOf = ({ heading, lines }: Paragraph, context: CardContext): ShownLayer => ({
  heading,
  lines: lines.map((line) => lineText(line, wordingOf(context).cards.colon)),
})

const lineText = ({ label, text, detail }: Line, colon: string): string =>
  (label === '' ? text : `${label} ${text}`) + (detail === '' ? '' : colon + detail)

/** As on a card: three answers while it is open, two while it is put off, and the way back for whoever answered. */
const answersTo = (
  settled: Settled,
  { answerable, own }: { readonly answerable: boolean; readonly own: boolean },
  context: CardContext,
): readonly ShownAnswer[] => {
  const { buttons } = wordingOf(context).cards
  const take: ShownAnswer = { key: 'taken', text: buttons.take, style: 'primary' }
  const later: ShownAnswer = { key: 'snoozed', text: buttons.later, style: 'normal' }
  const wrong: ShownAnswer = { key: 'wrong', text: buttons.wrong, style: 'danger' }
  const undo: ShownAnswer = { key: 'undo', text: buttons.undo, style: 'normal' }
  const back = own ? [undo] : []
  if (settled.kind === 'ruled') return []
  if (settled.kind === 'open') return answerable ? [take, later, wrong] : []
  if (settled.answer === 'snoozed') return answerable ? [take, wrong, ...back] : back
  return back
}

const cardShown = (outbound: OutboundNotice, now: Instant, context: CardContext): ShownCard => {
  const card = cardForNotice(outbound, context)
  const decision = decisionOf(outbound.notice)
  return {
    notice: outbound.id,
    decision,
    customer: customerOf(outbound.notice)?.id ?? null,
    source: card.source,
    title: card.title,
    subtitle: card.subtitle,
    settled: settledText(outbound.settled, now, context) ?? '',
    at: moment(outbound.createdAt, now, context),
    // What is open for him is his to answer; taking back is for what he has answered.
    answers: decision === null ? [] : answersTo(outbound.settled, { answerable: true, own: false }, context),
  }
}
