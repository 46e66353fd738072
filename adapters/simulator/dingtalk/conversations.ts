import { z } from 'zod'

import type { Shown, ShownMessage } from '../simulated-platform'
import { shownCard } from './shown-card'
import type { CardParams } from './shown-card'
import { StateFile } from './state-file'

/** A card as the platform keeps it; the conversation shows what the template makes of it. */
export interface KeptCard {
  readonly outTrackId: string
  readonly params: CardParams
  /** Whether presses go to the Stream connection. */
  readonly callback: boolean
}

interface Entry {
  message: ShownMessage
  card: KeptCard | undefined
}

/** Messages kept of each conversation; older ones scroll away. */
const kept = 400

/** What everybody sees, by person (or group), and the cards by their outTrackId. */
export class Conversations {
  private readonly entries = new Map<string, Entry[]>()
  private readonly cards = new Map<string, { conversation: string; entry: Entry }>()
  private readonly listeners = new Set<(conversation: string) => void>()
  private readonly file: StateFile | undefined
  private lastId = 0
  shown = 0

  constructor(stateFile: string | undefined) {
    if (stateFile !== undefined) this.file = new StateFile(stateFile, (record) => this.restore(record))
  }

  of(conversation: string): readonly ShownMessage[] {
    return (this.entries.get(conversation) ?? []).map((entry) => entry.message)
  }

  onChange(listener: (conversation: string) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  say(conversation: string, from: 'bot' | 'me', shown: Shown): ShownMessage {
    if (from === 'bot') this.shown += 1
    return this.add(conversation, from, shown, undefined)
  }

  addCard(conversation: string, card: KeptCard): ShownMessage {
    this.shown += 1
    return this.add(conversation, 'bot', shownCard(card.outTrackId, card.params), card)
  }

  card(outTrackId: string): KeptCard | undefined {
    return this.cards.get(outTrackId)?.entry.card
  }

  cardAt(conversation: string, messageId: string): KeptCard | undefined {
    return this.entries.get(conversation)?.find((entry) => entry.message.id === messageId)?.card
  }

  /** `byKey` keeps the variables that are not given; otherwise they become empty. */
  changeCard(outTrackId: string, params: CardParams, byKey: boolean): void {
    const found = this.cards.get(outTrackId)
    if (found?.entry.card === undefined) return
    const { conversation, entry } = found
    const card = { ...found.entry.card, params: byKey ? { ...found.entry.card.params, ...params } : params }
    this.change(entry, card, Date.now())
    this.write({ a: 'change', outTrackId, params: card.params, at: entry.message.changedAt })
    this.tell(conversation)
  }

  close(): void {
    this.file?.close()
  }

  private add(
    conversation: string,
    from: 'bot' | 'me',
    shown: Shown,
    card: KeptCard | undefined,
  ): ShownMessage {
    this.lastId += 1
    const message: ShownMessage = { id: `m${this.lastId}`, from, at: Date.now(), changedAt: null, shown }
    this.keep(conversation, { message, card })
    this.write(lineOf(conversation, message, card))
    this.tell(conversation)
    return message
  }

  private write(record: object): void {
    this.file?.append(record)
    if (this.file?.isTooLong(this.size()) === true) this.file.rewrite(this.everything())
  }

  private keep(conversation: string, entry: Entry): void {
    const entries = this.entries.get(conversation) ?? []
    entries.push(entry)
    this.entries.set(conversation, entries)
    if (entry.card !== undefined) this.cards.set(entry.card.outTrackId, { conversation, entry })
    const gone = entries.length > kept ? entries.shift() : undefined
    if (gone?.card !== undefined) this.cards.delete(gone.card.outTrackId)
  }

  private change(entry: Entry, card: KeptCard, at: number): void {
    entry.card = card
    entry.message = { ...entry.message, changedAt: at, shown: shownCard(card.outTrackId, card.params) }
  }

  private restore(record: unknown): void {
    const read = line.safeParse(record)
    if (!read.success) return
    if (read.data.a === 'change') {
      const entry = this.cards.get(read.data.outTrackId)?.entry
      if (entry?.card !== undefined)
        this.change(entry, { ...entry.card, params: read.data.params }, read.data.at)
      return
    }
    const { conversation, message, card } = read.data
    const shown = card === undefined ? message.shown : shownCard(card.outTrackId, card.params)
    if (shown === undefined) return
    this.keep(conversation, { message: { ...message, shown }, card })
    this.lastId = Math.max(this.lastId, Number(message.id.slice(1)))
  }

  private everything(): object[] {
    return [...this.entries].flatMap(([conversation, entries]) =>
      entries.map(({ message, card }) => lineOf(conversation, message, card)),
    )
  }

  private size(): number {
    return [...this.entries.values()].reduce((sum, entries) => sum + entries.length, 0)
  }

  private tell(conversation: string): void {
    for (const listener of this.listeners) listener(conversation)
  }
}

/** A card is kept as its variables; what it looks like follows from them. */
const lineOf = (conversation: string, message: ShownMessage, card: KeptCard | undefined): object =>
  card === undefined
    ? { a: 'message', conversation, message }
    : { a: 'message', conversation, message: { ...message, shown: undefined }, card }

const params = z.record(z.string(), z.string())

const line = z.discriminatedUnion('a', [
  z.object({
    a: z.literal('message'),
    conversation: z.string(),
    message: z.object({
      id: z.string().regex(/^m\d+$/),
      from: z.enum(['bot', 'me']),
      at: z.number(),
      changedAt: z.number().nullable(),
      shown: z.object({ form: z.enum(['text', 'markdown']), text: z.string() }).optional(),
    }),
    card: z.object({ outTrackId: z.string(), params, callback: z.boolean() }).optional(),
  }),
  z.object({ a: z.literal('change'), outTrackId: z.string(), params, at: z.number() }),
])
