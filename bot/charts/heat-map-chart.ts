import type { Drawing, Shape } from '../../contract/drawing'
import type { HeatMap } from '../../contract/notices/heat-map'
import type { Named } from '../../contract/notices/measure'
import { wordingOf } from '../cards/card-context'
import type { CardContext } from '../cards/card-context'
import { cellFigure, unitName } from '../cards/figures'
import { fullDayAndTime } from '../cards/moment'
import { fitWidth, textWidth, wrapWidth } from './label'
import { palettes, readableOn, shade } from './palette'
import type { Palette, Theme } from './palette'
import { margin, phoneWidth, write } from './shapes'

/** A phone is held upright, so a long side runs down. */
const mostAcross = 12
const cellHeight = 22
const leastCellWidth = 24
const headTop = 60
const headLine = 12

/**
 * Each cell coloured by its number, and the number in it where it fits. Where 0 is in the middle, less is orange and
 * more is blue, with the sign written. What is not known is no colour of the scale but a dash.
 */
export const heatMapChart = (map: HeatMap, theme: Theme, context: CardContext): Drawing =>
  heatTableChart(
    {
      ...map,
      title: heatMapTitle(map, context),
      subtitle: wordingOf(context).charts.heat.at(
        fullDayAndTime(map.at, context),
        unitName(map.unit, context),
      ),
      signed: map.of === 'stock-imbalance',
    },
    theme,
    context,
  )

/** A table of numbers under a title, whatever it is about. */
export interface HeatTable extends Pick<HeatMap, 'cells' | 'unit'> {
  readonly title: string
  readonly subtitle: string
  readonly rows: readonly Pick<Named, 'name'>[]
  readonly columns: readonly Pick<Named, 'name'>[]
  /** Whether 0 is in the middle; the numbers are then shares from -1 to 1. */
  readonly signed: boolean
  /** What has the fullest colour; the largest number shown where left out. */
  readonly most?: number
}

export const heatTableChart = (map: HeatTable, theme: Theme, context: CardContext): Drawing => {
  const colours = palettes[theme]
  const table = laidDown(map)
  const layout = layoutOf(table)
  const { heat: words } = wordingOf(context).charts
  const scale = scaleOf(map, colours)
  const shapes: readonly Shape[] = [
    ...heading(map, layout.width, colours),
    ...heads(table, layout, colours),
    ...table.cells.flatMap((row, i) => rowShapes(row, i, table, layout, { map, scale, colours, context })),
    ...legend(map, layout, scale, colours, context),
  ]
  return {
    width: layout.width,
    height: layout.bottom + 50,
    background: colours.paper,
    shapes,
    alt: words.alt(map.title, map.rows.length, map.columns.length),
  }
}

export const heatMapTitle = (map: HeatMap, context: CardContext): string =>
  wordingOf(context).charts.heat.title[map.of](map.scope)

interface Table {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly cells: readonly (readonly (number | null)[])[]
}

const laidDown = ({ rows, columns, cells }: HeatTable): Table => {
  const names = { rows: rows.map(({ name }) => name), columns: columns.map(({ name }) => name) }
  const cell = (row: number, column: number): number | null => cells[row]?.[column] ?? null
  return columns.length > mostAcross && columns.length > rows.length
    ? {
        rows: names.columns,
        columns: names.rows,
        cells: columns.map((_, c) => rows.map((__, r) => cell(r, c))),
      }
    : { ...names, cells: rows.map((_, r) => columns.map((__, c) => cell(r, c))) }
}

interface Layout {
  readonly width: number
  readonly left: number
  readonly top: number
  readonly bottom: number
  readonly cellWidth: number
  readonly heads: readonly (readonly string[])[]
}

const layoutOf = ({ rows, columns }: Table): Layout => {
  const widest = Math.max(0, ...rows.map((name) => textWidth(name, 11)))
  const left = margin + Math.min(96, widest) + 8
  const room = phoneWidth - margin - left
  const cellWidth = Math.max(leastCellWidth, room / Math.max(1, columns.length))
  const heads = columns.map((name) => wrapWidth(name, 10, cellWidth - 2, 3))
  const lines = Math.max(1, ...heads.map((head) => head.length))
  const top = headTop + lines * headLine + 4
  return {
    width: Math.max(phoneWidth, left + cellWidth * columns.length + margin),
    left,
    top,
    bottom: top + cellHeight * rows.length,
    cellWidth,
    heads,
  }
}

