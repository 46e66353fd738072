import { customerId, decisionId, memberId, noticeId } from '../../contract/ids'
import type { CustomerBrief, EvidenceLine, Notice, NoticeKind, ToldNotice } from '../../contract/notice'
import type { DigestItem } from '../../contract/notices/daily-digest'
import type { Contribution } from '../../contract/intent'
import { days, hours, minus, minutes, plus } from '../../contract/quantities'
import { many, sampledAt, text } from './amount'
import type { Amount } from './amount'
import { sampleMeeting } from './sample-meetings'
import { sampleHeatMap, sampleRadar } from './sample-pictures'

const at = sampledAt

/** Whom and what the samples are about. */
export interface SampleWorld {
  readonly amount: Amount
  readonly customer: CustomerBrief
  readonly tenths: number
  readonly contributions: readonly Contribution[]
  readonly evidence: readonly EvidenceLine[]
  readonly told: { readonly alert: ToldNotice; readonly step: ToldNotice; readonly warning: ToldNotice }
}

/** One notice of every kind. */
export const sampleNotices = (world: SampleWorld): Readonly<Record<NoticeKind, Notice>> => ({
  'lead-alert': world.told.alert,
  'strategy-step': world.told.step,
  'system-warning': world.told.warning,
  'daily-digest': dailyDigest(world),
  escalation: escalation(world),
  'coaching-task': coachingTask(world),
  'breaker-tripped': breakerTripped(world),
  'reallocation-proposal': reallocation(world),
  'parameter-match': parameterMatch(world),
  radar: sampleRadar(world.amount),
  'heat-map': sampleHeatMap(world.amount),
  meeting: {
    kind: 'meeting',
    what: { kind: 'booked', by: '张三' },
    meeting: sampleMeeting(world),
    customer: world.customer,
  },
})

const dailyDigest = ({ amount, customer, tenths }: SampleWorld): Notice => {
  const count = many(amount, 6, 20)
  const items = Array.from({ length: count }, (_, i): DigestItem => {
    const solved = i >= Math.ceil(count / 2)
    return {
      notice: noticeId(200 + i),
      kind: i % 2 === 0 ? 'lead-alert' : 'strategy-step',
      decision: decisionId(31 + i),
      customer: { ...customer, name: ['王敏', '李晓', '陈工', '赵总'][i % 4] ?? customer.name },
      subject: text(amount, i % 2 === 0 ? '高意向提醒' : '技术型客户深度培育'),
      tenths: Math.max(300, tenths - 41 * i),
      at: minus(at, hours(2 + i)),
      settled: solved
        ? { kind: 'answered', by: '张三', answer: 'taken', at: minus(at, minutes(20 + i)) }
        : { kind: 'open' },
    }
  })
  const people = ['张三', '李四', '欧阳明月', '赵六', '孙倩'].slice(0, amount === 'little' ? 0 : 5)
  return {
    kind: 'daily-digest',
    because: amount === 'much' ? 'overflow' : 'morning',
    from: minus(at, hours(15)),
    to: at,
    counts: {
      fired: many(amount, 14, 340),
      solved: amount === 'little' ? 0 : 7,
      putOff: amount === 'little' ? 0 : 2,
    },
    items,
    people: people.map((name, i) => ({
      member: memberId(i + 1),
      name: amount === 'much' ? text(amount, name) : name,
      fired: 14 - 2 * i,
      solved: 5 - i,
      oldestOpen: i === 4 ? null : minus(at, hours(50 - 9 * i)),
    })),
  }
}

const escalation = ({ amount, told }: SampleWorld): Notice => ({
  kind: 'escalation',
  waiting: noticeId(123),
  decision: decisionId(12),
  receiver: { member: memberId(1), name: text(amount, '张三') },
  because: amount === 'little' ? 'unreached' : 'unanswered',
  toldAt: minus(at, minutes(135)),
  waited: minutes(135),
  level: amount === 'much' ? 2 : 1,
  about: told.alert,
})

const coachingTask = ({ amount }: SampleWorld): Notice => ({
  kind: 'coaching-task',
  task: 'task-8',
  state: amount === 'much' ? 'awaiting-real' : 'assigned',
  node: { id: 'N03', name: text(amount, '需求挖掘问题深度'), standardVersion: 2 },
  score: { value: 53, plusMinus: 8, golden: 75, meetings: many(amount, 6, 10) },
  evidence: Array.from({ length: many(amount, 3, 9) }, (_, i) => ({
    where: {
      id: `m${i}`,
      name: text(amount, ['云帆科技首次拜访', '海川电子方案会', '恒通演示'][i % 3] ?? ''),
    },
    at: minus(at, days(i)),
    said:
      i % 3 === 2
        ? { missing: text(amount, '追问影响有多大') }
        : {
            by: i % 3 === 0 ? ('rep' as const) : ('customer' as const),
            quote: text(amount, i % 3 === 0 ? '那现在一个月大概停几次线？' : '两三次吧，每次半天。'),
          },
  })),
  resources: [
    { kind: 'lesson' as const, id: 'l1', title: text(amount, 'SPIN 四层提问'), minutes: 4 },
    { kind: 'template' as const, id: 't1', title: text(amount, '现状–问题–影响–回报问句'), minutes: 2 },
    { kind: 'case' as const, id: 'c1', title: text(amount, '李经理怎么问出停线损失'), minutes: 3 },
    { kind: 'sandbox' as const, id: 's1', title: text(amount, '跟设备科长练一遍'), minutes: 5 },
  ].slice(0, many(amount, 4, 4)),
  proof: { seen: amount === 'little' ? 0 : 1, needed: 2, withinDays: 60 },
  due: plus(at, days(45)),
})

