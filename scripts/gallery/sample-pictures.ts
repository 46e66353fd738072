import { memberId } from '../../contract/ids'
import type { HeatMap } from '../../contract/notices/heat-map'
import type { Radar, RadarAxis } from '../../contract/notices/radar'
import { days, minus } from '../../contract/quantities'
import { sampledAt as at, text } from './amount'
import type { Amount } from './amount'

const nodes = [
  '开场与议程设定', '倾听与谈话占比', '追问与澄清', '开放式诊断提问', '需求挖掘问题深度', '客户痛点挖掘完整度', '需求诊断准确率',
  '影响量化', '决策链识别', '方案匹配度', '讲解节奏与互动', '价值与价格沟通', '异议处理有效性', '推进与下一步承诺', '会后跟进与书面沟通',
] // prettier-ignore

export const sampleRadar = (amount: Amount): Radar => ({
  kind: 'radar',
  radar: 'radar-7',
  subject:
    amount === 'little'
      ? { of: 'team', name: '华东一组', members: 9 }
      : { of: 'member', member: memberId(1), name: text(amount, '李四') },
  from: minus(at, days(120)),
  to: at,
  axes: nodes.slice(0, amount === 'little' ? 5 : 15).map((name, i): RadarAxis => {
    const known = i !== 8 && i !== 10
    return {
      id: `N${i + 1}`,
      name: text(amount, name),
      score: known ? 40 + ((i * 17) % 55) : null,
      plusMinus: known ? 8 + (i % 4) : 0,
      evidence: known ? 4 + i : i - 8,
      evidenceNeeded: 3,
      golden: 75,
      before: known && amount !== 'little' ? 38 + ((i * 11) % 50) : null,
      team: amount === 'little' ? null : 55 + ((i * 7) % 20),
    }
  }),
  weakest: amount === 'little' ? null : 'N5',
})

const stores = [
  '上海徐汇',
  '上海浦东',
  '杭州滨江',
  '杭州西湖',
  '南京江宁',
  '苏州园区',
  '宁波鄞州',
  '无锡梁溪',
]
const skus = ['PSU-24V-5A', 'PSU-24V-10A', '网关 G2', '网关 G3', 'RS485 模块', '端子排', '导轨']
const people = ['张三', '李四', '王五', '赵六', '陈晨', '欧阳明月', '孙倩', '周杰', '吴敏', '郑爽']

export const sampleHeatMap = (amount: Amount): HeatMap =>
  amount === 'much' ? followUpMap() : stockMap(amount === 'little' ? 2 : 8, amount === 'little' ? 2 : 7)

export const stockMap = (rows: number, columns: number): HeatMap => ({
  kind: 'heat-map',
  map: 'map-3',
  of: 'stock-imbalance',
  scope: '华东',
  at,
  trip: 'trip-20261123-9',
  rows: stores.slice(0, rows).map((name, i) => ({ id: `s${i}`, name })),
  columns: skus.slice(0, columns).map((name, i) => ({ id: `k${i}`, name })),
  cells: stores
    .slice(0, rows)
    .map((_, r) =>
      skus
        .slice(0, columns)
        .map((__, c) => (r === 3 && c === 4 ? null : Math.round(100 * Math.sin(r * 1.7 + c * 2.3)) / 100)),
    ),
  unit: 'share',
  replenishment: [0, 2].slice(0, rows > 2 ? 2 : 1).map((store, i) => ({
    id: `r${i}`,
    store: { id: `s${store}`, name: stores[store] ?? '' },
    sku: { id: `k${i}`, name: skus[i] ?? '' },
    quantity: 43 - 9 * i,
    leadTimeDays: 5,
    leadTimeDemand: 40,
    safetyStock: 20,
    position: 17 + 9 * i,
  })),
})

/** Ten people × thirty-one days, none of them with a decision to make. */
export const followUpMap = (): HeatMap => ({
  kind: 'heat-map',
  map: 'map-4',
  of: 'follow-ups',
  scope: '华东一组',
  at,
  trip: null,
  rows: people.map((name, i) => ({ id: `m${i}`, name })),
  columns: Array.from({ length: 31 }, (_, i) => ({
    id: `d${i}`,
    name: `10-${String(i + 1).padStart(2, '0')}`,
  })),
  cells: people.map((_, r) => Array.from({ length: 31 }, (__, c) => (c % 7 > 4 ? 0 : (r * 5 + c * 7) % 23))),
  unit: 'times',
  replenishment: [],
})
