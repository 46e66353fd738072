import type { Logger } from 'pino'

import { createWecomApp, createWecomBot, createWecomPair } from '../adapters/wecom'
import type { WecomApp } from '../adapters/wecom'
import type { ChatHearing, ChatPort } from '../contract/ports/chat'
import type { ChatMemory } from '../contract/ports/chat-memory'
import type { Clock } from '../contract/ports/clock'
import type { Door } from '../contract/ports/door'
import type { Config, WecomAppSettings, WecomSettings } from './config'

/** WeCom by whichever of its two routes, and what the app's route needs besides. */
export interface WecomChat {
  readonly chat: ChatPort
  /** Open in every process, whichever of them speaks. */
  readonly doors: readonly Door[]
  /** Who hears what comes in at the doors. */
  listenFor(hearing: ChatHearing): void
}

interface WecomDeps {
  readonly log: Logger
  readonly clock: Clock
  readonly memory: ChatMemory
  /** Told when something happened to an external contact. */
  readonly contactChanged?: (externalId: string) => void
}

type Routes = Pick<Config, 'wecom' | 'wecomApp' | 'wecomApiBase' | 'wecomRoute'>

/** Null where neither route is configured, or the chosen one is not. */
export function createWecom(config: Routes, installation: string, deps: WecomDeps): WecomChat | null {
  const { wecom, wecomApp, wecomRoute } = config
  const bot = wecom === null || wecomRoute === 'app' ? null : botOf(wecom, installation, deps)
  const app = wecomApp === null || wecomRoute === 'bot' ? null : appOf(wecomApp, config, installation, deps)
  if (app === null) return bot === null ? null : { chat: bot, doors: [], listenFor: () => undefined }
  return {
    chat: bot === null ? app : createWecomPair(bot, app),
    doors: [app.door],
    listenFor: (hearing) => app.listenFor(hearing),
  }
}

const botOf = (settings: WecomSettings, installation: string, { log, clock }: WecomDeps): ChatPort =>
  createWecomBot(
    {
      botId: settings.botId,
      secret: settings.secret.reveal(),
      taskSpace: installation,
      ...(settings.wsUrl === null ? {} : { wsUrl: settings.wsUrl }),
    },
    { log: log.child({ part: 'wecom' }), clock },
  )

const appOf = (
  settings: WecomAppSettings,
  { wecomApiBase }: Pick<Config, 'wecomApiBase'>,
  installation: string,
  { log, clock, memory, contactChanged }: WecomDeps,
): WecomApp =>
  createWecomApp(
    {
      corpId: settings.corpId,
      agentId: settings.agentId,
      secret: settings.secret.reveal(),
      callbackToken: settings.callbackToken.reveal(),
      callbackAesKey: settings.callbackAesKey.reveal(),
      taskSpace: installation,
      ...(wecomApiBase === null ? {} : { apiBase: wecomApiBase }),
    },
    {
      ...{ log: log.child({ part: 'wecom-app' }), clock, memory },
      ...(contactChanged === undefined ? {} : { contactChanged }),
    },
  )
