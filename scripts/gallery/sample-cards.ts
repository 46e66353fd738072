import type { Card, CardContext } from '../../bot'
import { cardForNotice } from '../../bot'
import { customerPageCard } from '../../bot/cards/customer-page.card'
import { decisionExplainedCard, explainedInPlace } from '../../bot/cards/decision-explained.card'
import { helpCard } from '../../bot/cards/help.card'
import { hotListCard } from '../../bot/cards/hot-list.card'
import { missExplainedCard } from '../../bot/cards/miss-explained.card'
import { askBack } from '../../bot/commands/ask-back'
import type { Notice, OutboundNotice, Settled } from '../../contract/notice'
import { customerId, decisionId, memberId, noticeId, ruleId, topic } from '../../contract/ids'
import { deskRights } from '../../contract/ports/desk'
import type { CustomerPage, DecisionExplained } from '../../contract/ports/desk'
import type { Reading } from '../../contract/rule'
import { days, instant, minus, minutes, plus } from '../../contract/quantities'

export interface SampleCard {
  readonly name: string
  readonly card: Card
}

/** How much there is to say. */
export type Amount = 'usual' | 'little' | 'much'

const at = instant(Date.UTC(2026, 10, 23, 6, 2))
const many = (amount: Amount): number => ({ little: 1, usual: 5, much: 24 })[amount]
const text = (amount: Amount, usual: string): string =>
  amount === 'much'
    ? `${usual}(华东区域、智能制造事业部、二期扩建项目),需要在本季度内完成选型与评审,并与集团信息中心对接 🏭`
    : usual

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
    customer: {
      id: customerId(7),
      name: text(amount, '王敏'),
      company: amount === 'little' ? null : text(amount, '云帆科技'),
      tags: amount === 'little' ? [] : ['技术型客户', '华东'],
    },
    intent: { tenths, contributions, at, template: 'b2b', templateVersion: 3 },
    evidence: evidenceOf(amount),
    rule: { id: 'deep-tech', name: text(amount, '技术型客户识别'), version: 4 },
  }
}
type World = ReturnType<typeof worldOf>

const signals = ['反复查看 API 文档', '连续跳过价格页', '下载架构白皮书', '提交询盘表单', '小程序停留']

const contributionsOf = (amount: Amount) =>
  Array.from({ length: many(amount) }, (_, i) => ({
    signal: `s${i}`,
    name: text(amount, signals[i % signals.length] ?? ''),
    tenths: Math.max(3, 362 - 94 * i),
    count: 1 + ((i * 3) % 7),
    lastAt: at,
    halfLifeDays: 7,
    evidence: [],
  }))

const evidenceOf = (amount: Amount) =>
  Array.from({ length: many(amount) }, (_, i) => ({
    at: minus(at, minutes(95 * i)),
    verb: ['viewed', 'downloaded', 'exposed'][i % 3] ?? 'viewed',
    object: text(amount, ['API 集成文档', '架构白皮书', '价格页'][i % 3] ?? ''),
    dwellMs: i % 3 === 0 ? 130_000 - i * 2_000 : 0,
  }))

const leadAlert = ({ amount, customer, intent, evidence, rule }: World): Notice => ({
  kind: 'lead-alert',
  title: text(amount, '意向强度一天内升了 21'),
  customer,
  intent,
  evidence,
  rule,
  decision: decisionId(12),
})

const strategyStep = ({ amount, customer, intent, evidence, rule }: World): Notice => ({
  kind: 'strategy-step',
  customer,
  intent,
  reading: amount === 'much' ? all(docs(9), skipped(5), docs(3), skipped(4)) : all(docs(3), skipped(3)),
  evidence,
  tag: text(amount, '技术型客户'),
  package: { id: 'deep-tech', name: text(amount, '技术型客户深度培育'), version: 2 },
  steps: [
    { name: '白皮书', task: text(amount, '把架构白皮书发给客户'), due: plus(at, days(1)), owner: '张三' },
    {
      name: 'CTO 闭门交流',
      task: text(amount, '约一次 CTO 闭门交流'),
      due: plus(at, days(3)),
      owner: '李经理',
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

const systemWarning = ({ amount }: World): Notice => ({
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

const noticeCards = (world: World, context: CardContext): readonly SampleCard[] => {
  const card = (notice: Notice, settled: Settled): Card => cardForNotice(outbound(notice, settled), context)
  const alert = leadAlert(world)
  const step = strategyStep(world)
  return [
    { name: '线索提醒', card: card(alert, open) },
    { name: '线索提醒，已接手', card: card(alert, answered) },
    { name: '线索提醒，稍后处理', card: card(alert, { ...answered, answer: 'snoozed' }) },
    {
      name: '线索提醒，按下「为什么」',
      card: explainedInPlace(card(alert, open), explainedOf(world), context),
    },
    { name: '策略步骤', card: card(step, open) },
    { name: '策略步骤，已接手', card: card(step, answered) },
    { name: '系统提醒', card: card(systemWarning(world), open) },
  ]
}

const answerCards = (world: World, context: CardContext): readonly SampleCard[] => {
  const page = pageOf(world)
  const length = Math.min(10, many(world.amount))
  const customers = Array.from({ length }, (_, i) => ({ ...page, tenths: page.tenths - 31 * i }))
  const hot = { page: 1, customers, more: world.amount === 'much', filter: '' }
  const said = text(world.amount, '今天热不热')
  return [
    { name: '为什么 D12', card: decisionExplainedCard(explainedOf(world), context) },
    {
      name: '为什么没有',
      card: missExplainedCard({ customer: world.customer, rules: missedBy(world) }, context),
    },
    { name: '今日热客', card: hotListCard(hot, at, context) },
    { name: '客户', card: customerPageCard(page, at, context) },
    { name: '帮助', card: helpCard(new Set(deskRights), 1, context) },
    { name: '没听懂', card: askBack({ kind: 'unknown', said, nearest: ['今日热客'] }, context) },
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
