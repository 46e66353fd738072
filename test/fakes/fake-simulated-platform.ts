import type { Platform } from '../../contract/people'
import type { Shown, ShownMessage, SimulatedPlatform } from '../../adapters/simulator/simulated-platform'

type Card = Extract<Shown, { form: 'card' }>

/** A chat platform in memory whose bot is the test. */
export interface FakeSimulatedPlatform extends SimulatedPlatform {
  /** The bot says something; answers the message's id. */
  show(userId: string, shown: Shown, at?: number): string
  change(userId: string, messageId: string, shown: Shown): void
  /** Every press that arrived, with effect or without. */
  readonly presses: { userId: string; messageId: string; key: string }[]
  readonly said: { userId: string; text: string }[]
  /** By media id. */
  readonly images: Map<string, Buffer>
  /** How many listen for changes. */
  listeners(): number
  /** Makes the next press or message fail. */
  failNext(error: Error): void
}

export interface FakeBot {
  /** The card as it is to look after a press; undefined leaves it. */
  press?(card: Card, key: string): Shown | undefined
  answer?(text: string): Shown | undefined
}

export function fakeSimulatedPlatform(platform: Platform, bot: FakeBot = {}): FakeSimulatedPlatform {
  const chats = new Map<string, ShownMessage[]>()
  const listeners = new Set<(userId: string) => void>()
  const presses: FakeSimulatedPlatform['presses'] = []
  const said: FakeSimulatedPlatform['said'] = []
  const images: FakeSimulatedPlatform['images'] = new Map()
  let ids = 0
  let failure: Error | undefined

  const tell = (userId: string): void => {
    for (const listener of listeners) listener(userId)
  }
  const add = (userId: string, from: ShownMessage['from'], shown: Shown, at: number): string => {
    const id = `${platform}-${++ids}`
    chats.set(userId, [...(chats.get(userId) ?? []), { id, from, at, changedAt: null, shown }])
    tell(userId)
    return id
  }
  const change = (userId: string, messageId: string, shown: Shown): void => {
    const replaced = (chats.get(userId) ?? []).map((message) =>
      message.id === messageId ? { ...message, shown, changedAt: Date.now() } : message,
    )
    chats.set(userId, replaced)
    tell(userId)
  }
  const failIfAsked = (): void => {
    const error = failure
    failure = undefined
    if (error !== undefined) throw error
  }

  return {
    platform,
    presses,
    said,
    images,
    image: (mediaId) => images.get(mediaId),
    change,
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    settings: () => ({}),
    show: (userId, shown, at = Date.now()) => add(userId, 'bot', shown, at),
    typeAs: async (userId, text) => {
      failIfAsked()
      said.push({ userId, text })
      add(userId, 'me', { form: 'text', text }, Date.now())
      await Promise.resolve()
      const answer = bot.answer?.(text)
      if (answer !== undefined) add(userId, 'bot', answer, Date.now())
    },
    pressAs: async (userId, messageId, key) => {
      failIfAsked()
      presses.push({ userId, messageId, key })
      await Promise.resolve()
      const message = (chats.get(userId) ?? []).find(({ id }) => id === messageId)
      if (message?.shown.form !== 'card') return
      if (!message.shown.buttons.some((button) => button.key === key && key !== 'noop')) return
      const now = bot.press?.(message.shown, key)
      if (now !== undefined) change(userId, messageId, now)
    },
    conversation: (userId) => chats.get(userId) ?? [],
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    listeners: () => listeners.size,
    failNext: (error) => {
      failure = error
    },
  }
}
