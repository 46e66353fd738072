import type { Drawing, Point, Shape } from '../../contract/drawing'
import type { Radar, RadarAxis } from '../../contract/notices/radar'
import { wordingOf } from '../cards/card-context'
import type { CardContext } from '../cards/card-context'
import { figure } from '../cards/figures'
import { fullDay } from '../cards/moment'
import { fitWidth, textWidth, wrapWidth } from './label'
import { palettes } from './palette'
import type { Palette, Theme } from './palette'
import { area, dot, line, margin, phoneWidth, stroke, write } from './shapes'

const centre: Point = { x: phoneWidth / 2, y: 226 }
const radius = 118
const legendTop = 404

/**
 * Competencies around a circle, 0 in the middle and 100 at the rim: what is now with its interval, a quarter ago, the
 * team, and where the standard lies. A competency with too little evidence has a hollow dot at the rim and no line
 * runs through it: what is not known is not drawn.
 */
export const radarChart = (radar: Radar, theme: Theme, context: CardContext): Drawing => {
  const { period, own, alt } = wordingOf(context).charts.radar
  const title = radarTitle(radar, context)
  const picture = {
    title,
    subtitle: period(fullDay(radar.from, context), fullDay(radar.to, context)),
    axes: radar.axes,
    weakest: radar.weakest,
    own,
    alt: (known: number, all: number) => alt(title, known, all),
  }
  return axesChart(picture, theme, context)
}

/** An axis of whatever is measured from 0 to 100. */
export interface ChartAxis extends Omit<RadarAxis, 'golden'> {
  /** Where the standard is reached; null where there is none. */
  readonly golden: number | null
  /** What is written in place of the score and its interval. */
  readonly figure?: { readonly main: string; readonly beside: string }
}

export interface AxesPicture {
  readonly title: string
  readonly subtitle: string
  readonly axes: readonly ChartAxis[]
  readonly weakest: string | null
  /** What the legend calls the line of those it is about. */
  readonly own: string
  /** Of how many axes have a score, and how many there are. */
  readonly alt: (known: number, all: number) => string
}

export const axesChart = (radar: AxesPicture, theme: Theme, context: CardContext): Drawing => {
  const colours = palettes[theme]
  const spokes = radar.axes.map((axis, i) => spokeOf(axis, i, radar.axes.length))
  const shapes: readonly Shape[] = [
    ...heading(radar, colours),
    ...grid(spokes, colours),
    ...course(spokes, ({ golden }) => golden, line(colours.golden, 1.4, [5, 3])),
    ...course(spokes, ({ before }) => before, line(colours.grey, 1.2, [1.5, 2.5])),
    ...course(spokes, ({ team }) => team, line(colours.team, 1.4, [6, 2, 1.5, 2])),
    ...own(spokes, colours),
    ...spokes.flatMap((spoke) => label(spoke, radar.weakest, colours, context)),
    ...legend(radar, colours, context),
  ]
  const known = radar.axes.filter(({ score }) => score !== null).length
  const alt = radar.alt(known, radar.axes.length)
  return { width: phoneWidth, height: legendTop + 44, background: colours.paper, shapes, alt }
}

export const radarTitle = ({ subject }: Radar, context: CardContext): string => {
  const { radar: words } = wordingOf(context).charts
  return subject.of === 'team' ? words.team(subject.name, subject.members) : words.title(subject.name)
}

interface Spoke {
  readonly axis: ChartAxis
  /** The direction it points in, of length 1. */
  readonly to: Point
  readonly next: number
}

/** The first points straight up, the others follow clockwise. */
const spokeOf = (axis: ChartAxis, i: number, count: number): Spoke => {
  const angle = (2 * Math.PI * i) / count - Math.PI / 2
  return { axis, to: { x: Math.cos(angle), y: Math.sin(angle) }, next: (i + 1) % count }
}

