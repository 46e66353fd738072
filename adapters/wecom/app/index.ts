import type { ChatHealth, ChatHearing, ChatPort, SentMessage } from '../../../contract/ports/chat'
import type { Door } from '../../../contract/ports/door'
import { ConversationBudget } from '../conversation-budget'
import { createWecomRest } from '../rest'
import { within } from '../within'
import { callbackPath, usualAppPace } from './app-config'
import type { AppPace, WecomAppConfig, WecomAppDeps } from './app-config'
import { AppDelivery } from './app-delivery'
import { AppHealth } from './app-health'
import { AppListener } from './app-listener'
import { AppMessages } from './app-messages'
import { AppSender } from './app-sender'
import { CallbackCipher } from './callback/callback-cipher'
import { createCallbackDoor } from './callback/callback-door'
import { MediaUploads } from './media-uploads'
import { ProcessMemory } from './process-memory'

export { callbackPath }
export type { AppPace, WecomAppConfig, WecomAppDeps } from './app-config'
export type { AppContent, NewsArticle } from './app-content'
export type { AppSent, CardUpdate, Missed, Receivers, SendOptions } from './app-messages'
export type { MediaFile } from './media-uploads'

/** The self-built app as a chat, with what only an app can do. */
export interface WecomApp extends ChatPort {
  /** Where WeCom calls back; open in every process, whichever of them speaks to the platforms. */
  readonly door: Door
  /** Who hears what comes in at the door. `start` sets it as well. */
  listenFor(hearing: ChatHearing): void
  /** Messages of every kind to many at once, with those that were not reached. */
  readonly messages: AppMessages
  readonly media: MediaUploads
  /** Takes back what `send` sent in the last 24 hours. False where that cannot be done. */
  recall(message: SentMessage): Promise<boolean>
}

/** How long `stop` waits for answers that are under way. */
const lastWords = 2_000

/**
 * WeCom's self-built app (自建应用) as the hub's chat: message/send outwards, the callback door inwards. Needs an
 * address that WeCom reaches, and the address of this machine among the app's trusted ones.
 */
export const createWecomApp = (config: WecomAppConfig, deps: WecomAppDeps): WecomApp => {
  const { log, clock, memory = new ProcessMemory(), contactChanged = () => undefined } = deps
  const { corpId, agentId, secret, apiBase, taskSpace, callbackToken, callbackAesKey } = config
  const pace: AppPace = { ...usualAppPace, ...config.pace }
  const rest = createWecomRest(
    { corpId, secret, call: pace.call, ...(apiBase === undefined ? {} : { apiBase }) },
    deps,
  )
  const messages = new AppMessages(rest, agentId)
  const media = new MediaUploads(rest, clock)
  const budget = new ConversationBudget()
  const delivery = new AppDelivery({ log, clock, messages, media, budget })
  const sender = new AppSender({ log, clock, memory, messages, delivery, budget, taskSpace })
  const listener = new AppListener({ log, clock, memory, sender, pace, agentId, contactChanged })
  const health = new AppHealth(rest, clock)
  const cipher = new CallbackCipher({ token: callbackToken, aesKey: callbackAesKey, receiveId: corpId })
  let timer: NodeJS.Timeout | undefined

  const upkeep = (): void => {
    void health.look()
    listener.sweep().catch(() => log.warn({}, 'what wecom said cannot be looked through now'))
  }

  return {
    platform: 'wecom',
    door: createCallbackDoor({ cipher, clock, log, hear: (text) => listener.hear(text) }),
    messages,
    media,
    send: (message, to, reference) => sender.send(message, to, reference),
    replace: (message, previous) => sender.replace(message, previous),
    recall: (message) => sender.recall(message),
    listenFor: (hearing) => listener.listenFor(hearing),
    start: (hearing) => {
      listener.listenFor(hearing)
      health.begin()
      clearInterval(timer)
      timer = setInterval(upkeep, pace.sweepEvery).unref()
      upkeep()
      return Promise.resolve()
    },
    stop: async () => {
      clearInterval(timer)
      await within(lastWords, listener.idle()).catch(() => undefined)
      health.end()
    },
    health: (): ChatHealth => health.health(),
  }
}
