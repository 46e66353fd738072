import { z } from 'zod'

import { readCard } from './card-rules'
import type { WireCard } from './card-schema'
import { readOrRefuse, Refused } from './refused'

/** Bodies of the frames that a bot sends (DOC 101463). Fields that are not listed are refused. */
const atMost = (bytes: number) =>
  z
    .string()
    .min(1)
    .refine((value) => Buffer.byteLength(value) <= bytes, `longer than ${bytes} bytes`)

export const frameSchema = z.strictObject({
  cmd: z.string(),
  headers: z.looseObject({ req_id: z.string().min(1).max(256) }),
  body: z.unknown().optional(),
})

export const subscribeSchema = z.strictObject({
  bot_id: z.string(),
  secret: z.string(),
  scene: z.number().optional(),
  plug_version: z.string().optional(),
})

export const updateSchema = z.strictObject({
  response_type: z.literal('update_template_card'),
  userids: z.array(z.string()).optional(),
  template_card: z.unknown(),
})

const media = z.strictObject({ media_id: z.string().min(1) })
const contentSchema = z.strictObject({
  chatid: z.string().optional(),
  chat_type: z.union([z.literal(1), z.literal(2)]).optional(),
  msgtype: z.string(),
  text: z.strictObject({ content: atMost(2_048) }).optional(),
  markdown: z.strictObject({ content: atMost(20_480) }).optional(),
  stream: z
    .strictObject({
      id: z.string().min(1),
      finish: z.boolean().optional(),
      content: atMost(20_480).optional(),
      msg_item: z.array(z.unknown()).max(10).optional(),
      feedback: z.strictObject({ id: atMost(256) }).optional(),
    })
    .optional(),
  template_card: z.unknown().optional(),
  image: media.optional(),
  voice: media.optional(),
  file: media.optional(),
  video: media.extend({ title: z.string().optional(), description: z.string().optional() }).optional(),
})

type MediaType = 'image' | 'voice' | 'file' | 'video'

/** What a bot wants shown. */
export type Showing =
  | { readonly kind: 'text' | 'markdown'; readonly text: string }
  | { readonly kind: 'card'; readonly card: WireCard }
  | { readonly kind: 'stream'; readonly id: string; readonly text: string; readonly finish: boolean }
  | { readonly kind: 'media'; readonly type: MediaType; readonly mediaId: string }

/** `chatid` is undefined where none was given. */
export interface ShowRequest {
  readonly chatid: string | undefined
  readonly showing: Showing
}

const forms = {
  aibot_send_msg: ['markdown', 'template_card', 'image', 'voice', 'file', 'video'],
  aibot_respond_msg: ['stream', 'template_card', 'image', 'voice', 'file', 'video'],
  aibot_respond_welcome_msg: ['text', 'template_card'],
} as const
export type ShowCommand = keyof typeof forms

export const isShowCommand = (cmd: string): cmd is ShowCommand => cmd in forms

/** A form that does not go with the command is 40008, plain text in a push for one. */
export const readShowRequest = (cmd: ShowCommand, body: unknown): ShowRequest => {
  const { msgtype, chatid, chat_type, ...rest } = readOrRefuse(contentSchema, body)
  const allowed: readonly string[] = forms[cmd]
  if (!allowed.includes(msgtype)) throw new Refused(40008, `invalid message type ${msgtype}`)
  const addressed = chatid !== undefined || chat_type !== undefined
  if (cmd !== 'aibot_send_msg' && addressed) throw new Refused(40058, 'chatid does not go with an answer')
  const given = Object.entries(rest).filter(([, value]) => value !== undefined)
  if (given.some(([name]) => name !== msgtype)) throw new Refused(40058, 'more than one content')
  return { chatid, showing: toShowing(msgtype, rest) }
}

type Contents = Omit<z.infer<typeof contentSchema>, 'msgtype' | 'chatid' | 'chat_type'>

const toShowing = (msgtype: string, contents: Contents): Showing => {
  const { text, markdown, stream } = contents
  if (msgtype === 'template_card') return { kind: 'card', card: readCard(contents.template_card) }
  if (text !== undefined) return { kind: 'text', text: text.content }
  if (markdown !== undefined) return { kind: 'markdown', text: markdown.content }
  if (stream !== undefined) return toStream(stream)
  for (const type of ['image', 'voice', 'file', 'video'] as const) {
    const given = contents[type]
    if (given !== undefined) return { kind: 'media', type, mediaId: given.media_id }
  }
  throw new Refused(44004, `${msgtype} missing`)
}

const toStream = (stream: NonNullable<Contents['stream']>): Showing => {
  if (stream.msg_item !== undefined && stream.finish !== true)
    throw new Refused(40058, 'msg_item before finish')
  return { kind: 'stream', id: stream.id, text: stream.content ?? '', finish: stream.finish ?? false }
}
