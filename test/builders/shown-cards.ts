import type { Shown } from '../../adapters/simulator/simulated-platform'

type Card = Extract<Shown, { form: 'card' }>

/** An open alert as a WeCom client draws it. */
export const leadAlertShown = (changes: Partial<Card> = {}): Card => ({
  form: 'card',
  reference: 'n41',
  source: '中枢 · D17',
  title: '陈立群 · 苏州恒砺精密机械',
  subtitle: '官网询盘：五分钟内联系最有效',
  facts: [
    { name: '意向强度', value: '78.4' },
    { name: '标签', value: '高意向' },
    { name: '规则', value: '询盘即时提醒 v1' },
    { name: '14:02', value: '提交 询盘表单' },
    { name: '13:58', value: '查看 价格页 停留 1 分 12 秒' },
  ],
  text: '合计 78.4：询盘 42.0；价格页 21.6；产品页 14.8\n…另有 2 条，回复「为什么 D17」看全部',
  buttons: [
    { key: 'take', text: '接手', style: 'primary' },
    { key: 'later', text: '稍后', style: 'normal' },
    { key: 'wrong', text: '不对', style: 'danger' },
    { key: 'why', text: '为什么', style: 'normal' },
  ],
  ...changes,
})

/** The same once somebody has taken it: one grey button that does nothing. */
export const takenShown = (card: Card): Card => ({
  ...card,
  subtitle: '已由 王磊 接手 14:03',
  buttons: [{ key: 'noop', text: '已接手', style: 'normal' }],
})

/** A started strategy package as a DingTalk client draws it. */
export const strategyShown = (changes: Partial<Card> = {}): Card => ({
  ...leadAlertShown(),
  reference: 'n52',
  source: '中枢 · D23',
  title: '罗思远 · 东莞致砻电子科技',
  subtitle: '启动策略包「技术型客户深度培育」',
  facts: [],
  text: [
    '**① 看到的触点**',
    '- API 文档 7 天内 **9** 次(需 ≥3)',
    '- 价格页 连续 **3** 次看到入口未点开(需 ≥3)',
    '',
    '**② 得出的标签**',
    '- 技术型客户',
    '',
    '**③ 策略包 技术型客户深度培育 v1**',
    '- 发送架构白皮书 · 黄志强 11月24日 周二前',
    '- 安排 CTO 闭门交流 · 陈嘉豪 11月26日 周四前',
  ].join('\n'),
  ...changes,
})

export const whyShown: Shown = {
  form: 'markdown',
  text: [
    '### D17 为什么：陈立群',
    '**① 原始触点**',
    '> 14:02 提交 询盘表单',
    '> 13:58 查看 价格页，停留 <font color="warning">1 分 12 秒</font>',
    '',
    '**② 标签条件与数值**',
    '- ✓ 提交 询盘表单 1 天内 **1** 次(需 ≥1)',
    '',
    '**③ 策略、版本、假设、结果**',
    '规则 `询盘即时提醒` v1',
    '<font color="comment">假设：询盘后五分钟内联系，成交率最高</font>',
  ].join('\n'),
}
