import { createHash } from 'node:crypto'

import type { WSClient } from '@wecom/aibot-node-sdk'

import type { RenderedMessage } from '../../contract/ports/chat'
import type { Clock } from '../../contract/ports/clock'
import { hours, minus } from '../../contract/quantities'
import type { Instant } from '../../contract/quantities'
import type { ConversationBudget } from './conversation-budget'
import { errcodeOf } from './errcode-of'
import type { Log } from './log'
import { RecentIds } from './recent-ids'
import { within } from './within'

interface PusherDeps {
  readonly log: Log
  readonly clock: Clock
  readonly budget: ConversationBudget
  /** Milliseconds that a picture may hold up its words. */
  readonly patience: number
}

/** A media_id lives three days (DOC 101463); it is used for two. */
const usedFor = hours(48)
const keptInMind = 200

/**
 * Brings the picture of a message before its words, as a message of its own: a bot's cards and Markdown hold none.
 * A picture goes once for each message, is uploaded once in two days, and whatever becomes of it, the words follow.
 */
export class PicturePusher {
  private readonly shown = new RecentIds(2_000)
  private readonly uploads = new Map<string, { readonly mediaId: string; readonly at: Instant }>()

  constructor(private readonly deps: PusherDeps) {}

  /** `name` is the message's own, the same for every try. */
  async push(client: WSClient, message: RenderedMessage, chat: string, name: string): Promise<void> {
    if (message.form !== 'picture' || this.shown.has(`${chat} ${name}`)) return
    try {
      await within(this.deps.patience, this.show(client, message.picture.png, chat, true))
      this.shown.add(`${chat} ${name}`)
    } catch (failure) {
      const errcode = errcodeOf(failure) ?? null
      this.deps.log.warn({ errcode }, 'wecom did not take a picture, its words go alone')
    }
  }

  private async show(client: WSClient, png: Uint8Array, chat: string, again: boolean): Promise<void> {
    const key = createHash('sha256').update(png).digest('hex')
    const mediaId = await this.mediaIdOf(client, png, key)
    this.deps.budget.spend(chat, this.deps.clock.now())
    try {
      await client.sendMediaMessage(chat, 'image', mediaId)
    } catch (failure) {
      if (errcodeOf(failure) !== 40007 || !again) throw failure
      this.uploads.delete(key)
      await this.show(client, png, chat, false)
    }
  }

  private async mediaIdOf(client: WSClient, png: Uint8Array, key: string): Promise<string> {
    const before = this.uploads.get(key)
    const now = this.deps.clock.now()
    if (before !== undefined && before.at > minus(now, usedFor)) return before.mediaId
    const { media_id } = await client.uploadMedia(Buffer.from(png), {
      type: 'image',
      filename: 'picture.png',
    })
    this.uploads.set(key, { mediaId: media_id, at: now })
    if (this.uploads.size > keptInMind) this.uploads.clear()
    return media_id
  }
}
