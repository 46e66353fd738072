import fc from 'fast-check'

import { barChart } from '../../../../bot/charts/bar-chart'
import { heatMapChart } from '../../../../bot/charts/heat-map-chart'
import { fitWidth, textWidth, wrapWidth } from '../../../../bot/charts/label'
import { luminance, palettes, readableOn, shade } from '../../../../bot/charts/palette'
import { radarChart } from '../../../../bot/charts/radar-chart'
import type { Drawing, Shape, Text } from '../../../../contract/drawing'
import type { HeatMap } from '../../../../contract/notices/heat-map'
import { followUpMap, sampleRadar, stockMap } from '../../../../scripts/gallery/sample-pictures'
import { context } from '../../../builders/notices'

const themes = ['light', 'dark'] as const
const textsIn = ({ shapes }: Drawing): readonly string[] =>
  shapes.flatMap((shape) => (shape.shape === 'text' ? [shape.text] : []))
const count = (drawing: Drawing, shape: Shape['shape']): number =>
  drawing.shapes.filter((one) => one.shape === shape).length

const edges = ({ at, text, size, anchor }: Text): readonly [number, number] => {
  const width = textWidth(text, size)
  const left = at.x - { start: 0, middle: width / 2, end: width }[anchor]
  return [left, left + width]
}

/** Half a unit is not seen. */
const expectInside = (drawing: Drawing): void => {
  for (const shape of drawing.shapes) {
    if (shape.shape !== 'text') continue
    const [left, right] = edges(shape)
    expect([shape.text, left >= -0.5, right <= drawing.width + 0.5]).toEqual([shape.text, true, true])
    expect(shape.at.y).toBeLessThanOrEqual(drawing.height)
    expect(shape.at.y - shape.size).toBeGreaterThanOrEqual(-0.5)
  }
}

const name = fc.oneof(
  fc.constantFrom(
    '',
    '王敏',
    '需求挖掘问题深度与追问完整度',
    'Open diagnostic questions',
    'x'.repeat(80),
    '👨‍👩‍👧‍👦'.repeat(9),
  ),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
)

describe('a radar', () => {
  it('S3-14 says every score and its interval in the picture', () => {
    const radar = sampleRadar('usual')
    const texts = textsIn(radarChart(radar, 'light', context))
    for (const { score, plusMinus, evidence, evidenceNeeded } of radar.axes) {
      if (score === null) expect(texts).toContain(`证据 ${evidence}/${evidenceNeeded}`)
      else expect(texts).toEqual(expect.arrayContaining([String(score), `±${plusMinus}`]))
    }
  })

  it('S3-14 leaves hollow what rests on too little evidence, and draws no line through it', () => {
    const radar = sampleRadar('usual')
    const unknown = radar.axes.filter(({ score }) => score === null).length
    const drawing = radarChart(radar, 'light', context)
    const hollow = drawing.shapes.filter(
      (shape) => shape.shape === 'dot' && shape.fill === palettes.light.paper,
    )
    // One more explains them.
    expect(hollow).toHaveLength(unknown + 1)
    const whole = radarChart(
      { ...radar, axes: radar.axes.map((axis) => ({ ...axis, score: axis.score ?? 50 })) },
      'light',
      context,
    )
    const lines = (of: Drawing) =>
      of.shapes.filter(
        (shape) =>
          shape.shape === 'segment' && shape.stroke.colour === palettes.light.own && shape.stroke.width === 2,
      ).length
    // Both lines at each of two spokes that are no neighbours; the legend has one more.
    expect(lines(whole) - lines(drawing)).toBe(4)
    expect(lines(whole)).toBe(radar.axes.length + 1)
  })

  it('explains only the lines that are there', () => {
    const texts = textsIn(radarChart(sampleRadar('little'), 'light', context))
    expect(texts).toEqual(expect.arrayContaining(['本期', '达标线']))
    expect(texts).not.toEqual(expect.arrayContaining(['上季']))
    expect(texts).not.toEqual(expect.arrayContaining(['团队中位']))
  })

  it('stays inside the picture, whatever the names', () => {
    const axes = fc.array(fc.record({ name, score: fc.option(fc.integer({ min: -5, max: 130 })) }), {
      minLength: 3,
      maxLength: 20,
    })
    fc.assert(
      fc.property(axes, name, fc.constantFrom(...themes), (some, who, theme) => {
        const radar = sampleRadar('usual')
        const [first] = radar.axes
        if (first === undefined) throw new Error('a radar without axes')
        const made = some.map((axis, i) => ({ ...first, ...axis, id: `N${i}` }))
        expectInside(
          radarChart(
            { ...radar, axes: made, weakest: 'N1', subject: { ...radar.subject, name: who } },
            theme,
            context,
          ),
        )
      }),
      { numRuns: 60 },
    )
  })
})

