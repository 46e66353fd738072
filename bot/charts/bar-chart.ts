import type { Drawing, Shape } from '../../contract/drawing'
import { fitWidth, textWidth } from './label'
import { palettes } from './palette'
import type { Theme } from './palette'
import { margin, phoneWidth, write } from './shapes'

/** Rows of one number each, drawn from the top as they come. */
export interface Bars {
  readonly title: string
  readonly subtitle: string
  readonly rows: readonly BarRow[]
  readonly alt: string
}

export interface BarRow {
  readonly name: string
  /** 0 or more; all rows share one scale from 0. */
  readonly value: number
  /** The number as it is read, with its unit. */
  readonly figure: string
}

const rowHeight = 26
const top = 64

/** Horizontal bars: the names stay level, so that long ones can be read on a phone. */
export const barChart = ({ title, subtitle, rows, alt }: Bars, theme: Theme): Drawing => {
  const colours = palettes[theme]
  const left = margin + Math.min(110, Math.max(0, ...rows.map(({ name }) => textWidth(name, 12)))) + 8
  const figures = Math.max(0, ...rows.map(({ figure }) => textWidth(figure, 12))) + 8
  const longest = Math.max(40, phoneWidth - margin - left - figures)
  const most = Math.max(1, ...rows.map(({ value }) => value))
  const width = phoneWidth - 2 * margin
  const rowShapes = ({ name, value, figure }: BarRow, i: number): readonly Shape[] => {
    const y = top + i * rowHeight
    const length = (Math.max(0, value) / most) * longest
    return [
      write(
        fitWidth(name, 12, left - margin - 8),
        { x: left - 8, y: y + 15 },
        { size: 12, fill: colours.ink, anchor: 'end' },
      ),
      {
        shape: 'box',
        x: left,
        y: y + 3,
        width: Math.max(1, length),
        height: rowHeight - 10,
        fill: colours.own,
        radius: 2,
      },
      write(figure, { x: left + length + 6, y: y + 15 }, { size: 12, weight: 'bold', fill: colours.ink }),
    ]
  }
  return {
    width: phoneWidth,
    height: top + rows.length * rowHeight + margin,
    background: colours.paper,
    shapes: [
      write(
        fitWidth(title, 16, width),
        { x: margin, y: 28 },
        { size: 16, weight: 'bold', fill: colours.ink },
      ),
      write(fitWidth(subtitle, 11, width), { x: margin, y: 46 }, { size: 11, fill: colours.grey }),
      ...rows.flatMap(rowShapes),
    ],
    alt,
  }
}
