import { createHash, randomUUID } from 'node:crypto'

import type { Conversations } from '../conversations'
import { RateWindow } from '../rate-window'
import { readOrRefuse, Refused } from '../refused'
import type { Content } from '../to-shown'
import { callsBack, isInteractive, readAppCard } from './app-card-rules'
import { knownTypes, recallSchema, sendSchema, updateSchema } from './message-schema'
import type { SendBody } from './message-schema'
import { ResponseCodes } from './sent-cards'
import type { StoredMedia } from './stored-media'

interface Surroundings {
  readonly agentId: number
  /** In the spelling of the company, by lower-case id. */
  readonly members: ReadonlyMap<string, string>
  readonly conversations: Conversations
  readonly media: StoredMedia
  readonly now: () => number
  /** Interactive cards are for apps that can hear a press. */
  readonly hears: () => boolean
}

interface SentMessage {
  readonly at: number
  readonly copies: readonly { readonly userId: string; readonly messageId: string }[]
}

/** message/send, update_template_card and recall, and what people then see. */
export class MessageRoutes {
  /** Became visible; taken and not shown for the rate; taken and not shown as a repeat; changed; taken back. */
  readonly counts = { shown: 0, dropped: 0, repeated: 0, updated: 0, recalled: 0 }
  readonly codes: ResponseCodes
  private readonly rate = new RateWindow()
  private readonly sent = new Map<string, SentMessage>()
  private readonly newest = new Map<string, number>()

  constructor(private readonly around: Surroundings) {
    this.codes = new ResponseCodes(around.now)
  }

  send(raw: unknown): object {
    const msgtype = (raw as { msgtype?: unknown } | null)?.msgtype
    if (!knownTypes.has(msgtype)) throw new Refused(40008, 'invalid msgtype')
    const body = readOrRefuse(sendSchema, raw)
    if (body.agentid !== this.around.agentId) throw new Refused(301002, 'agentid of another app')
    const content = this.contentOf(body)
    const { found, invalid } = this.receivers(body)
    const copies = this.isRepeat(body) ? [] : found.map((userId) => this.put(userId, content))
    const msgid = randomUUID()
    this.sent.set(msgid, { at: this.around.now(), copies })
    const code = this.codeFor(content, copies)
    return {
      invaliduser: invalid.join('|'),
      invalidparty: '',
      invalidtag: '',
      unlicenseduser: '',
      msgid,
      ...(code === undefined ? {} : { response_code: code }),
    }
  }

  update(raw: unknown): object {
    const body = readOrRefuse(updateSchema, raw)
    if (body.agentid !== this.around.agentId) throw new Refused(42015, 'card of another app')
    const code = this.codes.find(body.response_code)
    const wanted = (body.userids ?? []).map((id) => id.toLowerCase())
    if (body.atall !== 1 && wanted.length === 0) throw new Refused(40058, 'userids')
    const copies = code.messages.filter(
      ({ userId }) => body.atall === 1 || wanted.includes(userId.toLowerCase()),
    )
    if ('button' in body) {
      if (!code.interactive) throw new Refused(42017, 'a card without buttons')
      for (const copy of copies) this.greyed(copy, body.button.replace_name)
    } else {
      const card = readAppCard(body.template_card, {
        replaces: true,
        isMedia: (id) => this.around.media.has(id),
      })
      const other = card.task_id !== undefined && card.task_id !== code.taskId
      if (other && this.around.conversations.isUsed(card.task_id ?? ''))
        throw new Refused(42014, 'task_id is used')
      for (const copy of copies) this.change(copy, { kind: 'app-card', card })
    }
    this.codes.spend(body.response_code)
    this.counts.updated += copies.length
    const reached = new Set(copies.map(({ userId }) => userId.toLowerCase()))
    return { invaliduser: wanted.filter((id) => !reached.has(id)) }
  }

  recall(raw: unknown): object {
    const { msgid } = readOrRefuse(recallSchema, raw)
    const sent = this.sent.get(msgid)
    if (sent === undefined || sent.at <= this.around.now() - 86_400_000)
      throw new Refused(42052, 'msgid too old')
    for (const copy of sent.copies) this.change(copy, { kind: 'text', text: '[已撤回]' })
    this.counts.recalled += sent.copies.length
    return {}
  }