describe('a heat map', () => {
  it('S2-14 prints the same numbers as the data, in every cell', () => {
    const map = stockMap(8, 7)
    const texts = textsIn(heatMapChart(map, 'light', context))
    const wanted = map.cells.flat().map((value) => {
      if (value === null) return '–'
      const percent = Math.round(value * 100)
      return percent > 0 ? `+${percent}` : String(percent)
    })
    for (const figure of new Set(wanted)) {
      expect(texts.filter((text) => text === figure)).toHaveLength(
        wanted.filter((one) => one === figure).length,
      )
    }
  })

  it('turns a table that is wider than a phone on its side', () => {
    const drawing = heatMapChart(followUpMap(), 'light', context)
    expect(drawing.width).toBe(390)
    const days = drawing.shapes.filter(
      (shape) => shape.shape === 'text' && /^10-\d\d$/.test(shape.text),
    ) as Text[]
    expect(days).toHaveLength(31)
    expect(new Set(days.map(({ at }) => at.x)).size).toBe(1)
  })

  it('gives what is not known no colour of the scale', () => {
    const map: HeatMap = { ...stockMap(2, 2), cells: [[null, null], [null]] }
    const boxes = heatMapChart(map, 'dark', context).shapes.filter((shape) => shape.shape === 'box')
    expect(boxes.slice(0, 4).map((box) => box.fill)).toEqual(Array(4).fill(palettes.dark.paper))
  })

  it('stays inside the picture, whatever the names and numbers', () => {
    const table = fc
      .tuple(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 1, max: 31 }))
      .chain(([rows, columns]) =>
        fc.record({
          rows: fc.array(name, { minLength: rows, maxLength: rows }),
          columns: fc.array(name, { minLength: columns, maxLength: columns }),
          cells: fc.array(fc.array(fc.option(fc.double()), { minLength: columns, maxLength: columns }), {
            minLength: rows,
            maxLength: rows,
          }),
          of: fc.constantFrom('stock-imbalance' as const, 'touchpoints' as const),
          unit: fc.constantFrom('share' as const, 'times' as const),
        }),
      )
    const named = (names: readonly string[]) => names.map((one, i) => ({ id: String(i), name: one }))
    fc.assert(
      fc.property(table, fc.constantFrom(...themes), ({ rows, columns, ...rest }, theme) => {
        const map = { ...stockMap(1, 1), ...rest, rows: named(rows), columns: named(columns) }
        expectInside(heatMapChart(map, theme, context))
      }),
      { numRuns: 25 },
    )
  })
})

describe('bars', () => {
  it('print each number after its bar and share one scale', () => {
    const rows = [4, 2, 0].map((value, i) => ({ name: `${i}号`, value, figure: `${value} 条` }))
    const drawing = barChart({ title: '题', subtitle: '', rows, alt: '' }, 'light')
    expect(textsIn(drawing)).toEqual(expect.arrayContaining(['4 条', '2 条', '0 条']))
    const [longest, half] = drawing.shapes.flatMap((shape) => (shape.shape === 'box' ? [shape.width] : []))
    expect(half).toBeCloseTo((longest ?? 0) / 2)
    expect(count(drawing, 'box')).toBe(3)
  })

  it('stay inside the picture, whatever the names', () => {
    const rows = fc.array(
      fc.record({ name, value: fc.nat({ max: 9_999 }), figure: fc.constant('9,999 条') }),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(rows, name, (some, title) => {
        expectInside(barChart({ title, subtitle: title, rows: some, alt: '' }, 'light'))
      }),
      { numRuns: 40 },
    )
  })
})

describe('colours', () => {
  const contrast = (a: string, b: string): number => {
    const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
    return (light + 0.05) / (dark + 0.05)
  }

  it('let every number be read on every shade (WCAG 2.2, 4.5 : 1)', () => {
    for (const theme of themes) {
      for (const scale of [palettes[theme].sequence, palettes[theme].diverging]) {
        for (let place = 0; place <= 1; place += 0.01) {
          const fill = shade(scale, place)
          expect(contrast(readableOn(fill), fill)).toBeGreaterThanOrEqual(4.5)
        }
      }
    }
  })

  it('let words and marks be told from the paper', () => {
    for (const theme of themes) {
      const { paper, ink, grey, own, team, golden } = palettes[theme]
      for (const word of [ink, grey, own]) expect(contrast(word, paper)).toBeGreaterThanOrEqual(4.5)
      for (const mark of [team, golden]) expect(contrast(mark, paper)).toBeGreaterThanOrEqual(3)
    }
  })

  it('grow in one direction of brightness, so that they are read in grey too', () => {
    for (const theme of themes) {
      const brightness = palettes[theme].sequence.map(luminance)
      const sorted = brightness.toSorted((a, b) => (theme === 'light' ? b - a : a - b))
      expect(brightness).toEqual(sorted)
    }
  })
})

describe('a label', () => {
  it.each([
    ['异议处理有效性', 60, ['异议处理', '有效性']],
    ['RS485 模块', 46, ['RS485', '模块']],
    ['PSU-24V-10A', 46, ['PSU-', '24V-', '10A']],
    ['开场', 60, ['开场']],
  ])('%s is broken where it reads well', (said, width, lines) => {
    expect(wrapWidth(said, 11, width, 3)).toEqual(lines)
  })

  it('is never wider than its room once a character fits, and shortened visibly', () => {
    fc.assert(
      fc.property(
        name,
        fc.integer({ min: 24, max: 200 }),
        fc.integer({ min: 1, max: 3 }),
        (said, width, most) => {
          const lines = wrapWidth(said, 11, width, most)
          expect(lines.length).toBeLessThanOrEqual(most)
          for (const line of lines)
            if ([...line].length > 1) expect(textWidth(line, 11)).toBeLessThanOrEqual(width)
          expect(textWidth(fitWidth('需求挖掘'.repeat(20), 11, width), 11)).toBeLessThanOrEqual(width)
        },
      ),
    )
  })
})