const heading = ({ title, subtitle }: HeatTable, width: number, colours: Palette): readonly Shape[] => [
  write(
    fitWidth(title, 16, width - 2 * margin),
    { x: margin, y: 28 },
    { size: 16, weight: 'bold', fill: colours.ink },
  ),
  write(fitWidth(subtitle, 11, width - 2 * margin), { x: margin, y: 46 }, { size: 11, fill: colours.grey }),
]

/** Column names stand on the cells, their last line lowest. */
const heads = (
  table: Table,
  { left, top, cellWidth, heads: names }: Layout,
  colours: Palette,
): readonly Shape[] =>
  table.columns.flatMap((_, c) => {
    const lines = names[c] ?? []
    return lines.map((text, i) =>
      write(
        text,
        { x: left + (c + 0.5) * cellWidth, y: top - 5 - (lines.length - 1 - i) * headLine },
        { size: 10, fill: colours.grey, anchor: 'middle' },
      ),
    )
  })

interface Scale {
  readonly colours: readonly string[]
  readonly from: number
  readonly to: number
}

/** Imbalance is shown from -100 % to +100 % whatever there is, so that two maps can be laid side by side. */
const scaleOf = (map: HeatTable, colours: Palette): Scale => {
  if (map.signed) return { colours: colours.diverging, from: -1, to: 1 }
  const all = map.cells.flat().filter((value) => value !== null)
  return { colours: colours.sequence, from: 0, to: map.most ?? Math.max(1, ...all) }
}

const colourOf = (value: number, { colours, from, to }: Scale): string =>
  shade(colours, (value - from) / (to - from))

interface Look {
  readonly map: HeatTable
  readonly scale: Scale
  readonly colours: Palette
  readonly context: CardContext
}

const rowShapes = (
  row: readonly (number | null)[],
  i: number,
  table: Table,
  { left, top, cellWidth }: Layout,
  look: Look,
): readonly Shape[] => {
  const { colours } = look
  const y = top + i * cellHeight
  const name = fitWidth(table.rows[i] ?? '', 11, left - margin - 6)
  return [
    write(name, { x: left - 6, y: y + 15 }, { size: 11, fill: colours.ink, anchor: 'end' }),
    ...row.flatMap((value, c) => cellShapes(value, left + c * cellWidth, y, cellWidth, look)),
  ]
}

const cellShapes = (
  value: number | null,
  x: number,
  y: number,
  width: number,
  { map, scale, colours, context }: Look,
): readonly Shape[] => {
  const fill = value === null ? colours.paper : colourOf(value, scale)
  const figure = value === null ? wordingOf(context).charts.unknown : cellFigure(value, map.unit, map.signed)
  const size = [11, 10, 9, 8].find((n) => textWidth(figure, n) <= width - 2)
  const ink = value === null ? colours.grey : readableOn(fill)
  return [
    { shape: 'box', x: x + 0.75, y: y + 0.75, width: width - 1.5, height: cellHeight - 1.5, fill, radius: 2 },
    ...(size === undefined
      ? []
      : [write(figure, { x: x + width / 2, y: y + 15 }, { size, fill: ink, anchor: 'middle' })]),
  ]
}

const legend = (
  map: HeatTable,
  { left, width, bottom }: Layout,
  scale: Scale,
  colours: Palette,
  context: CardContext,
): readonly Shape[] => {
  const { heat: words, unknown } = wordingOf(context).charts
  const y = bottom + 14
  const length = Math.min(180, width - left - margin)
  const steps = 24
  const boxes: readonly Shape[] = Array.from({ length: steps }, (_, i) => ({
    shape: 'box',
    x: left + (i * length) / steps,
    y,
    width: length / steps + 0.3,
    height: 8,
    fill: shade(scale.colours, i / (steps - 1)),
    radius: 0,
  }))
  const figure = (value: number): string => cellFigure(value, map.unit, map.signed)
  const ends = map.signed
    ? [`${words.short} ${figure(scale.from)}`, words.balanced, `${words.over} ${figure(scale.to)}`]
    : [figure(scale.from), '', figure(scale.to)]
  const anchors = ['start', 'middle', 'end'] as const
  const some = map.cells.some((row) => row.includes(null))
  return [
    ...boxes,
    ...ends.map((text, i) =>
      write(
        text,
        { x: left + (i * length) / 2, y: y + 20 },
        { size: 10, fill: colours.grey, anchor: anchors[i] ?? 'middle' },
      ),
    ),
    ...(some
      ? [
          write(
            `${unknown} ${words.unknown}`,
            { x: left + length + 16, y: y + 8 },
            { size: 10, fill: colours.grey },
          ),
        ]
      : []),
  ]
}
