import { z } from 'zod'

import type { CardPress, ChatMessage } from '../../contract/ports/chat'
import { instant } from '../../contract/quantities'
import type { Instant } from '../../contract/quantities'
import { firstCharacters } from './first-characters'
import { referenceOf } from './task-id'

/** What arrived, in our words. `nothing` carries why there was nothing to do. */
export type Heard =
  | { readonly kind: 'message'; readonly message: ChatMessage }
  | {
      readonly kind: 'press'
      readonly press: CardPress
      readonly taskId: string
      readonly group: string | null
    }
  | { readonly kind: 'opened'; readonly message: ChatMessage }
  | { readonly kind: 'nothing'; readonly because: string }

const id = z.string().min(1).max(256)
const words = z.object({ content: z.string().max(65_536) })

const envelope = {
  msgid: id,
  from: z.object({ userid: id }),
  chattype: z.string().optional(),
  chatid: id.optional(),
  create_time: z.number().positive().optional(),
}

/** DOC 100719. Voice comes as its transcript. */
const messageBody = z.object({
  ...envelope,
  text: words.optional(),
  voice: words.optional(),
  mixed: z.object({ msg_item: z.array(z.object({ text: words.optional() })).max(100) }).optional(),
})

const pressed = z.object({ event_key: id.max(1_024).optional(), task_id: id.optional() })

/**
 * DOC 101027 nests the press under its own name; the SDK's typings have it flat. It has one event for buttons and menu;
 * the menu of an app's card has one of its own (DOC 90240), which is read here too, should a bot's ever come so.
 */
const eventBody = z.object({
  ...envelope,
  event: pressed.extend({
    eventtype: z.string().max(64),
    template_card_event: pressed.optional(),
    template_card_menu_event: pressed.optional(),
  }),
})

const presses: readonly string[] = ['template_card_event', 'template_card_menu_event']

export const decodeMessage = (body: unknown, now: Instant, botName: string | undefined): Heard => {
  const read = messageBody.safeParse(body)
  if (!read.success) return { kind: 'nothing', because: 'malformed message' }
  const said = spoken(read.data)
  if (said === undefined) return { kind: 'nothing', because: 'no words in it' }
  const group = groupOf(read.data)
  const text = (group === null ? said : withoutMention(said, botName)).trim()
  return { kind: 'message', message: toMessage(read.data, group, firstCharacters(text, 2_000), now) }
}

export const decodeEvent = (body: unknown, now: Instant): Heard => {
  const read = eventBody.safeParse(body)
  if (!read.success) return { kind: 'nothing', because: 'malformed event' }
  const { event } = read.data
  if (event.eventtype === 'enter_chat') {
    return { kind: 'opened', message: toMessage(read.data, null, '', now) }
  }
  if (!presses.includes(event.eventtype)) {
    return { kind: 'nothing', because: `event ${event.eventtype}` }
  }
  const nested = event.template_card_event ?? event.template_card_menu_event
  const key = nested?.event_key ?? event.event_key
  const taskId = nested?.task_id ?? event.task_id
  if (key === undefined || taskId === undefined) return { kind: 'nothing', because: 'press without key' }
  return { kind: 'press', press: toPress(read.data, key, taskId, now), taskId, group: groupOf(read.data) }
}

type Envelope = z.infer<z.ZodObject<typeof envelope>>

const toMessage = (body: Envelope, group: string | null, text: string, now: Instant): ChatMessage => ({
  from: { platform: 'wecom', userId: body.from.userid },
  messageId: body.msgid,
  group,
  text,
  at: timeOf(body, now),
})

const toPress = (body: Envelope, key: string, taskId: string, now: Instant): CardPress => ({
  from: { platform: 'wecom', userId: body.from.userid },
  pressId: body.msgid,
  reference: referenceOf(taskId),
  key,
  at: timeOf(body, now),
})

const groupOf = (body: Envelope): string | null =>
  body.chattype === 'group' ? (body.chatid ?? 'unknown') : null

/** Seconds on the wire. */
const timeOf = (body: Envelope, now: Instant): Instant =>
  body.create_time === undefined ? now : instant(body.create_time * 1_000)

const spoken = (body: z.infer<typeof messageBody>): string | undefined => {
  if (body.text !== undefined) return body.text.content
  if (body.voice !== undefined) return body.voice.content
  const pieces = (body.mixed?.msg_item ?? []).flatMap((item) => (item.text ? [item.text.content] : []))
  return pieces.length === 0 ? undefined : pieces.join('\n')
}

/**
 * Groups hand over the mention as part of the text. With the bot's name every mention of it goes; without, the first
 * mention goes, since a message reaches the bot only when it was mentioned.
 */
const withoutMention = (text: string, botName: string | undefined): string =>
  botName === undefined ? text.replace(/@\S+\s?/u, '') : text.replaceAll(`@${botName}`, ' ')
