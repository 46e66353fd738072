import { createPictures } from '../../../../adapters/pictures'
import { openTypeface } from '../../../../adapters/pictures/font/typeface'
import { toSvg } from '../../../../adapters/pictures/to-svg'
import { radarChart } from '../../../../bot/charts/radar-chart'
import type { Drawing, Shape } from '../../../../contract/drawing'
import { sampleRadar } from '../../../../scripts/gallery/sample-pictures'
import { context } from '../../../builders/notices'

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
      expect(glyph(character).path).toMatch(/^M-?[\d.]+ -?[\d.]+.*Z$/)
    }
  })

  it('draws a blank as nothing and what it does not know as one and the same box', () => {
    expect(glyph(' ').path).toBe('')
    expect(glyph('😀')).toEqual(glyph('\u{10ffff}'))
    expect(glyph('😀').id).toBe(0)
  })

  it('puts composite glyphs together from their parts', () => {
    // 'é' is stored as 'e' with an accent in many fonts; its outline has to hold both.
    expect(glyph('é').path.length).toBeGreaterThan(glyph('e').path.length)
  })

  it('refuses what is no font', () => {
    expect(() => openTypeface(__filename)).toThrow('is no TrueType font')
  })
})

describe('an SVG', () => {
  it('has no text in it, so that no font has to be found', () => {
    const svg = toSvg(radarChart(sampleRadar('usual'), 'light', context), typefaces)
    expect(svg).not.toMatch(/<text|font-family|href="(?!#)/)
    expect(svg).toContain('<use href="#r')
  })

  it('holds each character once, however often it is written', () => {
    const svg = toSvg(drawing(said('1111')), typefaces)
    expect(svg.match(/<path id=/g)).toHaveLength(1)
    expect(svg.match(/<use /g)).toHaveLength(4)
  })

  it('places a text by its own width', () => {
    const start = (svg: string) => Number(/matrix\([\d.]+ 0 0 -[\d.]+ ([\d.-]+)/.exec(svg)?.[1])
    expect(start(toSvg(drawing(said('王敏')), typefaces))).toBe(30)
    expect(start(toSvg(drawing(said('王敏', 'middle')), typefaces))).toBe(20)
    expect(start(toSvg(drawing(said('王敏', 'end')), typefaces))).toBe(10)
  })

  it('lets nothing through but numbers and colours', () => {
    const hostile = {
      shape: 'box',
      x: NaN,
      y: Infinity,
      width: 1,
      height: 1,
      radius: 0,
      fill: '"/><script>',
    } as const
    const svg = toSvg(drawing(hostile), typefaces)
    expect(svg).not.toMatch(/script|NaN|Infinity/)
  })
})

describe('a picture', () => {
  it('S2-14 is a PNG of the size it says, with what it shows in words', () => {
    const picture = world({ scale: 2 }).draw(drawing(said('王敏')))
    const png = Buffer.from(picture?.png ?? [])
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG')
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([120, 80])
    expect(picture).toMatchObject({ width: 120, height: 80, alt: '一句话' })
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

  it('is left out where no font can be read, which is said once', () => {
    const { draw, warnings } = world({ fontFile: () => '/nowhere.ttf' })
    expect([draw(drawing()), draw(drawing(said('王')))]).toEqual([null, null])
    expect(warnings).toEqual(['pictures cannot be drawn on this machine; messages go out without them'])
  })
})
