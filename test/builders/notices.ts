import type { FollowUpAnswer } from '../../contract/decision'
import {
  customerId,
  decisionId,
  memberId,
  noticeId,
  ruleId,
  tag,
  topic,
  touchpointId,
} from '../../contract/ids'
import type { Contribution, IntentStrength } from '../../contract/intent'
import type { CustomerBrief, EvidenceLine, Notice, OutboundNotice } from '../../contract/notice'
import type { CustomerPage, DecisionExplained, MissExplained } from '../../contract/ports/desk'
import type { Member } from '../../contract/people'
import { days, instant, minus, minutes, plus } from '../../contract/quantities'
import type { Reading } from '../../contract/rule'

/** Monday 2026-11-23 14:02 in UTC+8. */
export const noon = instant(Date.UTC(2026, 10, 23, 6, 2))
export const context = { utcOffsetMinutes: 480 }

export const rep: Member = {
  id: memberId(1),
  name: '张三',
  role: 'rep',
  team: '华东一组',
  manager: memberId(9),
  addresses: [
    { platform: 'wecom', userId: 'zhangsan' },
    { platform: 'dingtalk', userId: 'manager807' },
  ],
  active: true,
}

export const customer: CustomerBrief = {
  id: customerId(7),
  name: '王敏',
  company: '云帆科技',
  tags: ['技术型客户'],
}

export const contribution = (name: string, tenths: number, count = 3): Contribution => ({
  signal: name,
  name,
  tenths,
  count,
  lastAt: noon,
  halfLifeDays: 7,
  evidence: [11, 12],
})

export const intentOf = (...contributions: readonly Contribution[]): IntentStrength => ({
  tenths: contributions.reduce((sum, { tenths }) => sum + tenths, 0),
  contributions,
  at: noon,
  template: 'b2b',
  templateVersion: 3,
})

export const intent = intentOf(
  contribution('反复查看 API 文档', 421, 4),
  contribution('连续跳过价格页', 203),
  contribution('下载白皮书', 150, 1),
  contribution('提交询盘表单', 62, 1),
  contribution('小程序停留', 37, 9),
)

export const evidenceOf = (count: number): readonly EvidenceLine[] =>
  Array.from({ length: count }, (_, i) => ({
    at: minus(noon, minutes(30 * i)),
    verb: i % 2 === 0 ? 'viewed' : 'downloaded',
    object: i % 2 === 0 ? 'API 集成文档' : '架构白皮书',
    dwellMs: 130_000 - i * 1_000,
  }))

export const docsRead = (found: number): Reading => ({
  condition: { count: { of: { verb: 'viewed', topic: topic('api-docs') }, withinDays: 7, atLeast: 3 } },
  met: found >= 3,
  found,
  needed: 3,
  evidence: [touchpointId(11)],
  children: [],
})

export const pricingSkipped = (found: number): Reading => ({
  condition: { streak: { shown: topic('pricing'), visits: 3 } },
  met: found >= 3,
  found,
  needed: 3,
  evidence: [touchpointId(12)],
  children: [],
})

export const allOf = (...children: readonly Reading[]): Reading => ({
  condition: { all: children.map(({ condition }) => condition) },
  met: children.every(({ met }) => met),
  found: children.filter(({ met }) => met).length,
  needed: children.length,
  evidence: [],
  children,
})

const rule = { id: 'deep-tech', name: '技术型客户识别', version: 4 }

export const leadAlert = (
  changes: Partial<Extract<Notice, { kind: 'lead-alert' }>> = {},
): Extract<Notice, { kind: 'lead-alert' }> => ({
  kind: 'lead-alert',
  title: '意向强度一天内升到 87',
  customer,
  intent,
  evidence: evidenceOf(5),
  rule,
  decision: decisionId(12),
  ...changes,
})

export const strategyStep = (
  changes: Partial<Extract<Notice, { kind: 'strategy-step' }>> = {},
): Extract<Notice, { kind: 'strategy-step' }> => ({
  kind: 'strategy-step',
  customer,
  intent,
  reading: allOf(docsRead(3), pricingSkipped(3)),
  evidence: evidenceOf(5),
  tag: '技术型客户',
  package: { id: 'deep-tech', name: '技术型客户深度培育', version: 2 },
  steps: [
    { name: '白皮书', task: '把架构白皮书发给客户', due: plus(noon, days(1)), owner: '张三' },
    { name: 'CTO 闭门交流', task: '约一次 CTO 闭门交流', due: plus(noon, days(3)), owner: '李经理' },
    { name: 'POC 方案框架', task: '出一份 POC 方案框架', due: plus(noon, days(5)), owner: '张三' },
  ],
  rule,
  decision: decisionId(12),
  ...changes,
})

export const systemWarning: Notice = {
  kind: 'system-warning',
  title: '企业微信连接断开',
  detail: '14:00 起连不上企业微信,通知在排队,没有丢失。',
  advice: '请检查机器人密钥是否被更换,然后运行 zhongshu doctor。',
}

export const outbound = (notice: Notice, changes: Partial<OutboundNotice> = {}): OutboundNotice => ({
  id: noticeId(123),
  member: rep.id,
  address: { platform: 'wecom', userId: 'zhangsan' },
  notice,
  settled: { kind: 'open' },
  createdAt: noon,
  attempt: 1,
  ...changes,
})

export const answered = (notice: Notice, answer: FollowUpAnswer = 'taken', by = '张三'): OutboundNotice =>
  outbound(notice, { settled: { kind: 'answered', by, answer, at: noon } })

export const explained = (changes: Partial<DecisionExplained> = {}): DecisionExplained => ({
  decision: decisionId(12),
  customer,
  at: noon,
  trace: 't-8f2c',
  evidence: evidenceOf(5),
  reading: allOf(docsRead(3), pricingSkipped(3)),
  tags: ['技术型客户'],
  rule: { ...rule, hypothesis: '反复看文档又不看价格的人在做技术评估' },
  package: { name: '技术型客户深度培育', version: 2, hypothesis: '先谈技术再谈价格,成交更快' },
  outcome: { kind: 'open' },
  ...changes,
})

export const page = (changes: Partial<CustomerPage> = {}): CustomerPage => ({
  ...customer,
  tenths: intent.tenths,
  stage: 'evaluating',
  owner: '张三',
  lastAt: noon,
  contributions: intent.contributions,
  recent: evidenceOf(5),
  ...changes,
})

export const miss: MissExplained = {
  customer,
  rules: [
    {
      rule: ruleId('deep-tech'),
      name: '技术型客户识别',
      ruleVersion: 4,
      met: false,
      at: noon,
      restsUntil: null,
      reading: allOf(docsRead(3), pricingSkipped(2), {
        condition: { not: { tag: { has: tag('已成交') } } },
        met: true,
        found: null,
        needed: null,
        evidence: [],
        children: [
          {
            condition: { tag: { has: tag('已成交') } },
            met: false,
            found: null,
            needed: '已成交',
            evidence: [],
            children: [],
          },
        ],
      }),
    },
  ],
}