const place = ({ to }: Spoke, score: number, beyond = 0): Point => {
  const length = (radius * Math.min(100, Math.max(0, score))) / 100 + beyond
  return { x: centre.x + to.x * length, y: centre.y + to.y * length }
}

const heading = ({ title, subtitle }: AxesPicture, colours: Palette): readonly Shape[] => {
  const width = phoneWidth - 2 * margin
  return [
    write(fitWidth(title, 16, width), { x: margin, y: 28 }, { size: 16, weight: 'bold', fill: colours.ink }),
    write(fitWidth(subtitle, 11, width), { x: margin, y: 46 }, { size: 11, fill: colours.grey }),
  ]
}

const grid = (spokes: readonly Spoke[], colours: Palette): readonly Shape[] => [
  ...[25, 50, 75, 100].map((score) =>
    area(
      spokes.map((spoke) => place(spoke, score)),
      { stroke: line(colours.faint, 1) },
    ),
  ),
  ...spokes.map((spoke) =>
    stroke(centre, place(spoke, 100), line(colours.faint, 1, spoke.axis.score === null ? [2, 3] : [])),
  ),
  ...[50, 100].map((score) =>
    write(
      String(score),
      { x: centre.x - 6, y: centre.y - (radius * score) / 100 + 9 },
      { size: 8, fill: colours.grey, anchor: 'end' },
    ),
  ),
]

/** Lines between neighbours that are both known. */
const course = (
  spokes: readonly Spoke[],
  valueOf: (axis: ChartAxis) => number | null,
  pen: ReturnType<typeof line>,
): readonly Shape[] =>
  spokes.flatMap((spoke) => {
    const from = valueOf(spoke.axis)
    const other = spokes[spoke.next]
    const to = other === undefined ? null : valueOf(other.axis)
    return from === null || to === null || other === undefined
      ? []
      : [stroke(place(spoke, from), place(other, to), pen)]
  })

const own = (spokes: readonly Spoke[], colours: Palette): readonly Shape[] => {
  const filled = spokes.flatMap((spoke) => {
    const other = spokes[spoke.next]
    if (other === undefined || spoke.axis.score === null || other.axis.score === null) return []
    const corners = [centre, place(spoke, spoke.axis.score), place(other, other.axis.score)]
    return [area(corners, { fill: colours.own, opacity: 0.16 })]
  })
  const bands = spokes.flatMap((spoke) => {
    const { score, plusMinus } = spoke.axis
    if (score === null || plusMinus <= 0) return []
    return [stroke(place(spoke, score - plusMinus), place(spoke, score + plusMinus), line(colours.own, 1.2))]
  })
  const dots = spokes.map((spoke) =>
    spoke.axis.score === null
      ? dot(place(spoke, 100), 3.4, colours.paper, line(colours.grey, 1.3))
      : dot(place(spoke, spoke.axis.score), 3.2, colours.own),
  )
  return [...filled, ...course(spokes, ({ score }) => score, line(colours.own, 2)), ...bands, ...dots]
}

const lineHeight = 13

/** The competency's name in two lines at most, under it what was found, and under the one to work on that it is. */
const label = (
  spoke: Spoke,
  weakest: string | null,
  colours: Palette,
  context: CardContext,
): readonly Shape[] => {
  const { axis, to } = spoke
  // The lowest and highest stand a little apart from those beside them.
  const at = place(spoke, 100, Math.abs(to.y) > 0.9 ? 17 : 11)
  const anchor = Math.abs(to.x) < 0.2 ? 'middle' : to.x > 0 ? 'start' : 'end'
  const room = anchor === 'middle' ? 110 : anchor === 'start' ? phoneWidth - 4 - at.x : at.x - 4
  const name = wrapWidth(axis.name, 11, room, 2)
  const marked = axis.id === weakest ? [fitWidth(wordingOf(context).charts.radar.weakest, 10, room)] : []
  const height = (name.length + 1 + marked.length) * lineHeight
  const top = at.y - (height * (1 - to.y)) / 2 + 10
  const y = top + name.length * lineHeight + 1
  return [
    ...name.map((text, i) =>
      write(text, { x: at.x, y: top + i * lineHeight }, { size: 11, fill: colours.ink, anchor }),
    ),
    ...found(axis, { x: at.x, y }, anchor, colours, context),
    ...marked.map((text) =>
      write(text, { x: at.x, y: y + lineHeight }, { size: 10, weight: 'bold', fill: colours.team, anchor }),
    ),
  ]
}

