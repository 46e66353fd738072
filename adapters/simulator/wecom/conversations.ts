import { z } from 'zod'

import type { ShownMessage } from '../simulated-platform'
import { appCardSchema } from './app/app-card-schema'
import { cardSchema } from './card-schema'
import type { WireCard } from './card-schema'
import { StateFile } from './state-file'
import { toShown } from './to-shown'
import type { Content } from './to-shown'

/** Newest messages kept in each conversation. */
export const keptMessages = 200
const keptTaskIds = 50_000
const keptWaiting = 1_000

const content = z.union([
  z.object({ kind: z.enum(['text', 'markdown']), text: z.string(), picture: z.string().optional() }),
  z.object({ kind: z.literal('card'), card: cardSchema }),
  z.object({ kind: z.literal('app-card'), card: appCardSchema }),
])
const message = z.object({
  id: z.string(),
  from: z.enum(['bot', 'me']),
  at: z.number(),
  changedAt: z.number().nullable(),
  content,
})
const callback = z.object({ msgid: z.string(), body: z.record(z.string(), z.unknown()) })

/** Everything that can happen to the state; the file is a list of these. */
const entry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('said'), chat: z.string(), message }),
  z.object({ kind: z.literal('changed'), chat: z.string(), id: z.string(), at: z.number(), content }),
  z.object({ kind: z.literal('task'), taskId: z.string() }),
  z.object({ kind: z.literal('waiting'), callback }),
  z.object({ kind: z.literal('handed'), msgid: z.string() }),
])

export type Entry = z.infer<typeof entry>
export type StoredMessage = z.infer<typeof message>
/** A message on its way to the bot. */
export type Callback = z.infer<typeof callback>

/** What stands in every conversation, which task_ids are used, and what waits for the bot to come back. */
export class Conversations {
  private readonly chats = new Map<string, StoredMessage[]>()
  private readonly taskIds = new Set<string>()
  private readonly waiting = new Map<string, Callback>()
  private readonly file: StateFile<Entry> | undefined
  private readonly listeners = new Set<(chat: string) => void>()

  constructor(
    stateFile: string | undefined,
    /** The spelling of a user id that listeners know. */
    private readonly canonical: (chat: string) => string,
  ) {
    this.file = stateFile === undefined ? undefined : new StateFile<Entry>(stateFile, () => this.essence())
  }

  /** Reads the file and shortens it to what is still kept. */
  load(): void {
    if (this.file === undefined) return
    for (const kept of [this.chats, this.taskIds, this.waiting]) kept.clear()
    for (const raw of this.file.read()) {
      const read = entry.safeParse(raw)
      if (read.success) this.apply(read.data)
    }
    this.file.rewrite()
  }

  close(): void {
    this.file?.close()
  }

  add(happened: Entry): void {
    this.file?.append(happened)
    this.apply(happened)
    if (happened.kind === 'said' || happened.kind === 'changed') this.tell(happened.chat)
  }

  onChange(listener: (chat: string) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  messages(chat: string): readonly StoredMessage[] {
    return this.chats.get(key(chat)) ?? []
  }

  shown(chat: string): ShownMessage[] {
    return this.messages(chat).map(({ id, from, at, changedAt, content }) => ({
      id,
      from,
      at,
      changedAt,
      shown: toShown(content as Content),
    }))
  }

  /** Somebody has written here. */
  hasTalked(chat: string): boolean {
    return this.messages(chat).some((said) => said.from === 'me')
  }

  isUsed(taskId: string): boolean {
    return this.taskIds.has(taskId)
  }

  /** Where a card with this task_id stands. */
  findCard(taskId: string): { chat: string; message: StoredMessage; card: WireCard } | undefined {
    for (const [chat, messages] of this.chats) {
      for (const message of messages) {
        if (message.content.kind === 'card' && message.content.card.task_id === taskId) {
          return { chat, message, card: message.content.card }
        }
      }
    }
    return undefined
  }

  /** The conversation in which a message stands. */
  chatOf(messageId: string): string | undefined {
    for (const [chat, messages] of this.chats) {
      if (messages.some(({ id }) => id === messageId)) return chat
    }
    return undefined
  }

  /** Oldest first. */
  waitingCallbacks(): readonly Callback[] {
    return [...this.waiting.values()]
  }

  private apply(happened: Entry): void {
    switch (happened.kind) {
      case 'said':
        this.say(happened.chat, happened.message)
        break
      case 'changed':
        this.change(happened)
        break
      case 'task':
        remember(this.taskIds, happened.taskId)
        break
      case 'waiting':
        this.waiting.set(happened.callback.msgid, happened.callback)
        if (this.waiting.size > keptWaiting) dropFirst(this.waiting)
        break
      case 'handed':
        this.waiting.delete(happened.msgid)
    }
  }

  private say(chat: string, said: StoredMessage): void {
    const messages = this.chats.get(key(chat)) ?? []
    messages.push(said)
    this.chats.set(key(chat), messages.slice(-keptMessages))
    const taskId = 'card' in said.content ? said.content.card.task_id : undefined
    if (taskId !== undefined) remember(this.taskIds, taskId)
  }

  private change({ chat, id, at, content }: Extract<Entry, { kind: 'changed' }>): void {
    const messages = this.chats.get(key(chat)) ?? []
    const index = messages.findIndex((message) => message.id === id)
    const before = messages[index]
    if (before !== undefined) messages[index] = { ...before, content, changedAt: at }
  }

  private essence(): Entry[] {
    const said = [...this.chats].flatMap(([chat, messages]) =>
      messages.map((message) => ({ kind: 'said' as const, chat, message })),
    )
    const tasks = [...this.taskIds].map((taskId) => ({ kind: 'task' as const, taskId }))
    const waiting = this.waitingCallbacks().map((callback) => ({ kind: 'waiting' as const, callback }))
    return [...tasks, ...said, ...waiting]
  }

  private tell(chat: string): void {
    for (const listener of this.listeners) listener(this.canonical(chat))
  }
}

/** User ids are compared without regard to case. */
const key = (chat: string): string => chat.toLowerCase()

const remember = (ids: Set<string>, id: string): void => {
  ids.add(id)
  if (ids.size > keptTaskIds) dropFirst(ids)
}

const dropFirst = (kept: Set<string> | Map<string, unknown>): void => {
  for (const first of kept.keys()) {
    kept.delete(first)
    return
  }
}
