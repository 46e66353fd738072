import type { SimulatedPlatform } from '../simulated-platform'
import { Conversations } from './conversations'
import { createFaults } from './faults'
import type { GatewayFaults } from './faults'
import { Gateway } from './gateway'
import { People } from './people'
import { Protocol } from './protocol'

export type { GatewayFaults } from './faults'

export interface SimulatedWecomOptions {
  /** 0 or left out chooses one. */
  readonly port?: number
  /** Loopback unless told. */
  readonly host?: string
  readonly botId: string
  readonly secret: string
  readonly members: readonly { readonly userId: string; readonly name: string }[]
  /** Where conversations, used task_ids and waiting messages outlive the process. */
  readonly stateFile?: string
  /** Members count as having talked to the bot; on by default, since a trial has nobody who could. */
  readonly everyoneHasTalked?: boolean
  readonly now?: () => number
  /** What a bot did wrong, for the one who develops it. */
  readonly log?: { warn(detail: object, message: string): void }
}

export interface SimulatedWecom extends SimulatedPlatform {
  readonly faults: GatewayFaults
  /** The person says something in a group; the text holds the mention as the client writes it. */
  typeInGroupAs(userId: string, group: string, text: string): Promise<void>
  /** A voice message, which reaches the bot as its transcript. */
  speakAs(userId: string, transcript: string): Promise<void>
  /** The person opens the conversation for the first time that day. */
  openAs(userId: string): Promise<void>
}

/**
 * WeCom as a bot on the long connection sees it, on loopback, as strict as the documents: one live connection per
 * bot, unknown fields refused, task_ids used once, answers to presses only for five seconds, messages over the rate
 * acknowledged and not shown.
 */
export const createSimulatedWecom = (options: SimulatedWecomOptions): SimulatedWecom => {
  const { botId, secret, log, now = Date.now } = options
  const spellings = new Map(options.members.map(({ userId }) => [userId.toLowerCase(), userId]))
  const canonical = (chat: string): string => spellings.get(chat.toLowerCase()) ?? chat
  const conversations = new Conversations(options.stateFile, canonical)
  const trusting = options.everyoneHasTalked ?? true
  /** A push reaches a member who has talked to the bot, and a group in which somebody has (DOC 101463). */
  const mayPush = (chat: string): boolean =>
    (trusting && spellings.has(chat.toLowerCase())) || conversations.hasTalked(chat)
  const protocol = new Protocol({ botId, secret, now, mayPush, log }, conversations)
  const people = new People(options.members, conversations, protocol, now)
  const gateway = new Gateway(options.host ?? '127.0.0.1', options.port ?? 0, {
    frame: (session, data) => protocol.frame(session, data),
    closed: (session) => protocol.closed(session),
  })

  return {
    platform: 'wecom',
    faults: createFaults(gateway, protocol),
    start: async () => {
      conversations.load()
      await gateway.listen()
    },
    stop: async () => {
      await gateway.leave()
      conversations.close()
    },
    settings: () => ({ WECOM_BOT_ID: botId, WECOM_BOT_SECRET: secret, WECOM_BOT_WS_URL: gateway.url }),
    typeAs: async (userId, text) => people.type(userId, text),
    speakAs: async (userId, transcript) => people.speak(userId, transcript),
    typeInGroupAs: async (userId, group, text) => people.typeInGroup(userId, group, text),
    openAs: async (userId) => people.open(userId),
    pressAs: async (userId, messageId, key) => people.press(userId, messageId, key),
    conversation: (userId) => conversations.shown(userId),
    image: (mediaId) => protocol.image(mediaId),
    onChange: (listener) => conversations.onChange(listener),
  }
}
