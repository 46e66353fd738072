import type { Autonomy, PackageState } from '../../contract/autonomy'
import type { FollowUpAnswer } from '../../contract/decision'
import type { Ruling } from '../../contract/notice'
import type { Unit } from '../../contract/notices/measure'
import type { Stage } from '../../contract/intent'
import type { Verb } from '../../contract/touchpoint'

const verbs: Record<Verb, string> = {
  viewed: '查看',
  left: '离开',
  exposed: '看到入口',
  clicked: '点击',
  searched: '搜索',
  downloaded: '下载',
  shared: '转发',
  submitted: '提交',
  asked: '咨询',
  replied: '回复',
  called: '通话',
  met: '会面',
  'signed-up': '注册',
  identified: '确认身份',
  carted: '加入采购单',
  quoted: '询价',
  ordered: '下单',
  paid: '付款',
  returned: '退货',
  used: '使用',
  reached: '到达',
  'followed-up': '我方跟进',
}

const stages: Record<Stage, string> = {
  new: '新客户',
  interested: '有兴趣',
  evaluating: '评估中',
  negotiating: '商务谈判',
  won: '已成交',
  lost: '已流失',
}

/** Topics every installation starts with; a company's own names are handed in with the context. */
const topics: Readonly<Record<string, string>> = {
  home: '首页',
  news: '新闻动态',
  contact: '联系我们',
  'api-docs': 'API 文档',
  pricing: '价格页',
  whitepaper: '白皮书',
  product: '产品页',
  cases: '客户案例',
  trial: '试用',
  inquiry: '询盘表单',
  docs: '文档',
  comparison: '竞品对比页',
  download: '下载页',
  quote: '报价单',
}

const fields: Readonly<Record<string, string>> = {
  name: '姓名',
  company: '公司',
  position: '职务',
  wecomTags: '企业微信标签',
}

const units: Record<Unit, { readonly name: string; readonly measured: (figure: string) => string }> = {
  pieces: { name: '件', measured: (n) => `${n} 件` },
  orders: { name: '单', measured: (n) => `${n} 单` },
  times: { name: '次', measured: (n) => `${n} 次` },
  customers: { name: '位客户', measured: (n) => `${n} 位客户` },
  share: { name: '%', measured: (n) => `${n}%` },
  points: { name: '分', measured: (n) => `${n} 分` },
  yuan: { name: '元', measured: (n) => `¥${n}` },
  days: { name: '天', measured: (n) => `${n} 天` },
}

type Answered = { text: (who: string, when: string) => string }
/** The button is what is left of the others where nothing is left to answer. */
type Settling = Answered & { button: string }
const answered: Record<Exclude<FollowUpAnswer, 'snoozed'>, Settling> & Record<'snoozed', Answered> = {
  taken: { button: '已接手', text: (who, when) => `已由 ${who} 接手 ${when}` },
  snoozed: { text: (who, when) => `已由 ${who} 稍后处理 ${when}` },
  wrong: { button: '已标记不对', text: (who, when) => `${who} 标记不对 ${when}` },
  'called-off': { button: '已撤销启动', text: (who, when) => `${who} 撤销启动 ${when}` },
}

const ruled: Record<Ruling, Settling> = {
  approved: { button: '已批准', text: (who, when) => `已由 ${who} 批准 ${when}` },
  rejected: { button: '已驳回', text: (who, when) => `已由 ${who} 驳回 ${when}` },
  undone: { button: '已撤销', text: (who, when) => `已由 ${who} 撤销 ${when}` },
}

/** A blank between Latin and Chinese, none between two Chinese words. */
const beside = (left: string, right: string): string =>
  /[!-~]$/.test(left) || /^[!-~]/.test(right) ? `${left} ${right}` : `${left}${right}`

