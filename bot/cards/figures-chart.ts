import type { Drawing } from '../../contract/drawing'
import type { FiguresOf, HeatCells, Lengths } from '../../contract/ports/figures-desk'
import { heatTableChart } from '../charts/heat-map-chart'
import { axesChart } from '../charts/radar-chart'
import type { ChartAxis } from '../charts/radar-chart'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { dayOfYear, duration } from './moment'

/** What the members of a figure come to together. */
export interface Sums {
  readonly told: number
  readonly answered: number
  readonly taken: number
  readonly snoozed: number
  readonly wrong: number
  readonly open: number
  readonly byOthers: number
}

/** Fewer than this say nothing of a share or of how fast somebody is. */
const evidenceNeeded = 5
/** An answer after this stands in the middle of the picture, one at once at the rim. */
const slowest = 3_600_000

/**
 * Each axis from what was counted, with the figure itself beside it: how fast, and three shares. An axis of fewer than
 * five is hollow. Null where all are, for that would be no picture.
 */
export const figuresChart = (
  heading: { readonly title: string; readonly subtitle: string },
  { toAnswer }: Pick<FiguresOf, 'toAnswer'>,
  sums: Sums,
  context: CardContext,
): (() => Drawing) | null => {
  const { axes: words, counted, alt } = wordingOf(context).chat.figures
  const axes = [
    speedAxis(toAnswer, sums.answered, context),
    shareAxis('answered', words.answered, sums.answered, sums.told),
    shareAxis('taken', words.taken, sums.taken, sums.answered),
    shareAxis('first', words.first, sums.answered, sums.answered + sums.byOthers),
  ]
  if (axes.every(({ score }) => score === null)) return null
  const altOf = (known: number, all: number) => alt(heading.title, known, all)
  const picture = { ...heading, axes, weakest: null, own: counted, alt: altOf }
  return () => axesChart(picture, context.theme ?? 'light', context)
}

const bare = { plusMinus: 0, golden: null, before: null, team: null, evidenceNeeded } as const

const shareAxis = (id: string, name: string, part: number, all: number): ChartAxis => {
  const score = all < evidenceNeeded ? null : Math.round((part * 100) / all)
  return { ...bare, id, name, score, evidence: all, figure: { main: `${score}%`, beside: `${part}/${all}` } }
}

const speedAxis = (toAnswer: Lengths | null, answered: number, context: CardContext): ChartAxis => {
  const { axes: words } = wordingOf(context).chat.figures
  const known = toAnswer !== null && answered >= evidenceNeeded
  const median = toAnswer?.median ?? 0
  const score = known ? Math.max(0, Math.round(100 - (median * 100) / slowest)) : null
  const figure = { main: duration(median, context), beside: '' }
  return { ...bare, id: 'speed', name: words.speed, score, evidence: answered, figure }
}

/** The rows of one page by day, in the colours of all of them. */
export const heatCellsChart = (
  heading: { readonly title: string; readonly subtitle: string },
  heat: HeatCells,
  rows: HeatCells['rows'],
  context: CardContext,
): (() => Drawing) | null => {
  const most = Math.max(0, ...heat.rows.flatMap(({ counts }) => counts))
  if (most === 0 || rows.length === 0) return null
  const table = {
    ...heading,
    rows,
    columns: heat.days.map((day) => ({ name: dayOfYear(day, context) })),
    cells: rows.map(({ counts }) => counts),
    unit: 'times',
    signed: false,
    most,
  } as const
  return () => heatTableChart(table, context.theme ?? 'light', context)
}
