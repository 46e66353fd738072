import { askingWhyBad, cardForNotice, zhCN } from '../../bot'
import type { Card, CardContext } from '../../bot'
import { customerPageCard } from '../../bot/cards/customer-page.card'
import { decisionExplainedCard, explainedInPlace } from '../../bot/cards/decision-explained.card'
import { helpCard } from '../../bot/cards/help.card'
import { hotListCard } from '../../bot/cards/hot-list.card'
import { offeringCard } from '../../bot/cards/meeting-on-card'
import { missExplainedCard } from '../../bot/cards/miss-explained.card'
import { askBack } from '../../bot/commands/ask-back'
import { forwardable } from '../../bot/commands/send-document'
import { autonomyLevels } from '../../contract/autonomy'
import type { Autonomy } from '../../contract/autonomy'
import type {
  CardDocument,
  Notice,
  NoticeKind,
  OutboundNotice,
  Settled,
  ToldNotice,
} from '../../contract/notice'
import { decisionId, documentId, memberId, noticeId, ruleId, topic } from '../../contract/ids'
import { deskRights } from '../../contract/ports/desk'
import type { CustomerPage, DecisionExplained } from '../../contract/ports/desk'
import type { HandedOut } from '../../contract/ports/documents-desk'
import type { Reading } from '../../contract/rule'
import { days, hours, minus, minutes, plus } from '../../contract/quantities'
import { many, sampledAt, text } from './amount'
import type { Amount } from './amount'
import { meetingEvents, sampleMeeting, sampleOffer } from './sample-meetings'
import { sampleCustomer, sampleNotices } from './sample-notices'

export interface SampleCard {
  /** The notice's kind, or what was asked for. */
  readonly kind: string
  readonly name: string
  readonly card: Card
}

const at = sampledAt
const count = (amount: Amount): number => many(amount, 5, 24)

const open: Settled = { kind: 'open' }
const answered: Settled = { kind: 'answered', by: '张三', answer: 'taken', at }

const leaf = (condition: Reading['condition'], found: number, needed: number): Reading => ({
  condition,
  met: found >= needed,
  found,
  needed,
  evidence: [],
  children: [],
})
const docs = (found: number): Reading =>
  leaf({ count: { of: { verb: 'viewed', topic: topic('api-docs') }, withinDays: 7, atLeast: 3 } }, found, 3)
const skipped = (found: number): Reading => leaf({ streak: { shown: topic('pricing'), visits: 3 } }, found, 3)
const all = (...children: readonly Reading[]): Reading => ({
  condition: { all: [] },
  met: children.every(({ met }) => met),
  found: null,
  needed: null,
  evidence: [],
  children,
})

/** Every kind of card, of the same customer with more or less to say. */
export const sampleCards = (amount: Amount, context: CardContext): readonly SampleCard[] => {
  const world = worldOf(amount)
  return [...noticeCards(world, context), ...answerCards(world, context)]
}

const worldOf = (amount: Amount) => {
  const contributions = contributionsOf(amount)
  const tenths = contributions.reduce((sum, c) => sum + c.tenths, 0)
  return {
    amount,
    customer: sampleCustomer(amount),
    intent: { tenths, contributions, at, template: 'b2b', templateVersion: 3 },
    evidence: evidenceOf(amount),
    rule: { id: 'deep-tech', name: text(amount, '技术型客户识别'), version: 4 },
  }
}
type World = ReturnType<typeof worldOf>

const signals = ['反复查看 API 文档', '连续跳过价格页', '下载架构白皮书', '提交询盘表单', '小程序停留']

const contributionsOf = (amount: Amount) =>
  Array.from({ length: count(amount) }, (_, i) => ({
    signal: `s${i}`,
    name: text(amount, signals[i % signals.length] ?? ''),
    tenths: Math.max(3, 362 - 94 * i),
    count: 1 + ((i * 3) % 7),
    lastAt: at,
    halfLifeDays: 7,
    evidence: [],
  }))

const evidenceOf = (amount: Amount) =>
  Array.from({ length: count(amount) }, (_, i) => ({
    at: minus(at, minutes(95 * i)),
    verb: ['viewed', 'downloaded', 'exposed'][i % 3] ?? 'viewed',
    object: text(amount, ['API 集成文档', '架构白皮书', '价格页'][i % 3] ?? ''),
    dwellMs: i % 3 === 0 ? 130_000 - i * 2_000 : 0,
  }))

const leadAlert = ({ amount, customer, intent, evidence, rule }: World): ToldNotice => ({
  kind: 'lead-alert',
  title: text(amount, '意向强度一天内升了 21'),
  customer,
  intent,
  evidence,
  rule,
  decision: decisionId(12),
})

