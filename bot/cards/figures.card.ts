import type {
  FiguresOf,
  HeatCells,
  Lengths,
  MemberFigures,
  Responses,
  Span,
} from '../../contract/ports/figures-desk'
import type { HotCustomer } from '../../contract/ports/desk'
import { instant } from '../../contract/quantities'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { namedLine, paragraph, plainLine, sayCard } from './card-model'
import type { Card, Line, Paragraph } from './card-model'
import { customerRow } from './customer-text'
import { figuresChart, heatCellsChart } from './figures-chart'
import type { Sums } from './figures-chart'
import { dayOfYear, duration } from './moment'
import { fitCharacters, tidy } from './render/fit'
import { points } from './score'

/** A page of members under what they come to together. */
export interface MemberPage {
  readonly members: readonly MemberFigures[]
  /** What stands below the rows, such as how to see more. */
  readonly end: readonly Paragraph[]
}

const titled = (what: string, name: string | null, context: CardContext): string =>
  `${what} · ${fitCharacters(tidy(name ?? wordingOf(context).chat.figures.everybody), 16)}`

/** `11-23`, or `11-16 – 11-22`. */
const days = ({ from, to }: Span, context: CardContext): string => {
  const [first, last] = [dayOfYear(from, context), dayOfYear(instant(to - 1), context)]
  return first === last ? first : `${first} – ${last}`
}

const sumOf = (members: readonly MemberFigures[]): Sums => {
  const sum = (of: (m: MemberFigures) => number): number => members.reduce((n, m) => n + of(m), 0)
  return {
    told: sum((m) => m.told),
    answered: sum((m) => m.answered),
    taken: sum((m) => m.taken),
    snoozed: sum((m) => m.snoozed),
    wrong: sum((m) => m.wrong),
    open: sum((m) => m.open),
    byOthers: sum((m) => m.answeredByOthers),
  }
}

const share = (part: number, all: number, context: CardContext): string =>
  wordingOf(context).chat.figures.share(part, all, all === 0 ? null : Math.round((part * 100) / all))

const speed = (lengths: Lengths | null, context: CardContext): string => {
  const { figures: words } = wordingOf(context).chat
  return lengths === null
    ? words.noAnswer
    : words.speed(duration(lengths.median, context), duration(lengths.p95, context))
}

/** How one member or team did, axis by axis, in the numbers that were counted; the picture shows the same. */
export const radarCard = (
  of: 'member' | 'team',
  { title, members, toAnswer, span }: FiguresOf,
  page: MemberPage,
  context: CardContext,
): Card => {
  const { figures: words } = wordingOf(context).chat
  const sums = sumOf(members)
  const heading = titled(of === 'member' ? words.radar : words.teamRadar, title, context)
  const axes = [
    namedLine(words.axes.speed, speed(toAnswer, context)),
    namedLine(words.axes.answered, share(sums.answered, sums.told, context)),
    namedLine(words.axes.taken, share(sums.taken, sums.answered, context)),
    namedLine(words.axes.first, share(sums.answered, sums.answered + sums.byOthers, context)),
    namedLine(words.axes.wrong, share(sums.wrong, sums.answered, context)),
    namedLine(words.axes.intents, words.count(sums.taken)),
    namedLine(words.axes.followUps, words.count(sums.answered)),
  ]
  return {
    ...sayCard(heading, [
      paragraph('', axes),
      ...(of === 'team' ? memberParagraph(page, context) : []),
      paragraph('', [plainLine(words.source)]),
    ]),
    subtitle: days(span, context),
    chart: figuresChart(
      { title: heading, subtitle: words.scale(days(span, context)) },
      { toAnswer },
      sums,
      context,
    ),
  }
}

const memberParagraph = ({ members, end }: MemberPage, context: CardContext): readonly Paragraph[] => {
  const { figures: words } = wordingOf(context).chat
  return [
    paragraph(
      words.members,
      members.map((m) => memberRow(m, context)),
    ),
    ...end,
  ]
}

