import { memberId } from '../../contract/ids'
import type { HeatMap } from '../../contract/notices/heat-map'
import type { Radar, RadarAxis } from '../../contract/notices/radar'
import { days, minus } from '../../contract/quantities'
import { noon } from './notices'

const capabilities = [
  '开场与议程设定',
  '倾听与谈话占比',
  '追问与澄清',
  '开放式诊断提问',
  '需求挖掘问题深度',
  '客户痛点挖掘完整度',
  '需求诊断准确率',
  '影响量化',
  '决策链识别',
  '方案匹配度',
  '讲解节奏与互动',
  '价值与价格沟通',
  '异议处理有效性',
  '推进与下一步承诺',
  '会后跟进与书面沟通',
]

export const radarAxis = (name: string, i: number, changes: Partial<RadarAxis> = {}): RadarAxis => ({
  id: `N${String(i + 1).padStart(2, '0')}`,
  name,
  score: 40 + ((i * 17) % 55),
  plusMinus: 8 + (i % 4),
  evidence: 4 + i,
  evidenceNeeded: 3,
  golden: 75,
  before: 38 + ((i * 11) % 50),
  team: 55 + ((i * 7) % 20),
  ...changes,
})

/** Fifteen capabilities, two of them with too little evidence. */
export const radar = (changes: Partial<Radar> = {}): Radar => ({
  kind: 'radar',
  radar: 'radar-7',
  subject: { of: 'member', member: memberId(1), name: '李四' },
  from: minus(noon, days(120)),
  to: noon,
  axes: capabilities.map((name, i) =>
    radarAxis(
      name,
      i,
      i === 8 || i === 10 ? { score: null, plusMinus: 0, evidence: i === 8 ? 2 : 0, before: null } : {},
    ),
  ),
  weakest: 'N05',
  ...changes,
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

/** Eight stores × seven articles. */
export const stockMap = (changes: Partial<HeatMap> = {}): HeatMap => ({
  kind: 'heat-map',
  map: 'map-3',
  of: 'stock-imbalance',
  scope: '华东',
  at: noon,
  trip: 'trip-9',
  rows: stores.map((name, i) => ({ id: `s${i}`, name })),
  columns: skus.map((name, i) => ({ id: `k${i}`, name })),
  cells: stores.map((_, r) =>
    skus.map((__, c) => (r === 3 && c === 4 ? null : Math.round(100 * Math.sin(r * 1.7 + c * 2.3)) / 100)),
  ),
  unit: 'share',
  replenishment: [
    {
      id: 'r1',
      store: { id: 's0', name: '上海徐汇' },
      sku: { id: 'k0', name: 'PSU-24V-5A' },
      quantity: 43,
      leadTimeDays: 5,
      leadTimeDemand: 40,
      safetyStock: 20,
      position: 17,
    },
    {
      id: 'r2',
      store: { id: 's2', name: '杭州滨江' },
      sku: { id: 'k3', name: '网关 G3' },
      quantity: 12,
      leadTimeDays: 7,
      leadTimeDemand: 14,
      safetyStock: 6,
      position: 8,
    },
  ],
  ...changes,
})

const people = ['张三', '李四', '王五', '赵六', '陈晨', '欧阳明月', '孙倩', '周杰', '吴敏', '郑爽']

/** Ten people × thirty-one days. */
export const followUpMap = (changes: Partial<HeatMap> = {}): HeatMap => ({
  kind: 'heat-map',
  map: 'map-4',
  of: 'follow-ups',
  scope: '华东一组',
  at: noon,
  trip: null,
  rows: people.map((name, i) => ({ id: `m${i}`, name })),
  columns: Array.from({ length: 31 }, (_, i) => ({
    id: `d${i}`,
    name: `10-${String(i + 1).padStart(2, '0')}`,
  })),
  cells: people.map((_, r) => Array.from({ length: 31 }, (__, c) => (c % 7 > 4 ? 0 : (r * 5 + c * 7) % 23))),
  unit: 'times',
  replenishment: [],
  ...changes,
})
