import type { OutboundNotice } from '../../contract/notice'
import type { CoachingResource, CoachingTask, SpokenEvidence } from '../../contract/notices/coaching-task'
import { noticeReference } from '../../contract/ports/chat'
import { readingButtons } from './buttons'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { paragraph, plainLine, rowLine, sayCard } from './card-model'
import type { Card, Line, Paragraph } from './card-model'
import { figure } from './figures'
import { dayOfYear, moment, weekday } from './moment'
import { fitCharacters, tidy } from './render/fit'
import { noteOf } from './settled'

/** One competency to practise: what was said that shows it, how to practise, and what will count as having learnt it. */
export const coachingTaskCard = (
  outbound: OutboundNotice,
  task: CoachingTask,
  context: CardContext,
): Card => {
  const { notices, cards } = wordingOf(context)
  const words = notices.coaching
  const { score, proof } = task
  const due = cards.dueBy(dayOfYear(task.due, context), weekday(task.due, context))
  const counts = words.proofText(proof.seen, proof.needed, proof.withinDays)
  return {
    ...sayCard(words.title(task.node.name), layers(task, outbound, context)),
    source: words.source,
    subtitle: words.state(task.state, due),
    emphasis: {
      name: words.facts.score,
      value: words.score(figure(score.value), figure(score.plusMinus)),
    },
    facts: [
      { name: words.facts.golden, value: figure(score.golden) },
      { name: words.facts.meetings, value: words.meetings(score.meetings) },
    ],
    summary: `${counts}${cards.comma}${words.proofNote}`,
    tone: task.state === 'recognised' ? 'good' : 'plain',
    ...readingButtons(context),
    reference: noticeReference(outbound.id),
    more: wordingOf(context).notices.seeAll,
    note: noteOf(outbound, context),
  }
}

/** Why, how, and what counts. */
const layers = (task: CoachingTask, outbound: OutboundNotice, context: CardContext): readonly Paragraph[] => {
  const { coaching: words } = wordingOf(context).notices
  const { proof } = task
  return [
    paragraph(
      words.why.heading,
      task.evidence.map((line) => evidenceLine(line, outbound, context)),
    ),
    paragraph(
      words.how.heading,
      task.resources.map((resource) => resourceLine(resource, context)),
    ),
    paragraph(words.proof.heading, [
      rowLine(words.proof.row, words.proofRow(proof.seen, proof.needed, proof.withinDays)),
      plainLine(words.proofNote),
      plainLine(words.standard(task.node.standardVersion)),
    ]),
  ]
}

/** The sentence first, for it is what is recognised; where it was said after it. */
const evidenceLine = (line: SpokenEvidence, { createdAt }: OutboundNotice, context: CardContext): Line => {
  const { coaching: words } = wordingOf(context).notices
  const said =
    'missing' in line.said
      ? words.missing(line.said.missing)
      : words.quote(words.said[line.said.by], fitCharacters(tidy(line.said.quote), 80))
  return rowLine(words.why.row, said, words.where(line.where.name, moment(line.at, createdAt, context)))
}

const resourceLine = ({ kind, title, minutes }: CoachingResource, context: CardContext): Line => {
  const { coaching: words } = wordingOf(context).notices
  const length = words.minutes(minutes)
  const named = words.resource(kind, fitCharacters(tidy(title), 60))
  return rowLine(words.how.row, `${named} ${length}`)
}
