/** A variable of the card template, as the card builder's variableList has it. */
export interface CardVariable {
  readonly name: string
  readonly type: 'string' | 'markdown' | 'buttonGroup'
  readonly description: string
  /** What the builder's preview shows. */
  readonly sample: string
}

const sampleButtons = [
  { text: '接手', color: 'blue', actionId: 'take' },
  { text: '稍后', color: 'gray', actionId: 'snooze' },
].map(({ text, color, actionId }) => ({
  ...{ text, color, status: 'normal' },
  event: { type: 'sendCardRequest', params: { actionId, params: {} } },
}))

/** All that the hub fills in; the names are those of the cardParamMap that it sends. */
export const cardVariables: readonly CardVariable[] = [
  { name: 'source', type: 'string', description: '最上面的小字：中枢', sample: '中枢' },
  { name: 'title', type: 'string', description: '标题', sample: '云帆科技：意向强度 87' },
  { name: 'subtitle', type: 'string', description: '标题下的一行', sample: '三天内第四次看 API 文档' },
  { name: 'picture', type: 'markdown', description: '正文上方的图片，没有时为空', sample: '' },
  {
    name: 'markdown',
    type: 'markdown',
    description: '正文，也是流式更新的变量',
    sample: '- **依据** 看了价格页',
  },
  { name: 'statusText', type: 'string', description: '处理结果', sample: '已确认 by 张三 14:02' },
  { name: 'btns', type: 'buttonGroup', description: '按钮组，JSON', sample: JSON.stringify(sampleButtons) },
  { name: 'flowStatus', type: 'string', description: '1 等待 2 输出中 3 完成 5 失败', sample: '3' },
  { name: 'lastMessage', type: 'string', description: '会话列表里的一行', sample: '云帆科技：意向强度 87' },
]
