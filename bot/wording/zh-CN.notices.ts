import type { BreakerTripped, ChannelEffect } from '../../contract/notices/breaker-tripped'
import type { CoachingResource, CoachingState } from '../../contract/notices/coaching-task'
import type { Escalation } from '../../contract/notice'
import type { MatchCell } from '../../contract/notices/parameter-match'
import type { OrderMove, UnplacedOrder } from '../../contract/notices/reallocation-proposal'

const states: Record<CoachingState, string> = {
  assigned: '已布置',
  learned: '已学完，去演练',
  practised: '已演练，去实战',
  'awaiting-real': '待实战验证',
  'observed-once': '实战出现一次',
  recognised: '已认定',
  expired: '已到期，不算失败',
  lapsed: '退步了，再练一次',
}
const resources: Record<CoachingResource['kind'], string> = {
  lesson: '微课',
  template: '话术模板',
  case: '标杆案例',
  sandbox: '演练',
}
const breakerStates: Record<BreakerTripped['state'], (what: string) => string> = {
  open: (what) => `${what} 已熔断`,
  'half-open': (what) => `${what} 试放行`,
  closed: (what) => `${what} 已恢复`,
}
const causes: Record<BreakerTripped['cause']['of'], string> = {
  stock: '库存',
  price: '价格',
  promotion: '促销',
  service: '服务能力',
  'by-hand': '人工',
}
const effects: Record<ChannelEffect['effect'], string> = {
  paused: '已暂停',
  resumed: '已恢复',
  underway: '执行中',
  failed: '失败',
}
const moved: Record<OrderMove['because'], string> = {
  nearest: '最近的一家',
  'nearer-out-of-stock': '更近的没货',
  'nearer-at-capacity': '更近的排满了',
  'nearer-worth-more-to-others': '更近的货留给价值更高的订单',
}
const unplaced: Record<UnplacedOrder['because'], string> = {
  'no-stock': '都没货',
  'too-far': '有货的太远',
  'no-capacity': '有货的排满了',
  'too-late': '赶不上约定时间',
}
const verdicts: Record<MatchCell['verdict'], string> = {
  better: '更好',
  meets: '满足',
  worse: '不足',
  unknown: '未知',
}
const because: Record<Escalation['because'], (who: string, waited: string) => string> = {
  unanswered: (who, waited) => `${who} ${waited}没有处理`,
  unreached: (who, waited) => `${waited}联系不上 ${who}`,
  'put-off': (who, waited) => `${who} 稍后后 ${waited}没有接手`,
}

