import type { OutboundNotice } from '../../contract/notice'
import type { Radar, RadarAxis } from '../../contract/notices/radar'
import { noticeReference } from '../../contract/ports/chat'
import { radarChart, radarTitle } from '../charts/radar-chart'
import { readingButtons } from './buttons'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { rowLine, sayCard } from './card-model'
import type { Card, Line } from './card-model'
import { figure } from './figures'
import { fullDay } from './moment'
import { fitCharacters, tidy } from './render/fit'
import { noteOf } from './settled'

/** The radar as a picture, and in words the same scores with their intervals. */
export const radarCard = (outbound: OutboundNotice, radar: Radar, context: CardContext): Card => ({
  ...radarAnswer(radar, context),
  ...readingButtons(context),
  reference: noticeReference(outbound.id),
  more: wordingOf(context).notices.seeAll,
  note: noteOf(outbound, context),
})

/** The same as an answer in chat. */
export const radarAnswer = (radar: Radar, context: CardContext): Card => {
  const { notices, charts } = wordingOf(context)
  const words = notices.radar
  const weakest = radar.axes.find(({ id }) => id === radar.weakest)
  const lines = radar.axes
    .toSorted((a, b) => distance(a, radar.weakest) - distance(b, radar.weakest))
    .map((axis) => axisLine(axis, context))
  return {
    ...sayCard(radarTitle(radar, context), [{ heading: words.axes.heading, lines, whole: true }]),
    source: words.source,
    subtitle: weakest === undefined ? words.tooFew : words.weakest(weakest.name),
    summary: charts.radar.period(fullDay(radar.from, context), fullDay(radar.to, context)),
    chart: () => radarChart(radar, context.theme ?? 'light', context),
  }
}

/** The one to work on first, then by distance from the standard, those without a score last. */
const distance = (axis: RadarAxis, weakest: string | null): number => {
  if (axis.id === weakest) return -1_000
  return axis.score === null ? 1_000 : axis.score - axis.golden
}

/** Name and score first, so that a small card keeps them. */
const axisLine = (axis: RadarAxis, context: CardContext): Line => {
  const { radar: words } = wordingOf(context).notices
  const name = fitCharacters(tidy(axis.name), 14)
  const { row } = words.axes
  if (axis.score === null) {
    return rowLine('', `${name} ${words.tooLittle(axis.evidence, axis.evidenceNeeded)}`)
  }
  const score = words.score(figure(axis.score), axis.plusMinus <= 0 ? '' : figure(axis.plusMinus))
  const beside = [
    words.golden(figure(axis.golden)),
    ...(axis.before === null ? [] : [words.before(figure(axis.before))]),
    ...(axis.team === null ? [] : [words.team(figure(axis.team))]),
  ]
  return rowLine(row, `${name} ${score}`, beside.join(' · '))
}