/** Every text that cards show. The shape of this object is the shape of every language. */
export const cards = {
  product: '中枢',
  nothing: '—',
  unnamed: '未命名客户',
  verbs,
  stages,
  topics,
  fields,
  answered,
  units,
  ruled,
  weekdays: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  buttons: {
    take: '接手',
    later: '稍后',
    wrong: '不对',
    why: '为什么',
    all: '看全部',
    good: '👍 有用',
    bad: '👎 没用',
    handover: '转交',
    undo: '撤销',
    approve: '批准',
    reject: '驳回',
    meet: '约时间',
    unmeet: '取消约',
    back: '返回',
  },
  sendButton: { send: (name: string) => `发送${name}`, again: '再取链接' },
  /** The way from a card to a page: a row with its value on small cards, a button elsewhere. */
  links: {
    record: { row: '档案', value: '打开客户记录', button: '客户记录' },
    mine: { row: '待办', value: '打开我的待办', button: '我的待办' },
  },
  menu: '更多',
  waiting: '待处理',
  /** The word before a list's overflow, and what to do about it. */
  leftOut: (n: number) => `…另有 ${n} 条`,
  shortened: '…(内容较长，已截短)',
  seeAll: (code: string) => `回复「为什么 ${code}」看全部`,
  replyInstead: (code: string) =>
    `回复「确认 ${code}」接手，「稍后 ${code}」放一放，「不对 ${code} 原因」纠错`,
  replyAfterLater: (code: string) => `回复「确认 ${code}」接手，「不对 ${code} 原因」纠错`,
  source: (code: string) => `中枢 · ${code}`,
  colon: '：',
  comma: '，',
  semicolon: '；',
  listed: (names: readonly string[]) => names.join('、'),
  version: (name: string, version: number) => `${name} v${version}`,
  duration: (minutes: number, seconds: number) =>
    minutes === 0 ? `${seconds} 秒` : seconds === 0 ? `${minutes} 分` : `${minutes} 分 ${seconds} 秒`,
  act: (verb: string, what: string) =>
    verb === verbs.exposed ? beside(beside('看到', what), '入口') : beside(verb, what),
  stayed: (length: string) => length,
  sentDocument: {
    out: (name: string) => `我方发送《${name}》`,
    opened: (name: string) => `打开了我方发送的《${name}》`,
  },
  dueBy: (day: string, weekday: string) => `${day} ${weekday}前`,
  facts: {
    intent: '意向强度',
    tags: '标签',
    rule: '规则',
    stage: '阶段',
    owner: '负责人',
    latest: '最近',
    company: '公司',
    wecomTags: '企微标签',
  },
  intent: {
    total: (points: string) => `合计 ${points}`,
    rest: (count: number, points: string) => `其余 ${count} 项 ${points}`,
    item: (name: string, points: string) => `${name} ${points}`,
    line: (name: string, count: number, points: string, halfLifeDays: number) =>
      `${name} ${count} 次 ${points}(半衰期 ${halfLifeDays} 天)`,
    heading: (points: string) => `得分构成(合计 ${points})`,
  },
  leadAlert: { evidence: '原始触点' },
  strategy: {
    /** What the hub does about it at that level, as long as nobody has answered. At most 16 characters and the name. */
    acting: {
      0: (name) => `建议策略包「${name}」，不会自动启动`,
      1: (name) => `接手后才启动策略包「${name}」`,
      2: (name) => `已启动策略包「${name}」，可撤销`,
      3: (name) => `已自动启动策略包「${name}」，可撤销`,
    } satisfies Record<Autonomy, (name: string) => string> as Record<Autonomy, (name: string) => string>,
    /** What became of it with the answer; three characters, to stand behind who answered and when. */
    became: {
      suggested: '未启动',
      waiting: '未启动',
      started: '已启动',
      'called-off': '已停止',
      declined: '未启动',
      withdrawn: '未启动',
    } as Record<PackageState, string>,
    afterStart: (days: number) => (days === 0 ? '启动当天' : `启动后 ${days} 工作日`),
    seen: { heading: '① 看到的触点', row: '①触点' },
    tag: { heading: '② 得出的标签', row: '②标签', none: '没有新标签' },
    steps: { heading: (name: string) => `③ 策略包 ${name}`, row: '③策略' },
    step: (name: string, owner: string | null, due: string) =>
      owner === null ? `${name} ${due}` : `${name} · ${owner} ${due}`,
    sent: (step: string, when: string, openings: number) =>
      `${step} 已发 ${when}${openings === 0 ? '' : ` 打开 ${openings} 次`}`,
    sentBy: (who: string) => `由 ${who} 发送`,
    task: (step: string, task: string) => (task === '' ? step : `${step}：${task}`),
  },
  explained: {
    title: (code: string, who: string) => `${code} 为什么：${who}`,
    evidence: { heading: '① 原始触点', row: '①触点' },
    conditions: { heading: '② 标签条件与数值', row: '②条件', tags: (tags: string) => `得出标签：${tags}` },
    strategy: { heading: '③ 策略、版本、假设、结果', row: '③策略' },
    rule: (name: string) => `规则 ${name}`,
    package: (name: string) => `策略包 ${name}`,
    hypothesis: (text: string) => `假设：${text}`,
    outcome: (text: string) => `结果：${text}`,
    noAnswer: '还没有人处理',
    trace: (trace: string) => `追踪号 ${trace}`,
  },
  miss: {
    title: (who: string) => `为什么没有：${who}`,
    none: '没有一条规则与这位客户有关',
    score: (met: number, total: number) => `${total} 个条件满足 ${met} 个`,
    rests: (until: string) => `条件都满足，规则休息到 ${until} 前不再触发`,
    met: '条件都满足，已经触发或即将触发',
    closest: '离触发最近的在最前面',
  },
  conditions: {
    met: '✓',
    missed: '✗',
    all: (met: number, total: number) => `全部满足(${met}/${total})`,
    any: (met: number, total: number) => `任意一条(${met}/${total})`,
    not: (inner: string) => `不成立才算：${inner}`,
    notAll: '以下不成立才算',
    anything: '任何触点',
    object: (name: string) => `「${name}」`,
    about: (what: string) => beside('涉及', what),
    count: (what: string, days: number, found: string, needed: string) =>
      `${what} ${days} 天内 ${found} 次(需 ≥${needed})`,
    sum: (what: string, days: number, found: string, needed: string) =>
      `${what} ${days} 天内停留 ${found}(需 ≥${needed})`,
    distinct: {
      object: (what: string, days: number, found: string, needed: string) =>
        `${what} ${days} 天内 ${found} 个不同对象(需 ≥${needed})`,
      visit: (what: string, days: number, found: string, needed: string) =>
        `${what} ${days} 天内 ${found} 次访问(需 ≥${needed})`,
      day: (what: string, days: number, found: string, needed: string) =>
        `${what} ${days} 天内 ${found} 个不同日子(需 ≥${needed})`,
    },
    sequence: (steps: readonly string[], days: number, found: string, needed: string) =>
      `${days} 天内依次 ${steps.join(' → ')}，走到第 ${found} 步(共 ${needed} 步)`,
    absence: (what: string, found: string, needed: string) => `${found} 天没有${what}(需 ≥${needed} 天)`,
    streak: (what: string, found: string, needed: string) =>
      beside(what, `连续 ${found} 次看到入口未点开(需 ≥${needed})`),
    intent: (found: string, needed: string) => `意向强度 ${found}(需 ≥${needed})`,
    stage: (found: string, needed: string) => `阶段是${found}(需 ${needed})`,
    tag: (tag: string, has: boolean) => `标签「${tag}」${has ? '有' : '没有'}(需有)`,
    field: {
      is: (field: string, found: string, value: string) => `${field}是「${found}」(需是「${value}」)`,
      'is-not': (field: string, found: string, value: string) => `${field}是「${found}」(需不是「${value}」)`,
      contains: (field: string, found: string, value: string) => `${field}是「${found}」(需含「${value}」)`,
      known: (field: string, found: string) => `${field}是「${found}」(需已知)`,
    },
    schedule: (weekdays: string, hours: string, found: string) => `时间 ${found}(需在${weekdays} ${hours})`,
    unknown: '未知',
  },
  hot: {
    title: '今日热客',
    page: (n: number) => `第 ${n} 页`,
    none: '今天还没有升温的客户',
    noMore: '后面没有了',
    next: (what: string) => `回复「今日热客 ${what}」看下一页`,
    noOwner: '无人负责',
    row: (stage: string, owner: string, when: string) => `${stage} · ${owner} · ${when}`,
  },
  customer: {
    recent: '最近触点',
    noRecent: '还没有触点',
    ask: (name: string) => `回复「为什么没有 ${name}」看差在哪`,
  },
  warning: { source: '中枢 · 系统', advice: '建议', defaultTitle: '系统提醒' },
}
