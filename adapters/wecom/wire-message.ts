import type { SendMsgBody, StreamReplyBody, TemplateCard, WelcomeReplyBody } from '@wecom/aibot-node-sdk'

import { wordsOf } from '../../contract/ports/chat'
import type { RenderedMessage } from '../../contract/ports/chat'

/** Longest Markdown in bytes, pushed or streamed (DOC 101031, DOC 101463). */
export const longestMarkdown = 20_480

/**
 * The card as it was rendered, under this task_id; undefined when it is no card at all. Whether its fields please
 * the platform is for the renderer and the platform to settle: nothing is checked twice here.
 */
export const toTemplateCard = (message: RenderedMessage, taskId: string): TemplateCard | undefined => {
  const { card_type } = message.body
  if (typeof card_type !== 'string') return undefined
  return { ...(message.body as Partial<TemplateCard>), card_type, task_id: taskId }
}

/** The Markdown of `{ title, text }`; empty when there is nothing to say. */
export const toMarkdown = (message: RenderedMessage): string => {
  const title = asText(message.body.title)
  const text = asText(message.body.text)
  const whole = title === '' || text.includes(title) ? text : `**${title}**\n${text}`
  return cutToBytes(whole.trim(), longestMarkdown)
}

export const pushBody = (message: RenderedMessage, taskId: string): SendMsgBody | undefined => {
  if (wordsOf(message).form === 'card') {
    const card = toTemplateCard(message, taskId)
    return card === undefined ? undefined : { msgtype: 'template_card', template_card: card }
  }
  const content = toMarkdown(message)
  return content === '' ? undefined : { msgtype: 'markdown', markdown: { content } }
}

/**
 * The answer to a message. Plain Markdown is none of the forms that answer one; a stream that is finished with its
 * first frame shows the same (DOC 101031).
 */
export const replyBody = (
  message: RenderedMessage,
  taskId: string,
  streamId: string,
): { msgtype: 'template_card'; template_card: TemplateCard } | StreamReplyBody | undefined => {
  if (wordsOf(message).form === 'card') {
    const card = toTemplateCard(message, taskId)
    return card === undefined ? undefined : { msgtype: 'template_card', template_card: card }
  }
  const content = toMarkdown(message)
  if (content === '') return undefined
  return { msgtype: 'stream', stream: { id: streamId, finish: true, content } }
}

/** A welcome is a card or plain text, never Markdown (DOC 101031). */
export const welcomeBody = (message: RenderedMessage, taskId: string): WelcomeReplyBody | undefined => {
  if (wordsOf(message).form === 'card') {
    const card = toTemplateCard(message, taskId)
    return card === undefined ? undefined : { msgtype: 'template_card', template_card: card }
  }
  const content = cutToBytes(message.plain.trim(), 2_048)
  return content === '' ? undefined : { msgtype: 'text', text: { content } }
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Cuts between characters, never inside one, and shows that it did. */
export const cutToBytes = (text: string, most: number): string => {
  if (Buffer.byteLength(text) <= most) return text
  const ellipsis = '…'
  let room = most - Buffer.byteLength(ellipsis)
  let kept = ''
  for (const character of text) {
    room -= Buffer.byteLength(character)
    if (room < 0) break
    kept += character
  }
  return kept + ellipsis
}
