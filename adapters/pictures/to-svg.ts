import type { Box, Dot, Drawing, Point, Polygon, Segment, Shape, Stroke, Text } from '../../contract/drawing'
import type { Glyph, Typeface } from './font/typeface'

export type Typefaces = Readonly<Record<Text['weight'], Typeface>>

/**
 * A drawing as SVG without a word of text in it: every character is an outline, so that it looks the same wherever
 * it is drawn and no font has to be found there.
 */
export const toSvg = (drawing: Drawing, typefaces: Typefaces): string => {
  const outlines = new Map<string, string>()
  const body = drawing.shapes.map((shape) => shapeSvg(shape, typefaces, outlines)).join('')
  const { width, height, background } = drawing
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${n(width)}" height="${n(height)}" viewBox="0 0 ${n(width)} ${n(height)}">` +
    `<defs>${[...outlines.values()].join('')}</defs>` +
    `<rect width="${n(width)}" height="${n(height)}" fill="${colour(background)}"/>${body}</svg>`
  )
}

const shapeSvg = (shape: Shape, typefaces: Typefaces, outlines: Map<string, string>): string => {
  switch (shape.shape) {
    case 'box':
      return box(shape)
    case 'polygon':
      return polygon(shape)
    case 'segment':
      return segment(shape)
    case 'dot':
      return dot(shape)
    case 'text':
      return text(shape, typefaces[shape.weight], outlines)
  }
}

const box = ({ x, y, width, height, fill, radius }: Box): string =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="${n(radius)}" fill="${colour(fill)}"/>`

const polygon = ({ points, holes, fill, opacity, stroke }: Polygon): string =>
  `<path d="${[points, ...holes].map(closed).join('')}" fill-rule="evenodd"` +
  (fill === null ? ' fill="none"' : ` fill="${colour(fill)}" fill-opacity="${n(opacity)}"`) +
  `${strokeOf(stroke)}/>`

const closed = (points: readonly Point[]): string =>
  points.length === 0 ? '' : `M${points.map(({ x, y }) => `${n(x)} ${n(y)}`).join('L')}Z`

const segment = ({ from, to, stroke }: Segment): string =>
  `<path d="M${n(from.x)} ${n(from.y)}L${n(to.x)} ${n(to.y)}" fill="none"${strokeOf(stroke)}/>`

const dot = ({ at, radius, fill, stroke }: Dot): string =>
  `<circle cx="${n(at.x)}" cy="${n(at.y)}" r="${n(radius)}" fill="${colour(fill)}"${strokeOf(stroke)}/>`

const strokeOf = (stroke: Stroke | null): string =>
  stroke === null
    ? ''
    : ` stroke="${colour(stroke.colour)}" stroke-width="${n(stroke.width)}" stroke-linejoin="round"` +
      (stroke.dash.length === 0 ? '' : ` stroke-dasharray="${stroke.dash.map(n).join(' ')}"`)

const text = (shape: Text, typeface: Typeface, outlines: Map<string, string>): string => {
  const glyphs = [...shape.text].map(typeface.glyph)
  const scale = shape.size / typeface.unitsPerEm
  const width = glyphs.reduce((sum, { advance }) => sum + advance, 0) * scale
  const x = shape.at.x - { start: 0, middle: width / 2, end: width }[shape.anchor]
  let along = 0
  const used = glyphs.map((glyph) => {
    const at = along
    along += glyph.advance
    return glyph.path === '' ? '' : `<use href="#${outlineOf(glyph, shape.weight, outlines)}" x="${n(at)}"/>`
  })
  return `<g transform="matrix(${scale} 0 0 ${-scale} ${n(x)} ${n(shape.at.y)})" fill="${colour(shape.fill)}">${used.join('')}</g>`
}

const outlineOf = ({ id, path }: Glyph, weight: Text['weight'], outlines: Map<string, string>): string => {
  const name = `${weight.charAt(0)}${id}`
  if (!outlines.has(name)) outlines.set(name, `<path id="${name}" d="${path}"/>`)
  return name
}

/** Two places after the point, and nothing that is no number. */
const n = (value: number): string => String(Number.isFinite(value) ? Math.round(value * 100) / 100 : 0)

const colour = (value: string): string => (/^#[0-9a-f]{6}$/i.test(value) ? value : '#000000')
