import type { HeatMap } from '../../contract/notices/heat-map'

const heatMaps: Record<HeatMap['of'], (scope: string) => string> = {
  'stock-imbalance': (scope) => `${scope}库存失衡热力图`,
  touchpoints: (scope) => `${scope}触点热力图`,
  'follow-ups': (scope) => `${scope}跟进热力图`,
}

/** Every text that stands in a picture. */
export const charts = {
  radar: {
    title: (name: string) => `${name} 能力雷达`,
    team: (name: string, members: number) => `${name}(${members} 人)能力雷达`,
    period: (from: string, to: string) => `${from} 至 ${to} · 0–100 分`,
    band: (value: string) => `±${value}`,
    tooLittle: (have: number, needed: number) => `证据 ${have}/${needed}`,
    weakest: '先练这项',
    own: '本期',
    before: '上季',
    teamMedian: '团队中位',
    golden: '达标线',
    hollow: '证据不足，不打分',
    alt: (title: string, known: number, all: number) => `${title}：${all} 项能力，${known} 项有分`,
  },
  heat: {
    title: heatMaps,
    at: (when: string, unit: string) => `${when} · 单位：${unit}`,
    short: '缺货',
    balanced: '均衡',
    over: '积压',
    unknown: '无数据',
    alt: (title: string, rows: number, columns: number) => `${title}：${rows} 行 × ${columns} 列`,
  },
  bars: {
    waiting: '谁有多少条待处理',
    alt: (title: string, rows: number) => `${title}：${rows} 人`,
  },
  unknown: '–',
}