const whitePaper = documentId('architecture-white-paper')

const strategyStep = ({ amount, customer, intent, evidence, rule }: World): ToldNotice => ({
  kind: 'strategy-step',
  customer,
  intent,
  reading: amount === 'much' ? all(docs(9), skipped(5), docs(3), skipped(4)) : all(docs(3), skipped(3)),
  evidence,
  tag: text(amount, '技术型客户'),
  package: { id: 'deep-tech', name: text(amount, '技术型客户深度培育'), version: 2 },
  steps: [
    {
      name: '发送架构白皮书',
      task: text(amount, '把架构白皮书发给客户'),
      due: plus(at, days(1)),
      owner: '张三',
      document: whitePaper,
    },
    {
      name: 'CTO 闭门交流',
      task: text(amount, '约一次 CTO 闭门交流'),
      due: plus(at, days(3)),
      owner: '李经理',
      meeting: { title: 'CTO 闭门技术交流', minutes: 45, host: 'expert' as const },
    },
    {
      name: 'POC 方案框架',
      task: text(amount, '出一份 POC 方案框架'),
      due: plus(at, days(5)),
      owner: '张三',
    },
  ].slice(0, amount === 'little' ? 1 : 3),
  rule,
  decision: decisionId(12),
})

const systemWarning = ({ amount }: World): ToldNotice => ({
  kind: 'system-warning',
  title: text(amount, '企业微信连接断开'),
  detail: text(amount, '14:00 起连不上企业微信，通知在排队，没有丢失。'),
  advice: text(amount, '请检查机器人密钥是否被更换，然后运行 zhongshu doctor。'),
})

const explainedOf = ({ amount, customer, evidence, rule }: World): DecisionExplained => ({
  decision: decisionId(12),
  customer,
  at,
  trace: 't-8f2c41',
  evidence,
  reading: all(docs(3), skipped(3)),
  tags: ['技术型客户'],
  rule: { ...rule, hypothesis: text(amount, '反复看文档又不看价格的人在做技术评估') },
  package: { name: '技术型客户深度培育', version: 2, hypothesis: text(amount, '先谈技术再谈价格，成交更快') },
  outcome: open,
})

/** What the gallery calls each kind. */
const names: Record<NoticeKind, string> = {
  'lead-alert': '线索提醒',
  'strategy-step': '策略步骤',
  'system-warning': '系统提醒',
  'daily-digest': '汇总',
  escalation: '升级',
  'coaching-task': '能力任务',
  'breaker-tripped': '熔断',
  'reallocation-proposal': '改派提议',
  'parameter-match': '选型',
  radar: '能力雷达',
  'heat-map': '热力图',
  meeting: '会议',
}

const noticeCards = (world: World, context: CardContext): readonly SampleCard[] => {
  const told = { alert: leadAlert(world), step: strategyStep(world), warning: systemWarning(world) }
  const notices = sampleNotices({ ...world, ...world.intent, told })
  const card = (notice: Notice, settled: Settled = open): Card =>
    cardForNotice({ ...outbound(notice, settled), ...documentOf(world, notice, null) }, context)
  const kinds = Object.entries(notices).map(([kind, notice]) => ({
    kind,
    name: names[notice.kind],
    card: card(notice),
  }))
  return [...kinds, ...standings(world, told, notices, card, context)]
}

/** Only a strategy's card has one. */
const documentOf = (
  { amount }: World,
  { kind }: Notice,
  sent: CardDocument['sent'],
): { document?: CardDocument } =>
  kind === 'strategy-step'
    ? { document: { id: whitePaper, name: text(amount, '架构白皮书'), yours: true, sent } }
    : {}