/** The texts of what people are told besides leads, strategy steps and warnings. */
export const notices = {
  /** The largest two of days, hours and minutes. */
  span: (days: number, hours: number, minutes: number) =>
    days > 0
      ? hours > 0
        ? `${days} 天 ${hours} 小时`
        : `${days} 天`
      : hours > 0
        ? minutes > 0
          ? `${hours} 小时 ${minutes} 分`
          : `${hours} 小时`
        : `${minutes} 分`,
  replaces: (when: string) => `代替 ${when} 的卡片，旧卡片不能再用`,
  seeAll: '按「看全部」',
  notWired: '这个按钮还没有接通，什么都没有改动',
  notUndone: {
    nothing: '没有改动：只能撤销自己的回答',
    'too-late': '没有改动：已经过了一天',
    'built-upon': '没有改动：后续步骤已经完成',
  },
  handOverBy: (code: string) => `要转交，请回复「转交 ${code} 姓名」`,
  feedback: {
    ask: '哪里不好？选一个',
    reasons: {
      'wrong-customer': '不是我的客户',
      'wrong-time': '时机不对',
      'known-already': '我已经知道',
      'not-useful': '没有用',
    },
  },
  digest: {
    source: '中枢 · 汇总',
    title: { morning: (day: string) => `${day} 晨报`, overflow: (day: string) => `${day} 汇总` },
    open: (n: number) => (n === 0 ? '都处理完了' : `待处理 ${n} 条`),
    counts: (from: string, to: string, fired: number, solved: number, putOff: number) =>
      `${from} 至 ${to} 共 ${fired} 条，已解决 ${solved} 条${putOff === 0 ? '' : `，稍后 ${putOff} 条`}`,
    waiting: '待处理',
    solved: '已解决',
    team: '谁的待处理',
    person: (open: number, fired: number) => `${open} 条(共 ${fired} 条)`,
    oldest: (waited: string) => `最久 ${waited}`,
    bars: (n: number) => `${n} 条`,
    more: '回复「待办」看全部',
  },
  escalation: {
    source: (code: string) => (code === '' ? '中枢 · 升级' : `中枢 · 升级 ${code}`),
    because,
    level: (n: number) => `第 ${n} 级`,
    facts: { who: '负责人', waited: '已等' },
    told: (when: string) => `${when} 通知`,
  },
  coaching: {
    source: '中枢 · 能力',
    title: (node: string) => `练一练：${node}`,
    state: (state: CoachingState, due: string) => `${states[state]} · ${due}`,
    facts: { score: '得分', golden: '达标线', meetings: '依据' },
    score: (value: string, band: string) => `${value} ±${band}`,
    meetings: (n: number) => `${n} 场真实会议`,
    why: { heading: '① 为什么是这一项', row: '①依据' },
    how: { heading: '② 怎么练', row: '②练习' },
    proof: { heading: '③ 怎么算学会', row: '③认定' },
    said: { rep: '你', customer: '客户', other: '旁人' },
    quote: (who: string, quote: string) => `${who}：「${quote}」`,
    missing: (what: string) => `没有出现：${what}`,
    where: (name: string, when: string) => `${name} ${when}`,
    resource: (kind: CoachingResource['kind'], title: string) => `${resources[kind]} ${title}`,
    minutes: (n: number) => `${n} 分钟`,
    proofText: (seen: number, needed: number, days: number) =>
      `${days} 天内在 ${needed} 场真实客户会议里用上，现在 ${seen}/${needed}`,
    proofRow: (seen: number, needed: number, days: number) =>
      `真实客户会议用上 ${seen}/${needed} 场，${days} 天内`,
    proofNote: '看课和演练不算，只有真实会议里的原话算',
    standard: (version: number) => `标准 v${version}`,
  },
  breaker: {
    source: '中枢 · 熔断',
    title: breakerStates,
    cause: {
      below: (of: string, found: string, threshold: string) => `${of} ${found}，低于 ${threshold}`,
      above: (of: string, found: string, threshold: string) => `${of} ${found}，高于 ${threshold}`,
      byHand: '人工熔断',
    },
    of: causes,
    facts: { channels: '渠道', pending: '待履约', store: '门店', rule: '规则', found: '现在' },
    done: {
      open: (n: number, all: number) => `${n}/${all} 已暂停`,
      'half-open': (n: number, all: number) => `${n}/${all} 试放行`,
      closed: (n: number, all: number) => `${n}/${all} 已恢复`,
    } satisfies Record<BreakerTripped['state'], (n: number, all: number) => string>,
    failed: (n: number) => `${n} 个失败`,
    pending: (n: string) => `${n} 单`,
    channels: { heading: '渠道', row: '渠道' },
    effect: (name: string, effect: ChannelEffect['effect'], code: string) =>
      `${name} ${effects[effect]}${code === '' ? '' : ` ${code}`}`,
    retry: (when: string) => `${when} 重试`,
    noRetry: '不再重试，请人工处理',
    others: (effect: ChannelEffect['effect'], n: number) => `${effects[effect]} ${n} 个`,
    next: { heading: '下一步', row: '下一步' },
    halfOpen: (when: string) => `${when} 试放行`,
    held: '人工保持，不会自动恢复',
    trip: (trip: string) => `熔断编号 ${trip}`,
  },
  reallocation: {
    source: '中枢 · 改派',
    title: (what: string, n: string) => `${what} 改派 ${n} 单`,
    waits: (until: string) => `待批准，${until} 前有效`,
    inForce: '已执行，可以撤销',
    facts: { onTime: '准时', value: '价值', unplaced: '未派' },
    onTime: (before: string, after: string, all: string) => `${before} → ${after} / ${all} 单`,
    value: (before: string, after: string) => `${before} → ${after}`,
    unplacedCount: (n: string) => `${n} 单`,
    moves: { heading: '改派(价值高的在前)', row: '改派' },
    move: (from: string, to: string, km: string) => `${from} → ${to} ${km} km`,
    because: moved,
    arrives: (when: string, promised: string) => `${when} 到(约定 ${promised})`,
    worth: (yuan: string) => `LTV ${yuan}`,
    unknownWorth: 'LTV 未知，按中等算',
    left: { heading: '派不出去', row: '未派' },
    unplaced,
    price: (yuan: string) => `多一件货值 ${yuan}`,
  },
  match: {
    source: '中枢 · 选型',
    subtitle: (hard: number, soft: number, considered: string) =>
      `必须 ${hard} 条，最好 ${soft} 条，看了 ${considered} 个型号`,
    none: '没有型号满足全部必须条件',
    wanted: { heading: '理解成', row: '要求' },
    hard: (parameter: string, value: string) => `${parameter} ${value}(必须)`,
    soft: (parameter: string, value: string) => `${parameter} ${value}(最好)`,
    parts: '最合适的型号',
    row: (n: number) => `TOP${n}`,
    share: (percent: string) => `${percent}%`,
    available: (n: string) => `可售 ${n}`,
    cell: (parameter: string, value: string, verdict: MatchCell['verdict']) =>
      [parameter, value, verdicts[verdict]].filter((part) => part !== '').join(' '),
    cited: (document: string, page: number) => `${document} 第 ${page} 页`,
    atLeast: (value: string) => `≥${value}`,
    atMost: (value: string) => `≤${value}`,
    between: (min: string, max: string) => `${min}–${max}`,
    any: '不限',
  },
  radar: {
    source: '中枢 · 能力',
    axes: { heading: '先练的在前，再按离达标线远近', row: '能力' },
    score: (value: string, band: string) => (band === '' ? value : `${value} ±${band}`),
    golden: (value: string) => `达标 ${value}`,
    before: (value: string) => `上季 ${value}`,
    team: (value: string) => `团队 ${value}`,
    tooLittle: (have: number, needed: number) => `证据不足 ${have}/${needed}，不打分`,
    weakest: (name: string) => `先练：${name}`,
    tooFew: '有分的能力太少，还说不出该先练哪项',
  },
  heat: {
    source: '中枢 · 热力图',
    least: { heading: '最缺', row: '最缺' },
    most: { heading: '最多', row: '最多' },
    cell: (row: string, column: string) => `${row} · ${column}`,
    order: { heading: '补货建议', row: '补货' },
    orderLine: (sku: string, quantity: string) => `${sku} 补 ${quantity} 件`,
    formula: (days: string, demand: string, safety: string, position: string) =>
      `${days} 天需求 ${demand} + 安全库存 ${safety} − 可用 ${position}`,
    trip: (trip: string) => `熔断编号 ${trip}`,
  },
}
