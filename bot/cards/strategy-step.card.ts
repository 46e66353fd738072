import type { Autonomy } from '../../contract/autonomy'
import { decisionCode } from '../../contract/ids'
import type { Notice, NoticeStep, OutboundNotice } from '../../contract/notice'
import { noticeReference } from '../../contract/ports/chat'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { namedLine, paragraph, rowLine } from './card-model'
import type { Card, Line, Paragraph } from './card-model'
import { conditionLines } from './condition-text'
import { customerTitle, versioned } from './customer-text'
import { layeredEvidence } from './evidence-text'
import { meetingButtons, meetingParagraphs } from './meeting-on-card'
import { dayOfYear, moment, weekday } from './moment'
import { fitCharacters, tidy } from './render/fit'
import { points } from './score'
import { answerButtons } from './buttons'
import { noteOf, repliesFor, settledText } from './settled'

export type StrategyStep = Extract<Notice, { kind: 'strategy-step' }>

/** The chain in three steps: what was seen with its values, the tag concluded, the package with its tasks. */
export const strategyStepCard = (
  outbound: OutboundNotice,
  notice: StrategyStep,
  context: CardContext,
): Card => {
  const words = wordingOf(context).cards
  const code = decisionCode(notice.decision)
  const name = versioned(notice.package, context)
  return {
    source: words.source(code),
    tone: 'plain',
    title: customerTitle(notice.customer, context),
    subtitle: words.strategy.acting[levelOf(notice)](fitCharacters(tidy(notice.package.name), 14)),
    emphasis: null,
    facts: [],
    summary: [
      `${words.facts.intent} ${points(notice.intent.tenths)}`,
      words.strategy.steps.heading(name),
      ...notice.steps.map((step) => words.strategy.task(step.name, step.task)),
    ].join(words.semicolon),
    paragraphs: [
      ...meetingParagraphs(outbound.meeting, context),
      seen(notice, outbound, context),
      concluded(notice, context),
      paragraph(
        words.strategy.steps.heading(name),
        notice.steps.map((step) => stepLine(step, outbound, context)),
      ),
    ],
    ...buttonsOf(outbound, notice, context),
    settled: settledText(outbound.settled, outbound.createdAt, context),
    more: words.seeAll(code),
    abridged: false,
    replies: repliesFor(outbound.settled, code, context),
    reference: noticeReference(outbound.id),
    note: noteOf(outbound, context),
    link: null,
    chart: null,
  }
}

const buttonsOf = (outbound: OutboundNotice, notice: StrategyStep, context: CardContext) => {
  const { buttons, menu } = answerButtons(outbound.settled, context, {
    document: outbound.document,
    startedByItself: levelOf(notice) >= 2,
  })
  return { buttons: [...buttons, ...meetingButtons(outbound, notice, context)], menu }
}
/** Before there were levels, packages were started at once. */
const levelOf = ({ autonomy = 2 }: StrategyStep): Autonomy => autonomy

/** The met conditions with their values; where a rule has none that speak, the touchpoints themselves. */
const seen = (notice: StrategyStep, outbound: OutboundNotice, context: CardContext): Paragraph => {
  const words = wordingOf(context).cards
  const { heading, row } = words.strategy.seen
  const values = conditionLines(notice.reading, context).filter(({ met, group }) => met && !group)
  const lines = values.map(({ text }) => rowLine(row, text))
  const touchpoints = notice.evidence.map((line) => layeredEvidence(line, row, outbound.createdAt, context))
  const score = namedLine(words.facts.intent, points(notice.intent.tenths))
  return paragraph(heading, [...(lines.length > 0 ? lines : touchpoints), score])
}

const concluded = (notice: StrategyStep, context: CardContext): Paragraph => {
  const { heading, row, none } = wordingOf(context).cards.strategy.tag
  return paragraph(heading, [rowLine(row, notice.tag ?? none)])
}

/**
 * Name, owner and due day first, so that a small card keeps them; the task itself after that where there is room. Once
 * its document was sent, what has become of that says more.
 */
const stepLine = (step: NoticeStep, { document, createdAt }: OutboundNotice, context: CardContext): Line => {
  const words = wordingOf(context).cards
  const { row } = words.strategy.steps
  const sent = document?.id === step.document ? (document?.sent ?? null) : null
  if (sent !== null) {
    const { at, by, openings } = sent
    const text = words.strategy.sent(step.name, moment(at, createdAt, context), openings)
    return rowLine(row, text, words.strategy.sentBy(by))
  }
  const due =
    step.afterStartDays === undefined
      ? words.dueBy(dayOfYear(step.due, context), weekday(step.due, context))
      : words.strategy.afterStart(step.afterStartDays)
  return rowLine(row, words.strategy.step(step.name, step.owner ?? null, due), step.task)
}