/** The same cards after something has happened to them. */
const standings = (
  world: World,
  { alert, step }: { readonly alert: Notice; readonly step: Notice },
  notices: Readonly<Record<NoticeKind, Notice>>,
  card: (notice: Notice, settled?: Settled) => Card,
  context: CardContext,
): readonly SampleCard[] => {
  const ruled: Settled = { kind: 'ruled', by: '李总监', ruling: 'approved', at }
  const { notes } = (context.wording ?? zhCN).meetings
  const stale = { ...outbound(alert, open), replaces: minus(at, hours(75)) }
  const after = (kind: string, happened: string, it: Card): SampleCard => ({
    kind,
    name: `${kind}，${happened}`,
    card: it,
  })
  return [
    after('线索提醒', '已接手', card(alert, answered)),
    after('线索提醒', '稍后处理', card(alert, { ...answered, answer: 'snoozed' })),
    after('线索提醒', '按下「为什么」', explainedInPlace(card(alert), explainedOf(world), context)),
    after('线索提醒', '按下 👎', askingWhyBad(card(alert), context)),
    after('线索提醒', '代替过期的卡片', cardForNotice(stale, context)),
    after('策略步骤', '按下「约时间」', offeringCard(card(step), sampleOffer(world), notes.choose, context)),
    after(
      '策略步骤',
      '已约好',
      cardForNotice({ ...outbound(step, open), meeting: sampleMeeting(world) }, context),
    ),
    ...meetingEvents.map(([happened, what]) =>
      after(
        '会议',
        happened,
        card({ kind: 'meeting', what, meeting: sampleMeeting(world), customer: world.customer }),
      ),
    ),
    after('策略步骤', '资料已发送，打开过 2 次', sentCard(world, step, context)),
    after('策略步骤', '发送之后给客户的消息', forwardable(handedOutTo(world), context)),
    after('策略步骤', '已接手', card(step, { ...answered, package: 'started' })),
    after('策略步骤', '撤销启动', card(step, { ...answered, answer: 'called-off', package: 'called-off' })),
    ...autonomyLevels.map((level) => after('策略步骤', `自主等级 ${level}`, card(atLevel(step, level)))),
    after('改派提议', '已批准', card(notices['reallocation-proposal'], ruled)),
    after('热力图', '已批准补货', card(notices['heat-map'], ruled)),
  ]
}

const sentCard = (world: World, step: Notice, context: CardContext): Card =>
  cardForNotice(
    { ...outbound(step, answered), ...documentOf(world, step, { by: '张三', at, openings: 2 }) },
    context,
  )

const handedOutTo = ({ amount, customer }: World): HandedOut => ({
  document: { id: whitePaper, name: text(amount, '架构白皮书') },
  customer,
  decision: decisionId(12),
  url: 'https://hub.example.com/t/AAAAAAAB__Kp-wbcDgvVztajMnuH4y5KjhM',
  by: '张三',
  madeAt: at,
  ends: plus(at, days(30)),
  openings: 0,
})
/** As it is told at that level; below 2 its days count from a start that is yet to come. */
const atLevel = (notice: Notice, level: Autonomy): Notice => {
  if (notice.kind !== 'strategy-step') return notice
  const steps = notice.steps.map((step, i) => (level < 2 ? { ...step, afterStartDays: 5 * i } : step))
  return { ...notice, autonomy: level, steps }
}

const answerCards = (world: World, context: CardContext): readonly SampleCard[] => {
  const page = pageOf(world)
  const length = Math.min(10, count(world.amount))
  const customers = Array.from({ length }, (_, i) => ({ ...page, tenths: page.tenths - 31 * i }))
  const hot = { page: 1, customers, more: world.amount === 'much', filter: '' }
  const said = text(world.amount, '今天热不热')
  return [
    {
      kind: 'decision-explained',
      name: '为什么 D12',
      card: decisionExplainedCard(explainedOf(world), context),
    },
    {
      kind: 'miss-explained',
      name: '为什么没有',
      card: missExplainedCard({ customer: world.customer, rules: missedBy(world) }, context),
    },
    { kind: 'hot-list', name: '今日热客', card: hotListCard(hot, at, context) },
    { kind: 'customer-page', name: '客户', card: customerPageCard(page, at, context) },
    { kind: 'help', name: '帮助', card: helpCard(new Set(deskRights), 1, context) },
    {
      kind: 'not-understood',
      name: '没听懂',
      card: askBack({ kind: 'unknown', said, nearest: ['今日热客'] }, context),
    },
  ]
}

const pageOf = ({ amount, customer, intent, evidence }: World): CustomerPage => ({
  ...customer,
  tenths: intent.tenths,
  stage: 'evaluating',
  owner: amount === 'little' ? null : '张三',
  lastAt: at,
  contributions: intent.contributions,
  recent: evidence,
  ...(amount === 'little' ? {} : { wecomTags: ['VIP', '试用中'] }),
})

const missedBy = ({ amount }: World) =>
  [
    {
      name: '技术型客户识别',
      reading: all(docs(3), skipped(2), leaf({ intent: { atLeast: 600 } }, 713, 600)),
    },
    { name: '高意向提醒', reading: all(docs(1), leaf({ intent: { atLeast: 800 } }, 713, 800)) },
  ]
    .slice(0, amount === 'little' ? 1 : 2)
    .map(({ name, reading }) => ({
      rule: ruleId(name),
      name: text(amount, name),
      ruleVersion: 4,
      met: false,
      at,
      reading,
      restsUntil: null,
    }))

const outbound = (notice: Notice, settled: Settled): OutboundNotice => ({
  id: noticeId(123),
  member: memberId(1),
  address: { platform: 'wecom', userId: 'zhangsan' },
  notice,
  settled,
  createdAt: at,
  attempt: 1,
})
