import type { Drawing, Point, Shape, Stroke, Text } from '../../contract/drawing'
import type { Typeface } from './font/typeface'
import { Canvas } from './raster/canvas'
import { dashesOf, ofBox, ofCircle, ofLine, ofPoints } from './raster/outlines'

export type Typefaces = Readonly<Record<Text['weight'], Typeface>>

/** A drawing as pixels, `scale` of them to a unit. What is no number is drawn as 0. */
export const paint = (drawing: Drawing, scale: number, typefaces: Typefaces): Canvas => {
  const canvas = new Canvas(
    Math.max(1, Math.round(drawing.width * scale)),
    Math.max(1, Math.round(drawing.height * scale)),
    drawing.background,
  )
  for (const shape of drawing.shapes) lay(canvas, shape, scale, typefaces)
  return canvas
}

const lay = (canvas: Canvas, shape: Shape, scale: number, typefaces: Typefaces): void => {
  const place = ({ x, y }: Point): Point => ({ x: finite(x) * scale, y: finite(y) * scale })
  switch (shape.shape) {
    case 'box': {
      const { width, height, radius, fill } = shape
      const [w, h, r] = [width, height, radius].map((length) => finite(length) * scale)
      canvas.fill([ofBox({ ...place(shape), width: w ?? 0, height: h ?? 0, radius: r ?? 0 })], fill)
      return
    }
    case 'polygon': {
      const points = shape.points.map(place)
      if (shape.fill !== null) canvas.fill([ofPoints(points)], shape.fill, shape.opacity)
      points.forEach((point, i) =>
        trace(canvas, point, points[(i + 1) % points.length] ?? point, shape.stroke, scale),
      )
      return
    }
    case 'segment':
      trace(canvas, place(shape.from), place(shape.to), shape.stroke, scale)
      return
    case 'dot': {
      const [at, radius, ring] = [place(shape.at), finite(shape.radius) * scale, shape.stroke]
      const half = ring === null ? 0 : (ring.width * scale) / 2
      if (ring !== null) canvas.fill([ofCircle(at, radius + half)], ring.colour)
      canvas.fill([ofCircle(at, Math.max(0, radius - half))], shape.fill)
      return
    }
    case 'text':
      write(canvas, shape, place(shape.at), scale, typefaces[shape.weight])
  }
}

const trace = (canvas: Canvas, from: Point, to: Point, stroke: Stroke | null, scale: number): void => {
  if (stroke === null) return
  const width = stroke.width * scale
  const dash = stroke.dash.map((length) => length * scale)
  for (const [start, end] of dashesOf(from, to, dash)) canvas.fill([ofLine(start, end, width)], stroke.colour)
}

/** Character after character by its own width, without shaping. */
const write = (
  canvas: Canvas,
  text: Text,
  at: Point,
  scale: number,
  { glyph, unitsPerEm }: Typeface,
): void => {
  const size = (finite(text.size) * scale) / unitsPerEm
  const glyphs = [...text.text].map(glyph)
  const width = glyphs.reduce((sum, { advance }) => sum + advance * size, 0)
  let x = at.x - { start: 0, middle: width / 2, end: width }[text.anchor]
  for (const { outline, advance } of glyphs) {
    const left = x
    canvas.fill(
      outline.map((line) =>
        line.map((value, i) => (i % 2 === 0 ? left + value * size : at.y - value * size)),
      ),
      text.fill,
    )
    x += advance * size
  }
}

const finite = (value: number): number => (Number.isFinite(value) ? value : 0)
