import { inflateSync } from 'node:zlib'

import fc from 'fast-check'

import { createPictures } from '../../../../adapters/pictures'
import { openTypeface } from '../../../../adapters/pictures/font/typeface'
import { paint } from '../../../../adapters/pictures/paint'
import { Canvas } from '../../../../adapters/pictures/raster/canvas'
import { coverageOf } from '../../../../adapters/pictures/raster/coverage'
import { dashesOf, ofBox, ofCircle, ofLine } from '../../../../adapters/pictures/raster/outlines'
import type { Drawing, Shape } from '../../../../contract/drawing'

const fontOf = (weight: string): string =>
  require.resolve(`@expo-google-fonts/noto-sans-sc/${weight}/NotoSansSC_${weight}.ttf`)
const typefaces = { regular: openTypeface(fontOf('400Regular')), bold: openTypeface(fontOf('600SemiBold')) }

const drawing = (...shapes: readonly Shape[]): Drawing => ({
  width: 60,
  height: 40,
  background: '#ffffff',
  shapes,
  alt: '一句话',
})
const said = (text: string, anchor: 'start' | 'middle' | 'end' = 'start'): Shape => ({
  shape: 'text',
  at: { x: 30, y: 30 },
  text,
  size: 10,
  weight: 'regular',
  fill: '#000000',
  anchor,
})
const world = (options: Partial<Parameters<typeof createPictures>[0]> = {}) => {
  const warnings: string[] = []
  const draw = createPictures({ log: { warn: (_, text) => warnings.push(text) }, ...options })
  return { draw, warnings }
}

describe('a typeface', () => {
  const { glyph, unitsPerEm } = typefaces.regular

  it('knows the outlines and widths of Chinese, Latin and digits', () => {
    expect(unitsPerEm).toBe(1_000)
    expect(glyph('王').advance).toBe(1_000)
    expect(glyph('1').advance).toBe(glyph('8').advance)
    expect(glyph('W').advance).toBeGreaterThan(glyph('i').advance)
    for (const character of ['王', '1', 'W', 'é', '℃', '–']) {
      expect(glyph(character).id).toBeGreaterThan(0)
      expect(glyph(character).outline.length).toBeGreaterThan(0)
    }
  })

  it('draws a blank as nothing and what it does not know as one and the same box', () => {
    expect(glyph(' ').outline).toEqual([])
    expect(glyph('😀')).toEqual(glyph('\u{10ffff}'))
    expect(glyph('😀').id).toBe(0)
  })

  it('puts composite glyphs together from their parts', () => {
    // 'é' is stored as 'e' with an accent in many fonts; its outline has to hold both.
    expect(glyph('é').outline.length).toBeGreaterThan(glyph('e').outline.length)
  })

  it('refuses what is no font', () => {
    expect(() => openTypeface(__filename)).toThrow('is no TrueType font')
  })
})

const bounds = { width: 40, height: 30 }
const covered = (...contours: readonly (readonly number[])[]): number => {
  const coverage = coverageOf(contours, bounds)
  if (coverage === null) return 0
  return coverage.share.subarray(0, coverage.width * coverage.height).reduce((sum, part) => sum + part, 0)
}
const areaOf = (contour: readonly number[]): number => {
  let twice = 0
  for (let i = 0; i < contour.length; i += 2) {
    const next = (i + 2) % contour.length
    twice += (contour[i] ?? 0) * (contour[next + 1] ?? 0) - (contour[next] ?? 0) * (contour[i + 1] ?? 0)
  }
  return Math.abs(twice) / 2
}

describe('coverage', () => {
  it('adds up to the area of any triangle', () => {
    const x = fc.double({ min: 0, max: 40, noNaN: true })
    const y = fc.double({ min: 0, max: 30, noNaN: true })
    fc.assert(
      fc.property(fc.tuple(x, y, x, y, x, y), (triangle) => {
        expect(covered(triangle)).toBeCloseTo(areaOf(triangle), 2)
      }),
      { numRuns: 300 },
    )
  })

  it('is never more than all of a pixel, and nothing outside of the shape', () => {
    const coverage = coverageOf([ofCircle({ x: 15, y: 12 }, 6)], bounds)
    expect(coverage).toMatchObject({ left: 9, top: 6, width: 12, height: 12 })
    for (const share of coverage?.share.subarray(0, 144) ?? []) {
      expect(share).toBeGreaterThanOrEqual(0)
      expect(share).toBeLessThanOrEqual(1)
    }
    expect(coverage?.share[0]).toBe(0)
    expect(coverage?.share[6 * 12 + 6]).toBeCloseTo(1, 5)
  })

  it('leaves out a hole that runs the other way round', () => {
    const outer = ofBox({ x: 2, y: 2, width: 20, height: 20, radius: 0 })
    const inner = [7, 7, 7, 17, 17, 17, 17, 7]
    expect(covered(outer, inner)).toBeCloseTo(400 - 100, 3)
  })

  it('is nothing where nothing lies inside', () => {
    expect(coverageOf([ofCircle({ x: -50, y: 10 }, 5)], bounds)).toBeNull()
    expect(coverageOf([[]], bounds)).toBeNull()
  })

  it('of a line is its length by its width, of dashes that of the dashes', () => {
    const [from, to] = [
      { x: 5, y: 5 },
      { x: 35, y: 25 },
    ]
    const length = Math.hypot(30, 20)
    expect(covered(ofLine(from, to, 2))).toBeCloseTo(2 * length, 2)
    const dashes = dashesOf(from, to, [3, 2])
    const drawn = dashes.reduce((sum, [a, b]) => sum + Math.hypot(b.x - a.x, b.y - a.y), 0)
    expect(drawn).toBeCloseTo(7 * 3 + Math.min(3, length - 35), 5)
    expect(dashesOf(from, to, [])).toEqual([[from, to]])
  })
})

