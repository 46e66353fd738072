import { z } from 'zod'

import type { ChatMessage } from '../../../contract/ports/chat'
import { instant } from '../../../contract/quantities'
import type { Instant } from '../../../contract/quantities'

/** A message to the robot, and the webhook that answers into the same conversation. */
export interface RobotMessage {
  readonly message: ChatMessage
  readonly webhook: { readonly url: string; readonly until: Instant } | null
}

export type DecodedMessage = RobotMessage | { readonly unreadable: 'not-a-message' | 'no-sender' }

/**
 * `data` of topic `/v1.0/im/bot/messages/get` ("接收消息", open.dingtalk.com). Speech comes with its transcript in
 * `content.recognition` and counts as typed. What holds no words (a picture, a file) is a message with empty text.
 */
export const decodeMessage = (data: string, now: Instant): DecodedMessage => {
  const read = shape.safeParse(jsonOf(data))
  if (!read.success) return { unreadable: 'not-a-message' }
  const { senderStaffId, msgId, conversationType, conversationId, createAt } = read.data
  if (senderStaffId === undefined || senderStaffId === '') return { unreadable: 'no-sender' }
  return {
    message: {
      from: { platform: 'dingtalk', userId: senderStaffId },
      messageId: msgId,
      group: conversationType === '2' ? (conversationId ?? '') : null,
      text: shortened(textOf(read.data).trim()),
      at: instantOf(createAt) ?? now,
    },
    webhook: webhookOf(read.data),
  }
}

const textOf = ({ text, content }: Message): string => {
  if (text !== undefined) return text.content
  if (content?.recognition !== undefined) return content.recognition
  return (content?.richText ?? []).map((part) => part.text ?? '').join('')
}

const webhookOf = ({ sessionWebhook, sessionWebhookExpiredTime }: Message): RobotMessage['webhook'] => {
  const until = instantOf(sessionWebhookExpiredTime)
  return sessionWebhook === undefined || until === undefined ? null : { url: sessionWebhook, until }
}

/** Times come as numbers or as strings of digits. */
const instantOf = (time: string | number | undefined): Instant | undefined => {
  const ms = Number(time)
  return time !== undefined && Number.isSafeInteger(ms) && ms > 0 ? instant(ms) : undefined
}

/** At most 2,000 characters, none of them cut in half. */
const shortened = (text: string): string => text.slice(0, 2_000).replace(/[\ud800-\udbff]$/, '')

const jsonOf = (text: string): unknown => {
  if (text.length > 1 << 20) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

const time = z
  .union([z.number(), z.string().max(20)])
  .optional()
  .catch(undefined)

const shape = z.object({
  msgId: z.string().min(1).max(200),
  senderStaffId: z.string().max(128).optional().catch(undefined),
  conversationType: z.union([z.string().max(8), z.number().transform(String)]).optional(),
  conversationId: z.string().max(256).optional(),
  createAt: time,
  text: z.object({ content: z.string() }).optional().catch(undefined),
  content: z
    .object({
      recognition: z.string().optional().catch(undefined),
      richText: z
        .array(z.object({ text: z.string().optional() }))
        .max(200)
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
  sessionWebhook: z.string().max(1_000).optional().catch(undefined),
  sessionWebhookExpiredTime: time,
})
type Message = z.infer<typeof shape>