/** The score and, smaller, its interval; or how much evidence there is and how much it takes. */
const found = (
  axis: ChartAxis,
  at: Point,
  anchor: 'start' | 'middle' | 'end',
  colours: Palette,
  context: CardContext,
): readonly Shape[] => {
  const { radar: words } = wordingOf(context).charts
  if (axis.score === null) {
    const little = words.tooLittle(axis.evidence, axis.evidenceNeeded)
    return [write(little, at, { size: 10, fill: colours.grey, anchor })]
  }
  const score = axis.figure?.main ?? figure(axis.score)
  const interval = axis.plusMinus <= 0 ? '' : words.band(figure(axis.plusMinus))
  const band = axis.figure?.beside ?? interval
  const gap = 3
  const wide = textWidth(score, 12) + gap + textWidth(band, 9)
  const x = { start: at.x, middle: at.x - wide / 2, end: at.x - wide }[anchor]
  const after = { x: x + textWidth(score, 12) + gap, y: at.y }
  return [
    write(score, { x, y: at.y }, { size: 12, weight: 'bold', fill: colours.own }),
    ...(band === '' ? [] : [write(band, after, { size: 9, fill: colours.grey })]),
  ]
}

interface Key {
  readonly text: string
  readonly mark: (at: Point) => Shape
}

const legend = (radar: AxesPicture, colours: Palette, context: CardContext): readonly Shape[] => {
  const { radar: words } = wordingOf(context).charts
  const some = (valueOf: (axis: ChartAxis) => number | null): boolean =>
    radar.axes.some((axis) => valueOf(axis) !== null)
  const drawn = (pen: ReturnType<typeof line>) => (at: Point) => stroke(at, { x: at.x + 20, y: at.y }, pen)
  const keys: readonly Key[] = [
    ...(some(({ score }) => score) ? [{ text: radar.own, mark: drawn(line(colours.own, 2)) }] : []),
    ...(some(({ before }) => before)
      ? [{ text: words.before, mark: drawn(line(colours.grey, 1.2, [1.5, 2.5])) }]
      : []),
    ...(some(({ team }) => team)
      ? [{ text: words.teamMedian, mark: drawn(line(colours.team, 1.4, [6, 2, 1.5, 2])) }]
      : []),
    ...(some(({ golden }) => golden)
      ? [{ text: words.golden, mark: drawn(line(colours.golden, 1.4, [5, 3])) }]
      : []),
    ...(radar.axes.some(({ score }) => score === null)
      ? [
          {
            text: words.hollow,
            mark: (at: Point) => dot({ x: at.x + 10, y: at.y }, 3.4, colours.paper, line(colours.grey, 1.3)),
          },
        ]
      : []),
  ]
  return laidOut(keys, colours)
}

/** In rows, as many beside one another as the width holds. */
const laidOut = (keys: readonly Key[], colours: Palette): readonly Shape[] => {
  let x = margin
  let y = legendTop + 10
  return keys.flatMap(({ text, mark }) => {
    const width = 26 + textWidth(text, 11) + 14
    if (x + width > phoneWidth && x > margin) {
      x = margin
      y += 18
    }
    const at = { x, y }
    x += width
    return [
      mark({ x: at.x, y: at.y - 4 }),
      write(text, { x: at.x + 26, y: at.y }, { size: 11, fill: colours.grey }),
    ]
  })
}
