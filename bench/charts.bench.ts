import { createPictures } from '../adapters/pictures'
import { heatMapChart } from '../bot/charts/heat-map-chart'
import { radarChart } from '../bot/charts/radar-chart'
import type { Drawing } from '../contract/drawing'
import type { HeatMap } from '../contract/notices/heat-map'
import type { Radar } from '../contract/notices/radar'
import { memberId } from '../contract/ids'
import { instant } from '../contract/quantities'
import { atMost } from './figure'
import type { Figure } from './figure'

/**
 * From the numbers to the PNG, in milliseconds of processor time: a radar of fifteen competencies and a heat map of
 * 31 days × 10 people. Each picture is drawn anew.
 */
export const benchCharts = (): Figure[] => {
  const draw = createPictures({ log: { warn: (_, text) => fail(text) } })
  const context = { utcOffsetMinutes: 480 }
  const anew = (drawing: Drawing, i: number): unknown => draw({ ...drawing, alt: String(i) })
  return [
    atMost(
      'radar of 15 as PNG',
      'ms',
      cpuMillis((i) => anew(radarChart(radar, 'light', context), i)),
      60,
    ),
    atMost(
      'heat map 31 × 10 as PNG',
      'ms',
      cpuMillis((i) => anew(heatMapChart(map, 'light', context), i)),
      200,
    ),
  ]
}

const fail = (text: string): never => {
  throw new Error(text)
}

/** The middle of 25 runs, after five that do not count. */
const cpuMillis = (work: (i: number) => unknown): number => {
  const taken = Array.from({ length: 30 }, (_, i) => {
    const before = process.cpuUsage()
    work(i)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1_000
  })
  return taken.slice(5).sort((a, b) => a - b)[12] ?? NaN
}

const at = instant(Date.UTC(2026, 10, 23, 6, 2))
const days = Array.from({ length: 31 }, (_, i) => ({
  id: `d${i}`,
  name: `10-${String(i + 1).padStart(2, '0')}`,
}))
const people = Array.from({ length: 10 }, (_, i) => ({ id: `m${i}`, name: `成员${i}` }))

const map: HeatMap = {
  kind: 'heat-map',
  map: 'bench',
  of: 'follow-ups',
  scope: '华东一组',
  at,
  trip: null,
  rows: people,
  columns: days,
  cells: people.map((_, r) => days.map((__, c) => (r * 5 + c * 7) % 23)),
  unit: 'times',
  replenishment: [],
}

const radar: Radar = {
  kind: 'radar',
  radar: 'bench',
  subject: { of: 'member', member: memberId(1), name: '李四' },
  from: at,
  to: at,
  axes: Array.from({ length: 15 }, (_, i) => ({
    id: `N${i}`,
    name: `需求挖掘问题深度${i}`,
    score: 40 + ((i * 17) % 55),
    plusMinus: 8,
    evidence: 9,
    evidenceNeeded: 3,
    golden: 75,
    before: 38 + ((i * 11) % 50),
    team: 55 + ((i * 7) % 20),
  })),
  weakest: 'N4',
}
