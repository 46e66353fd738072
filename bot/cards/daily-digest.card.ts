import { decisionCode } from '../../contract/ids'
import type { OutboundNotice } from '../../contract/notice'
import type { DailyDigest, DigestItem, DigestPerson } from '../../contract/notices/daily-digest'
import { noticeReference } from '../../contract/ports/chat'
import { between } from '../../contract/quantities'
import { barChart } from '../charts/bar-chart'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { namedLine, paragraph, sayCard } from './card-model'
import type { Card, Line, Paragraph } from './card-model'
import { customerRow } from './customer-text'
import { dayAndTime, dayOfYear, moment } from './moment'
import { fitCharacters, tidy } from './render/fit'
import { points } from './score'
import { noteOf, settledText } from './settled'
import { span } from './span'

/** What fired, what of it still waits and what is solved already; for whoever leads others also who has how much. */
export const dailyDigestCard = (
  outbound: OutboundNotice,
  digest: DailyDigest,
  context: CardContext,
): Card => {
  const { digest: words } = wordingOf(context).notices
  const { counts, from, to } = digest
  const title = words.title[digest.because](dayOfYear(to, context))
  const waiting = digest.items.filter((item) => !isSolved(item))
  const solved = digest.items.filter(isSolved)
  const list = (heading: string, items: readonly DigestItem[]): readonly Paragraph[] =>
    items.length === 0
      ? []
      : [
          paragraph(
            heading,
            items.map((item) => itemLine(item, digest, context)),
          ),
        ]
  return {
    ...sayCard(`${title} · ${words.open(counts.fired - counts.solved)}`, [
      ...list(words.waiting, waiting),
      ...team(digest, context),
      ...list(words.solved, solved),
    ]),
    source: words.source,
    subtitle: words.counts(
      dayAndTime(from, context),
      moment(to, from, context),
      counts.fired,
      counts.solved,
      counts.putOff,
    ),
    more: words.more,
    abridged: digest.items.length < counts.fired,
    reference: noticeReference(outbound.id),
    note: noteOf(outbound, context),
    chart: digest.people.length < 2 ? null : () => teamChart(digest, title, context),
  }
}

const isSolved = ({ settled }: DigestItem): boolean =>
  settled.kind === 'ruled' || (settled.kind === 'answered' && settled.answer !== 'snoozed')

const itemLine = (item: DigestItem, { to }: DailyDigest, context: CardContext): Line => {
  const about = [
    ...(item.customer === null ? [] : [customerRow(item.customer, context)]),
    ...(item.tenths === null ? [] : [points(item.tenths)]),
    fitCharacters(tidy(item.subject), 24),
    settledText(item.settled, to, context) ?? moment(item.at, to, context),
  ]
  return namedLine(item.decision === null ? '' : decisionCode(item.decision), about.join(' · '))
}

const openOf = ({ fired, solved }: DigestPerson): number => Math.max(0, fired - solved)

const team = ({ people, to }: DailyDigest, context: CardContext): readonly Paragraph[] => {
  const { digest: words } = wordingOf(context).notices
  if (people.length === 0) return []
  const lines = people.map((person) => {
    const oldest =
      person.oldestOpen === null ? [] : [words.oldest(span(between(person.oldestOpen, to), context))]
    return namedLine(
      fitCharacters(tidy(person.name), 10),
      [words.person(openOf(person), person.fired), ...oldest].join(' · '),
    )
  })
  return [paragraph(words.team, lines)]
}

const teamChart = ({ people, from, to }: DailyDigest, title: string, context: CardContext) => {
  const { charts, notices } = wordingOf(context)
  const rows = people.map((person) => ({
    name: person.name,
    value: openOf(person),
    figure: notices.digest.bars(openOf(person)),
  }))
  const subtitle = `${dayAndTime(from, context)} – ${dayAndTime(to, context)}`
  const heading = charts.bars.waiting
  return barChart(
    { title: heading, subtitle, rows, alt: charts.bars.alt(`${title} ${heading}`, rows.length) },
    context.theme ?? 'light',
  )
}