describe('a canvas', () => {
  const pixel = ({ pixels, width }: Canvas, x: number, y: number) => [
    ...pixels.subarray((y * width + x) * 3).subarray(0, 3),
  ]

  it('lays a colour over another by its opacity', () => {
    const canvas = new Canvas(4, 4, '#ff0000')
    canvas.fill([ofBox({ x: 0, y: 0, width: 2, height: 4, radius: 0 })], '#0000ff', 0.5)
    expect(pixel(canvas, 1, 3)).toEqual([128, 0, 128])
    expect(pixel(canvas, 2, 3)).toEqual([255, 0, 0])
  })

  it('draws every kind of shape, and what is no number or colour without harm', () => {
    const black = { colour: '#000000', width: 2, dash: [] }
    const shapes: readonly Shape[] = [
      { shape: 'box', x: NaN, y: Infinity, width: 4, height: 4, radius: 9, fill: 'url(x)' },
      { shape: 'dot', at: { x: 10, y: 10 }, radius: 5, fill: '#ffffff', stroke: black },
      { shape: 'segment', from: { x: 20, y: 20 }, to: { x: 40, y: 20 }, stroke: black },
      {
        shape: 'polygon',
        points: [
          { x: 45, y: 5 },
          { x: 55, y: 5 },
          { x: 50, y: 15 },
        ],
        fill: '#00ff00',
        opacity: 1,
        stroke: null,
      },
      said('王'),
    ]
    const canvas = paint(drawing(...shapes), 1, typefaces)
    expect(pixel(canvas, 10, 10)).toEqual([255, 255, 255])
    expect(pixel(canvas, 15, 10)).not.toEqual([255, 255, 255])
    expect(pixel(canvas, 30, 20)).toEqual([0, 0, 0])
    expect(pixel(canvas, 50, 8)).toEqual([0, 255, 0])
    expect(pixel(canvas, 1, 1)).toEqual([0, 0, 0])
  })

  it('places a text by its own width', () => {
    const inked = (anchor: 'start' | 'middle' | 'end'): readonly number[] => {
      const canvas = paint(drawing(said('王王', anchor)), 1, typefaces)
      return Array.from({ length: 60 }, (_, x) => x).filter((x) =>
        Array.from({ length: 40 }, (_, y) => y).some((y) => (pixel(canvas, x, y)[0] ?? 255) < 128),
      )
    }
    expect(
      [inked('start')[0], inked('middle')[0], inked('end')[0]].map((x) => (x ?? 0) - (inked('end')[0] ?? 0)),
    ).toEqual([20, 10, 0])
  })
})

describe('a picture', () => {
  it('S2-14 is a PNG of the size it says, with what it shows in words', () => {
    const picture = world({ scale: 2 }).draw(drawing(said('王敏')))
    const png = Buffer.from(picture?.png ?? [])
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG')
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([120, 80])
    expect(picture).toMatchObject({ width: 120, height: 80, alt: '一句话' })
    const data = png.subarray(png.indexOf('IDAT') + 4, png.indexOf('IEND') - 8)
    expect(inflateSync(data)).toHaveLength((120 * 3 + 1) * 80)
  })

  it('shows different characters differently, and the same drawing the same', () => {
    const bytes = (text: string) =>
      Buffer.from(world().draw(drawing(said(text)))?.png ?? []).toString('base64')
    expect(bytes('王敏')).not.toBe(bytes('王每'))
    expect(bytes('王敏')).toBe(bytes('王敏'))
  })

  it('is drawn once for all who are sent it', () => {
    const { draw } = world()
    expect(draw(drawing(said('王')))).toBe(draw(drawing(said('王'))))
  })

  it('is left out by itself where its drawing makes no sense, and the next one is drawn', () => {
    const { draw, warnings } = world()
    expect(draw({ ...drawing(), width: 1e9 })).toBeNull()
    expect(draw(drawing(said('王')))).not.toBeNull()
    expect(warnings).toEqual(['a picture cannot be drawn; its message goes out without it'])
  })

  it('is left out where no font can be read, which is said once', () => {
    const { draw, warnings } = world({ fontFile: () => '/nowhere.ttf' })
    expect([draw(drawing()), draw(drawing(said('王')))]).toEqual([null, null])
    expect(warnings).toEqual(['pictures cannot be drawn on this machine; messages go out without them'])
  })
})
