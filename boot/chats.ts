import type { Logger } from 'pino'

import { createDingtalkBot } from '../adapters/dingtalk'
import type { CallMeter } from '../api/quota'
import type { Platform } from '../contract/people'
import type { ChatHearing, ChatPort } from '../contract/ports/chat'
import type { ChatMemory } from '../contract/ports/chat-memory'
import type { Clock } from '../contract/ports/clock'
import type { Door } from '../contract/ports/door'
import type { Config, DingtalkSettings } from './config'
import { createWecom } from './wecom'

export interface Chats {
  readonly ports: ReadonlyMap<Platform, ChatPort>
  /** Where platforms call back, in every process. */
  readonly doors: readonly Door[]
  /** Who hears what comes in at the doors. */
  listenFor(hearing: ChatHearing): void
}

interface ChatDeps {
  readonly log: Logger
  readonly clock: Clock
  readonly calls: Pick<CallMeter, 'add'>
  readonly wecomMemory: ChatMemory
  readonly contactChanged?: (externalId: string) => void
}

/** The chat platforms that are configured. */
export function createChats(config: Config, installation: string, deps: ChatDeps): Chats {
  const chats = new Map<Platform, ChatPort>()
  const { dingtalk } = config
  const wecom = createWecom(config, installation, { ...deps, memory: deps.wecomMemory })
  if (wecom !== null) chats.set('wecom', wecom.chat)
  if (dingtalk !== null) chats.set('dingtalk', dingtalkBot(dingtalk, installation, config.language, deps))
  return {
    ports: chats,
    doors: wecom?.doors ?? [],
    listenFor: (hearing) => wecom?.listenFor(hearing),
  }
}

const dingtalkBot = (
  settings: DingtalkSettings,
  installation: string,
  language: Config['language'],
  deps: ChatDeps,
): ChatPort =>
  createDingtalkBot(
    {
      clientId: settings.clientId,
      clientSecret: settings.clientSecret.reveal(),
      cardTemplateId: settings.cardTemplateId,
      language,
      cardSpace: installation,
      ...(settings.apiBase === null ? {} : { apiBase: settings.apiBase }),
      ...(settings.oapiBase === null ? {} : { oapiBase: settings.oapiBase }),
      ...(settings.robotCode === null ? {} : { robotCode: settings.robotCode }),
    },
    {
      log: deps.log.child({ part: 'dingtalk' }),
      clock: deps.clock,
      called: () => deps.calls.add('dingtalk'),
    },
  )
