import { z } from 'zod'

const flag = z.union([z.literal(0), z.literal(1)])
const url = z.string().min(1).max(2_048)

const article = z
  .strictObject({
    title: z.string().min(1),
    description: z.string().optional(),
    url: url.optional(),
    picurl: url.optional(),
    appid: z.string().optional(),
    pagepath: z.string().optional(),
  })
  .refine(({ title }) => Buffer.byteLength(title) <= 128, 'title longer than 128 bytes')
  .refine(
    ({ description = '' }) => Buffer.byteLength(description) <= 512,
    'description longer than 512 bytes',
  )
  .refine((one) => one.url !== undefined || one.appid !== undefined, 'url')

export const newsSchema = z.strictObject({ articles: z.array(article).min(1).max(8) })
const media = z.strictObject({ media_id: z.string().min(1) })
export const words = z.strictObject({ content: z.string() })

const envelope = {
  touser: z.string().optional(),
  toparty: z.string().optional(),
  totag: z.string().optional(),
  agentid: z.int(),
  safe: flag.optional(),
  enable_id_trans: flag.optional(),
  enable_duplicate_check: flag.optional(),
  duplicate_check_interval: z.int().min(1).max(14_400).optional(),
}

/** `POST /cgi-bin/message/send` (DOC 90236), the kinds that the hub sends. No other field is taken. */
export const sendSchema = z.discriminatedUnion('msgtype', [
  z.strictObject({ ...envelope, msgtype: z.literal('text'), text: words }),
  z.strictObject({ ...envelope, msgtype: z.literal('markdown'), markdown: words }),
  z.strictObject({ ...envelope, msgtype: z.literal('image'), image: media }),
  z.strictObject({ ...envelope, msgtype: z.literal('file'), file: media }),
  z.strictObject({ ...envelope, msgtype: z.literal('news'), news: newsSchema }),
  z.strictObject({ ...envelope, msgtype: z.literal('template_card'), template_card: z.unknown() }),
])
export type SendBody = z.infer<typeof sendSchema>

export const knownTypes: ReadonlySet<unknown> = new Set([
  'text',
  'markdown',
  'image',
  'file',
  'news',
  'template_card',
])

const ids = z.array(z.string().min(1))
const targets = {
  userids: ids.max(1_000).optional(),
  partyids: z.array(z.int()).max(100).optional(),
  tagids: z.array(z.int()).max(100).optional(),
  atall: flag.optional(),
  agentid: z.int(),
  response_code: z.string().min(1),
}

/** `POST /cgi-bin/message/update_template_card` (DOC 94888): a grey button, or a whole card. */
export const updateSchema = z.union([
  z.strictObject({ ...targets, button: z.strictObject({ replace_name: z.string().min(1) }) }),
  z.strictObject({ ...targets, enable_id_trans: flag.optional(), template_card: z.looseObject({}) }),
])

export const recallSchema = z.strictObject({ msgid: z.string().min(1) })
