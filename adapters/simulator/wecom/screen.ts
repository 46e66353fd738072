import { randomUUID } from 'node:crypto'

import { readCard } from './card-rules'
import type { Conversations } from './conversations'
import { readShowRequest, updateSchema } from './frames'
import type { ShowCommand, Showing } from './frames'
import type { MediaUploads } from './media-uploads'
import { RateWindow } from './rate-window'
import { readOrRefuse, Refused } from './refused'
import type { Request, Requests } from './requests'
import type { Session } from './session'
import type { Content } from './to-shown'

interface Surroundings {
  readonly conversations: Conversations
  readonly requests: Requests
  readonly uploads: MediaUploads
  readonly now: () => number
  /** Whether this chat exists and its person has talked to the bot. */
  readonly mayPush: (chat: string) => boolean
}

/** What the bot's frames put before people's eyes: pushes, answers, welcomes and changed cards. */
export class Screen {
  /** Became visible; acknowledged and not shown for the rate limit; changed by the answer to a press. */
  readonly counts = { shown: 0, dropped: 0, updated: 0 }
  private readonly rate = new RateWindow()

  constructor(private readonly surroundings: Surroundings) {}

  show(session: Session, cmd: ShowCommand, reqId: string, body: unknown): undefined {
    const { chatid, showing } = readShowRequest(cmd, body)
    if (cmd === 'aibot_send_msg') {
      if (chatid === undefined || chatid === '') throw new Refused(86201, 'chatid missing')
      if (!this.surroundings.mayPush(chatid)) throw new Refused(93006, 'invalid chatid')
      this.put(chatid, showing)
      return undefined
    }
    const kind = cmd === 'aibot_respond_msg' ? 'message' : 'opened'
    const request = this.surroundings.requests.find(session, reqId, kind, this.surroundings.now())
    if (showing.kind === 'stream') this.stream(request, showing)
    else this.reply(request, showing)
    return undefined
  }

  /** One card, and one welcome, for each request. */
  private reply(request: Request, showing: Showing): void {
    const second = request.kind === 'opened' ? request.answered : showing.kind === 'card' && request.cardShown
    if (second) throw new Refused(40058, 'answered already')
    this.put(request.chat, showing)
    request.answered = true
    if (showing.kind === 'card') request.cardShown = true
  }

  /** Each frame carries the whole text so far, for ten minutes (DOC 101836). */
  private stream(request: Request, showing: Extract<Showing, { kind: 'stream' }>): void {
    const known = request.streams.get(showing.id)
    if (known?.finished === true || this.surroundings.now() - request.at > 600_000) {
      throw new Refused(846608, 'stream expired')
    }
    const content: Content = { kind: 'markdown', text: showing.text }
    if (known === undefined) {
      const messageId = this.put(request.chat, content)
      request.streams.set(showing.id, { messageId, finished: showing.finish })
      return
    }
    known.finished = showing.finish
    this.change(request.chat, known.messageId, content)
  }

  update(session: Session, reqId: string, body: unknown): undefined {
    const request = this.surroundings.requests.find(session, reqId, 'press', this.surroundings.now())
    const card = readCard(readOrRefuse(updateSchema, body).template_card)
    if (card.task_id !== request.taskId) throw new Refused(42016, 'task_id is not the pressed one')
    if (request.answered) throw new Refused(846605, 'answered already')
    const found = this.surroundings.conversations.findCard(request.taskId ?? '')
    if (found === undefined) throw new Refused(42016, 'no such card')
    request.answered = true
    this.counts.updated += 1
    this.change(found.chat, found.message.id, { kind: 'card', card })
    return undefined
  }

  /** The id of the message, shown or not. */
  private put(chat: string, showing: Showing): string {
    const content = this.toContent(showing)
    const taskId = content.kind === 'card' ? content.card.task_id : undefined
    // Which code a bot gets for a used task_id is not documented; 42014 is the one for bad task_ids.
    if (taskId !== undefined && this.surroundings.conversations.isUsed(taskId))
      throw new Refused(42014, 'task_id is used')
    const id = randomUUID()
    if (!this.rate.admit(chat.toLowerCase(), this.surroundings.now())) {
      this.counts.dropped += 1
      if (taskId !== undefined) this.surroundings.conversations.add({ kind: 'task', taskId })
      return id
    }
    this.counts.shown += 1
    const message = { id, from: 'bot' as const, at: this.surroundings.now(), changedAt: null, content }
    this.surroundings.conversations.add({ kind: 'said', chat, message })
    return id
  }

  private change(chat: string, id: string, content: Content): void {
    this.surroundings.conversations.add({ kind: 'changed', chat, id, at: this.surroundings.now(), content })
  }

  private toContent(showing: Showing): Content {
    if (showing.kind === 'stream') return { kind: 'markdown', text: showing.text }
    if (showing.kind !== 'media') return showing
    if (!this.surroundings.uploads.has(showing.mediaId, showing.type))
      throw new Refused(40007, 'invalid media_id')
    const image = showing.type === 'image' ? { picture: showing.mediaId } : {}
    return { kind: 'text', text: `[${showing.type}]`, ...image }
  }
}
