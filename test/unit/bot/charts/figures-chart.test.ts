import { figuresChart, heatCellsChart } from '../../../../bot/cards/figures-chart'
import type { Sums } from '../../../../bot/cards/figures-chart'
import type { Drawing } from '../../../../contract/drawing'
import { instant, millis } from '../../../../contract/quantities'
import * as made from '../../../builders/notices'

const heading = { title: '雷达 · 李思雨', subtitle: '11-01 – 11-30' }
const sums: Sums = { told: 40, answered: 31, taken: 22, snoozed: 4, wrong: 5, open: 5, byOthers: 4 }
const toAnswer = { median: millis(754_000), p95: millis(3_000_000) }

const textsIn = (drawing: Drawing | undefined): string[] =>
  (drawing?.shapes ?? []).flatMap((shape) => (shape.shape === 'text' ? [shape.text] : []))

describe('the radar of figures', () => {
  it('shows what was counted beside every axis, and no standard nobody set', () => {
    const texts = textsIn(figuresChart(heading, { toAnswer }, sums, made.context)?.())

    for (const text of ['12 分 34 秒', '78%', '31/40', '71%', '22/31', '89%', '31/35']) {
      expect(texts).toContain(text)
    }
    expect(texts).not.toContain('达标线')
  })

  it('leaves an axis of fewer than five hollow', () => {
    const few = { ...sums, told: 5, answered: 4, taken: 4, byOthers: 0 }
    const texts = textsIn(figuresChart(heading, { toAnswer }, few, made.context)?.())

    expect(texts.filter((text) => text === '证据 4/5')).toHaveLength(3)
    expect(texts).toContain('80%')
    expect(texts).not.toContain('100%')
  })

  it('is no picture where every axis would be hollow', () => {
    const none = { told: 4, answered: 0, taken: 0, snoozed: 0, wrong: 0, open: 4, byOthers: 0 }
    expect(figuresChart(heading, { toAnswer: null }, none, made.context)).toBeNull()
  })
})

describe('the heat map of counts', () => {
  const heat = (counts: readonly number[]) => ({
    title: null,
    of: 'touchpoints' as const,
    days: counts.map((_, day) => instant(made.noon + day * 86_400_000)),
    rows: [{ name: '李思雨', counts }],
    leftOut: 0,
  })

  it('has every count in its cell, by name and day', () => {
    const { rows, ...rest } = heat([3, 0, 17])
    const texts = textsIn(heatCellsChart(heading, { ...rest, rows }, rows, made.context)?.())
    for (const text of ['李思雨', '3', '0', '17', '11-23', '11-25']) expect(texts).toContain(text)
  })

  it('has one scale for all pages', () => {
    const all = heat([3, 1])
    const [most] = heat([9, 9]).rows
    const drawn = heatCellsChart(
      heading,
      { ...all, rows: [...(most === undefined ? [] : [most]), ...all.rows] },
      all.rows,
      made.context,
    )
    expect(textsIn(drawn?.()).at(-1)).toBe('9')
  })

  it('is no picture where nothing was counted', () => {
    const none = heat([0, 0])
    expect(heatCellsChart(heading, none, none.rows, made.context)).toBeNull()
  })
})
