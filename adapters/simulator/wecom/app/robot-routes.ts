import { createHash } from 'node:crypto'

import { z } from 'zod'

import { readCard } from '../card-rules'
import { readOrRefuse, Refused } from '../refused'
import { checkWords } from './message-routes'
import { newsSchema, words } from './message-schema'
import { isPicture } from './stored-media'
import type { StoredMedia } from './stored-media'

const names = z.array(z.string().min(1)).max(100).optional()

const schema = z.discriminatedUnion('msgtype', [
  z.strictObject({
    msgtype: z.literal('text'),
    text: words.extend({ mentioned_list: names, mentioned_mobile_list: names }),
  }),
  z.strictObject({ msgtype: z.literal('markdown'), markdown: words }),
  z.strictObject({ msgtype: z.literal('markdown_v2'), markdown_v2: words }),
  z.strictObject({
    msgtype: z.literal('image'),
    image: z.strictObject({ base64: z.base64(), md5: z.string() }),
  }),
  z.strictObject({ msgtype: z.literal('news'), news: newsSchema }),
  z.strictObject({ msgtype: z.literal('file'), file: z.strictObject({ media_id: z.string() }) }),
  z.strictObject({ msgtype: z.literal('template_card'), template_card: z.unknown() }),
])
type RobotBody = z.infer<typeof schema>

const perMinute = 20
const mostPictureBytes = 2 << 20

/** A group's robot: its key is its only secret, and twenty messages a minute are all it says (DOC 91770). */
export class RobotRoutes {
  readonly said: { readonly at: number; readonly body: RobotBody }[] = []
  private times: number[] = []

  constructor(
    readonly key: string,
    private readonly media: StoredMedia,
    private readonly now: () => number,
  ) {}

  send(key: string | null, raw: unknown): object {
    if (key !== this.key) throw new Refused(93000, 'invalid webhook url')
    this.times = this.times.filter((at) => at > this.now() - 60_000)
    if (this.times.length >= perMinute) throw new Refused(45009, 'api freq out of limit')
    const body = readOrRefuse(schema, raw)
    this.check(body)
    this.times.push(this.now())
    this.said.push({ at: this.now(), body })
    return {}
  }

  checkKey(key: string | null): void {
    if (key !== this.key) throw new Refused(93000, 'invalid webhook url')
  }

  private check(body: RobotBody): void {
    switch (body.msgtype) {
      case 'text':
        return checkWords(body.text.content, 2_048)
      case 'markdown':
        return checkWords(body.markdown.content, 4_096)
      case 'markdown_v2':
        return checkWords(body.markdown_v2.content, 4_096)
      case 'image':
        return checkPicture(body.image)
      case 'news':
        return undefined
      case 'file':
        if (!this.media.has(body.file.media_id, 'file')) throw new Refused(40007, 'invalid media_id')
        return undefined
      case 'template_card':
        return checkNotice(body.template_card)
    }
  }
}

const checkPicture = ({ base64, md5 }: { base64: string; md5: string }): void => {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length > mostPictureBytes) throw new Refused(45001, 'picture larger than 2 MB')
  if (!isPicture(bytes)) throw new Refused(40123, 'JPG or PNG')
  if (createHash('md5').update(bytes).digest('hex') !== md5) throw new Refused(40058, 'md5')
}

/** Without buttons: nobody would hear them. */
const checkNotice = (raw: unknown): void => {
  const card = readCard(raw)
  const notice = card.card_type === 'text_notice' || card.card_type === 'news_notice'
  if (!notice || card.action_menu !== undefined) throw new Refused(42031, 'text_notice or news_notice')
}
