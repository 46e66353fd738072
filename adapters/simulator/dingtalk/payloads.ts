import { randomUUID } from 'node:crypto'

export type RobotMessage = Readonly<Record<string, unknown>>

/** `data` of `/v1.0/im/bot/messages/get` ("接收消息"), but for its content. */
export const robotMessage = (said: {
  readonly userId: string
  readonly name: string
  readonly conversation: string
  readonly conversationType: '1' | '2'
  readonly robotCode: string
  readonly webhook: { readonly url: string; readonly until: number }
}): RobotMessage => ({
  msgId: `msg${randomUUID().replaceAll('-', '')}`,
  createAt: Date.now(),
  conversationType: said.conversationType,
  conversationId: `cid${said.conversation}==`,
  senderId: `$:LWCP_v1:$${said.userId}`,
  senderStaffId: said.userId,
  senderNick: said.name,
  senderCorpId: 'dingtrial',
  chatbotCorpId: 'dingtrial',
  chatbotUserId: '$:LWCP_v1:$bot',
  robotCode: said.robotCode,
  sessionWebhook: said.webhook.url,
  sessionWebhookExpiredTime: said.webhook.until,
})

/** `data` of `/v1.0/card/instances/callback` ("卡片互动-事件回调"). */
export const cardPress = (
  userId: string,
  outTrackId: string,
  request: { readonly actionId: string; readonly params: object },
): object => {
  const content = { cardPrivateData: { actionIds: [request.actionId], params: request.params } }
  return {
    type: 'actionCallback',
    outTrackId,
    corpId: 'dingtrial',
    userId,
    userIdType: 1,
    spaceType: 'IM',
    spaceId: `cid${userId}==`,
    extension: '{}',
    content: JSON.stringify(content),
  }
}