const memberRow = ({ name, answered, told, toAnswer }: MemberFigures, context: CardContext): Line => {
  const { chat, cards } = wordingOf(context)
  const median = toAnswer === null ? cards.nothing : duration(toAnswer.median, context)
  return namedLine(tidy(name), chat.figures.memberRow(answered, told, median))
}

/** How fast each member and what came from each source was answered. */
export const responseCard = (of: Responses, page: MemberPage, context: CardContext): Card => {
  const { chat, cards } = wordingOf(context)
  const { figures: words } = chat
  const sums = sumOf(of.members)
  const bySource = of.sources.slice(0, 8).map((s) => {
    const toAnswer = s.signalToAnswer === null ? cards.nothing : duration(s.signalToAnswer, context)
    const toCard = duration(s.toCard, context)
    return namedLine(tidy(s.source), words.sourceRow(s.told, s.answered, toCard, toAnswer))
  })
  return {
    ...sayCard(titled(words.response, of.title, context), [
      paragraph('', [
        plainLine(sums.told === 0 ? words.none : speed(of.toAnswer, context)),
        namedLine(words.handled, share(sums.answered, sums.told, context)),
      ]),
      ...memberParagraph(page, context),
      ...(bySource.length === 0 ? [] : [paragraph(words.sources, bySource)]),
    ]),
    subtitle: days(of.span, context),
  }
}

/** What was told, what was done about it, and who is hottest. */
export const digestCard = (
  of: FiguresOf,
  page: MemberPage,
  hottest: readonly HotCustomer[],
  context: CardContext,
): Card => {
  const { chat } = wordingOf(context)
  const { figures: words } = chat
  const sums = sumOf(of.members)
  const { taken, snoozed, wrong } = sums
  const counted = [
    namedLine(words.told, words.count(sums.told)),
    namedLine(words.handled, `${words.count(sums.answered)} · ${words.handledAs(taken, snoozed, wrong)}`),
    ...(sums.byOthers === 0 ? [] : [namedLine(words.byOthers, words.count(sums.byOthers))]),
    namedLine(words.open, words.count(sums.open)),
    namedLine(words.median, speed(of.toAnswer, context)),
  ]
  const hot = hottest.map((customer) => namedLine(points(customer.tenths), customerRow(customer, context)))
  return {
    ...sayCard(titled(words.digest, of.title, context), [
      paragraph('', sums.told === 0 ? [plainLine(words.none)] : counted),
      ...(hot.length === 0 ? [] : [paragraph(words.hottest, hot)]),
      ...(of.members.length > 1 ? memberParagraph(page, context) : []),
    ]),
    subtitle: days(of.span, context),
  }
}

const shades = '▁▂▃▄▅▆▇█'

/**
 * A row of blocks for each member, all on one scale; nothing stands low, the most stands high. The picture has the
 * counts of the same rows.
 */
export const heatMapCard = (
  heat: HeatCells,
  { rows, end }: { readonly rows: HeatCells['rows']; readonly end: readonly Paragraph[] },
  context: CardContext,
): Card => {
  const { figures: words, words: named } = wordingOf(context).chat
  const most = Math.max(0, ...heat.rows.flatMap((row) => row.counts))
  const shade = (n: number): string => shades[most === 0 ? 0 : Math.round((n / most) * 7)] ?? ''
  const lines = rows.map(({ name, counts }) =>
    namedLine(
      tidy(name),
      words.heatRow(
        counts.reduce((a, b) => a + b, 0),
        counts.map(shade).join(''),
      ),
    ),
  )
  const [first, last] = [heat.days[0], heat.days.at(-1)]
  const scale =
    first === undefined || last === undefined
      ? ''
      : words.heatDays(dayOfYear(first, context), dayOfYear(last, context))
  const heading = titled(words.heatMap(named.counted[heat.of]), heat.title, context)
  return {
    ...sayCard(heading, [
      paragraph('', most === 0 ? [plainLine(words.heatNone)] : lines),
      ...end,
      ...(heat.leftOut === 0 ? [] : [paragraph('', [plainLine(words.heatLeftOut(heat.leftOut))])]),
    ]),
    subtitle: scale,
    chart: heatCellsChart({ title: heading, subtitle: words.heatUnit }, heat, rows, context),
  }
}
