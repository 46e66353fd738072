import type { OutboundNotice } from '../../contract/notice'
import type { HeatMap, Replenishment } from '../../contract/notices/heat-map'
import { noticeReference } from '../../contract/ports/chat'
import { heatMapChart, heatMapTitle } from '../charts/heat-map-chart'
import { readingButtons, rulingButtons } from './buttons'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { paragraph, plainLine, rowLine, sayCard } from './card-model'
import type { Card, Line, Paragraph } from './card-model'
import { cellFigure, figure, unitName } from './figures'
import { fullDayAndTime } from './moment'
import { fitCharacters, tidy } from './render/fit'
import { noteOf, settledText } from './settled'

/** The map as a picture, and in words its extremes and what to order, with the sum behind every quantity. */
export const heatMapCard = (outbound: OutboundNotice, map: HeatMap, context: CardContext): Card => ({
  ...heatMapAnswer(map, context),
  ...(map.replenishment.length === 0
    ? readingButtons(context)
    : rulingButtons(outbound.settled, false, context)),
  settled: settledText(outbound.settled, outbound.createdAt, context),
  reference: noticeReference(outbound.id),
  more: wordingOf(context).notices.seeAll,
  note: noteOf(outbound, context),
})

/** The same as an answer in chat. */
export const heatMapAnswer = (map: HeatMap, context: CardContext): Card => {
  const { notices, charts } = wordingOf(context)
  const words = notices.heat
  const orders = map.replenishment.map((order) => orderLine(order, context))
  return {
    ...sayCard(heatMapTitle(map, context), [
      ...(orders.length === 0 ? [] : [paragraph(words.order.heading, orders)]),
      ...extremes(map, context),
      ...(map.trip === null ? [] : [paragraph('', [plainLine(words.trip(map.trip))])]),
    ]),
    source: words.source,
    tone: map.trip === null ? 'plain' : 'alarm',
    subtitle: charts.heat.at(fullDayAndTime(map.at, context), unitName(map.unit, context)),
    chart: () => heatMapChart(map, context.theme ?? 'light', context),
  }
}

const orderLine = (order: Replenishment, context: CardContext): Line => {
  const { heat: words } = wordingOf(context).notices
  const what = words.orderLine(fitCharacters(tidy(order.sku.name), 14), figure(order.quantity))
  const sum = words.formula(
    figure(order.leadTimeDays),
    figure(order.leadTimeDemand),
    figure(order.safetyStock),
    figure(order.position),
  )
  return rowLine(words.order.row, `${fitCharacters(tidy(order.store.name), 8)} ${what}`, sum)
}

const shown = 5

/** The cells that stand out: the shortest and the fullest where 0 is balanced, otherwise the fullest alone. */
const extremes = (map: HeatMap, context: CardContext): readonly Paragraph[] => {
  const { heat: words } = wordingOf(context).notices
  const balanced = map.of === 'stock-imbalance'
  const cells = cellsOf(map).toSorted((a, b) => b.value - a.value)
  const line = (row: string) => (cell: Cell) => cellLine(cell, row, map, balanced, context)
  const most = cells.filter(({ value }) => value > 0).slice(0, shown)
  const least = cells.filter(({ value }) => value < 0).slice(-shown)
  return [
    ...(balanced && least.length > 0
      ? [paragraph(words.least.heading, least.toReversed().map(line(words.least.row)))]
      : []),
    ...(most.length > 0 ? [paragraph(words.most.heading, most.map(line(words.most.row)))] : []),
  ]
}

interface Cell {
  readonly row: string
  readonly column: string
  readonly value: number
}

const cellsOf = ({ rows, columns, cells }: HeatMap): readonly Cell[] =>
  rows.flatMap((row, r) =>
    columns.flatMap((column, c) => {
      const value = cells[r]?.[c] ?? null
      return value === null ? [] : [{ row: row.name, column: column.name, value }]
    }),
  )

/** The number first, so that a small card keeps it. */
const cellLine = (
  { row: name, column, value }: Cell,
  row: string,
  { unit }: HeatMap,
  signed: boolean,
  context: CardContext,
): Line => {
  const { heat: words } = wordingOf(context).notices
  const where = words.cell(fitCharacters(tidy(name), 12), fitCharacters(tidy(column), 20))
  const sign = unit === 'share' ? unitName(unit, context) : ''
  return rowLine(row, `${cellFigure(value, unit, signed)}${sign} ${where}`)
}