const channels = ['天猫', '京东', '抖音', '拼多多', '官网', '小程序', '有赞', '线下门店']

const breakerTripped = ({ amount }: SampleWorld): Notice => ({
  kind: 'breaker-tripped',
  trip: 'trip-20261123-9',
  breaker: { id: 'low-stock', name: text(amount, '低库存熔断'), version: 3 },
  sku: { id: 'k1', name: text(amount, 'PSU-24V-5A') },
  store: amount === 'little' ? null : { id: 's1', name: text(amount, '上海徐汇店') },
  state: 'open',
  at,
  cause: {
    of: 'stock',
    found: { value: 17, unit: 'pieces' },
    threshold: { value: 50, unit: 'pieces' },
    tripsWhen: 'below',
  },
  channels: Array.from({ length: many(amount, 8, 17) }, (_, i) => ({
    id: `c${i}`,
    name: text(amount, channels[i % channels.length] ?? ''),
    effect: i === 0 && amount !== 'little' ? 'failed' : i === 1 ? 'underway' : 'paused',
    code: i === 0 && amount !== 'little' ? 'E503' : '',
    retryAt: i === 0 && amount !== 'little' ? plus(at, minutes(3)) : null,
  })),
  pendingOrders: many(amount, 42, 1237),
  halfOpenAt: amount === 'much' ? null : plus(at, minutes(60)),
})

const reallocation = ({ amount }: SampleWorld): Notice => ({
  kind: 'reallocation-proposal',
  proposal: 'plan-5',
  trip: 'trip-20261123-9',
  sku: { id: 'k1', name: text(amount, 'PSU-24V-5A') },
  autonomy: amount === 'much' ? 2 : 1,
  totals: {
    orders: many(amount, 42, 1237),
    moved: many(amount, 41, 1198),
    unplaced: amount === 'little' ? 0 : many(amount, 1, 39),
    onTimeBefore: many(amount, 33, 980),
    onTimeAfter: many(amount, 41, 1198),
    valueBeforeYuan: 128_300,
    valueAfterYuan: 158_450,
  },
  moves: Array.from({ length: many(amount, 4, 50) }, (_, i) => ({
    order: `SO-${1043 + i}`,
    customer: text(amount, '云帆科技'),
    from: { id: 's1', name: text(amount, '上海徐汇') },
    to: { id: 's2', name: text(amount, ['上海浦东', '苏州园区', '杭州滨江'][i % 3] ?? '') },
    distanceKm: 3.2 + i * 7,
    lifetimeValueYuan: i % 4 === 3 ? null : Math.max(200, 8_200 - 130 * i),
    promisedBy: plus(at, hours(26)),
    arrivesBy: plus(at, hours(20 + (i % 5))),
    because:
      (['nearest', 'nearer-out-of-stock', 'nearer-worth-more-to-others', 'nearer-at-capacity'] as const)[
        i % 4
      ] ?? 'nearest',
  })),
  unplaced:
    amount === 'little'
      ? []
      : Array.from({ length: many(amount, 1, 39) }, (_, i) => ({
          order: `SO-${1099 + i}`,
          customer: null,
          at: { id: 's1', name: text(amount, '上海徐汇') },
          lifetimeValueYuan: 300,
          because: 'no-stock' as const,
          priceYuan: 46,
        })),
  madeAt: at,
  goodUntil: plus(at, hours(2)),
})

const parameters = [
  { name: '输出电压', wanted: { kind: 'number' as const, value: 24, unit: 'V' }, hard: true },
  { name: '输出电流', wanted: { kind: 'range' as const, min: 5, max: null, unit: 'A' }, hard: true },
  { name: '工作温度', wanted: { kind: 'range' as const, min: -40, max: 85, unit: '℃' }, hard: true },
  { name: '接口', wanted: { kind: 'word' as const, word: 'RS485' }, hard: false },
]

const parameterMatch = ({ amount, customer }: SampleWorld): Notice => ({
  kind: 'parameter-match',
  match: 'match-12',
  asked: text(amount, '24V 5A 宽温 RS485'),
  customer: amount === 'little' ? null : customer,
  requirements: parameters.slice(0, many(amount, 4, 4)).map(({ name, wanted, hard }, i) => ({
    parameter: { id: `p${i}`, name: text(amount, name) },
    hard,
    wanted,
  })),
  parts: Array.from({ length: many(amount, 3, 5) }, (_, i) => ({
    id: `part${i}`,
    name: text(amount, ['PSU-24V-5A', 'DRP-240-24', 'SDR-120-24', 'HDR-150', 'NDR-120'][i] ?? ''),
    maker: text(amount, ['明纬', '台达', '菲尼克斯'][i % 3] ?? ''),
    tenths: 965 - 70 * i,
    cells: parameters.slice(0, many(amount, 4, 4)).map((parameter, c) => ({
      verdict: (['meets', 'better', 'meets', 'unknown', 'worse'] as const)[(c + i) % 5] ?? 'unknown',
      found: (c + i) % 5 === 3 ? null : parameter.wanted,
      source: (c + i) % 5 === 3 ? null : { document: text(amount, '选型手册'), page: 12 + c },
    })),
    available: i === 2 ? null : 120 - 30 * i,
  })),
  considered: 50_000,
})

export const sampleCustomer = (amount: Amount): CustomerBrief => ({
  id: customerId(7),
  name: text(amount, '王敏'),
  company: amount === 'little' ? null : text(amount, '云帆科技'),
  tags: amount === 'little' ? [] : ['技术型客户', '华东'],
})