  private contentOf(body: SendBody): Content {
    switch (body.msgtype) {
      case 'text':
      case 'markdown': {
        const { content } = body.msgtype === 'text' ? body.text : body.markdown
        checkWords(content, 2_048)
        return { kind: body.msgtype, text: content }
      }
      case 'image':
      case 'file': {
        const { media_id } = body.msgtype === 'image' ? body.image : body.file
        if (!this.around.media.has(media_id, body.msgtype)) throw new Refused(40007, 'invalid media_id')
        const picture = body.msgtype === 'image' ? { picture: media_id } : {}
        return { kind: 'text', text: `[${body.msgtype}]`, ...picture }
      }
      case 'news':
        return { kind: 'text', text: body.news.articles.map(({ title }) => `[news] ${title}`).join('\n') }
      case 'template_card':
        return { kind: 'app-card', card: this.newCard(body.template_card) }
    }
  }

  private newCard(raw: unknown) {
    const card = readAppCard(raw, { replaces: false, isMedia: (id) => this.around.media.has(id) })
    if (callsBack(card) && !this.around.hears()) throw new Refused(40058, 'no callback address for a press')
    if (card.task_id !== undefined && this.around.conversations.isUsed(card.task_id)) {
      throw new Refused(42014, 'task_id is used')
    }
    return card
  }

  private receivers({ touser, toparty, totag }: SendBody) {
    if (!touser && !toparty && !totag) throw new Refused(82001, 'nobody to send to')
    if (toparty || totag) throw new Refused(60011, 'the simulated company has no departments and tags')
    if (touser === '@all') return { found: [...this.around.members.values()], invalid: [] }
    const wanted = [...new Set((touser ?? '').split('|'))]
    if (wanted.length > 1_000) throw new Refused(82002, 'more than 1,000 users')
    const found = wanted.flatMap((id) => this.around.members.get(id.toLowerCase()) ?? [])
    const invalid = wanted.map((id) => id.toLowerCase()).filter((id) => !this.around.members.has(id))
    if (found.length === 0) throw new Refused(81013, 'nobody valid')
    return { found, invalid }
  }

  /** The same content to the same people inside the interval is taken and not shown. */
  private isRepeat(body: SendBody): boolean {
    if (body.enable_duplicate_check !== 1) return false
    const { enable_duplicate_check: _, duplicate_check_interval = 1_800, ...content } = body
    const key = createHash('sha256').update(JSON.stringify(content)).digest('hex')
    const before = this.newest.get(key)
    if (before !== undefined && before > this.around.now() - duplicate_check_interval * 1_000) {
      this.counts.repeated += 1
      return true
    }
    this.newest.set(key, this.around.now())
    return false
  }

  private put(userId: string, content: Content): { userId: string; messageId: string } {
    const id = randomUUID()
    const taskId = content.kind === 'app-card' ? content.card.task_id : undefined
    if (!this.rate.admit(userId.toLowerCase(), this.around.now())) {
      this.counts.dropped += 1
      if (taskId !== undefined) this.around.conversations.add({ kind: 'task', taskId })
      return { userId, messageId: id }
    }
    this.counts.shown += 1
    const message = { id, from: 'bot' as const, at: this.around.now(), changedAt: null, content }
    this.around.conversations.add({ kind: 'said', chat: userId, message })
    return { userId, messageId: id }
  }

  private codeFor(content: Content, messages: SentMessage['copies']): string | undefined {
    if (content.kind !== 'app-card' || !callsBack(content.card)) return undefined
    const { card } = content
    return this.codes.issue({ taskId: card.task_id, messages, interactive: isInteractive(card) })
  }

  private greyed(copy: SentMessage['copies'][number], name: string): void {
    const before = this.around.conversations
      .messages(copy.userId)
      .find(({ id }) => id === copy.messageId)?.content
    if (before?.kind !== 'app-card') return
    const grey = { text: name, style: 3, key: 'greyed' }
    this.change(copy, { kind: 'app-card', card: { ...before.card, button_list: [grey] } })
  }

  private change({ userId, messageId }: SentMessage['copies'][number], content: Content): void {
    this.around.conversations.add({
      kind: 'changed',
      chat: userId,
      id: messageId,
      at: this.around.now(),
      content,
    })
  }
}

/** The real platform cuts what is longer and says nothing. */
export const checkWords = (content: string, mostBytes: number): void => {
  if (content.trim() === '') throw new Refused(44004, 'empty content')
  if (Buffer.byteLength(content) > mostBytes)
    throw new Refused(45002, `content longer than ${mostBytes} bytes`)
}
