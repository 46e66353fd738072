import type { Logger } from 'pino'

import { createDingtalkBot } from '../adapters/dingtalk'
import type { Platform } from '../contract/people'
import type { ChatHearing, ChatPort } from '../contract/ports/chat'
import type { ChatMemory } from '../contract/ports/chat-memory'
import type { Clock } from '../contract/ports/clock'
import type { Door } from '../contract/ports/door'
import type { Config } from './config'
import { createWecom } from './wecom'

export interface Chats {
  readonly ports: ReadonlyMap<Platform, ChatPort>
  /** Where platforms call back, in every process. */
  readonly doors: readonly Door[]
  /** Who hears what comes in at the doors. */
  listenFor(hearing: ChatHearing): void
}

/** The chat platforms that are configured. */
export function createChats(
  config: Config,
  installation: string,
  deps: { readonly log: Logger; readonly clock: Clock; readonly wecomMemory: ChatMemory },
): Chats {
  const chats = new Map<Platform, ChatPort>()
  const { dingtalk } = config
  const wecom = createWecom(config, installation, { ...deps, memory: deps.wecomMemory })
  if (wecom !== null) chats.set('wecom', wecom.chat)
  if (dingtalk !== null) {
    chats.set(
      'dingtalk',
      createDingtalkBot(
        {
          clientId: dingtalk.clientId,
          clientSecret: dingtalk.clientSecret.reveal(),
          cardTemplateId: dingtalk.cardTemplateId,
          cardSpace: installation,
          ...(dingtalk.apiBase === null ? {} : { apiBase: dingtalk.apiBase }),
          ...(dingtalk.oapiBase === null ? {} : { oapiBase: dingtalk.oapiBase }),
          ...(dingtalk.robotCode === null ? {} : { robotCode: dingtalk.robotCode }),
        },
        { log: deps.log.child({ part: 'dingtalk' }), clock: deps.clock },
      ),
    )
  }
  return {
    ports: chats,
    doors: wecom?.doors ?? [],
    listenFor: (hearing) => wecom?.listenFor(hearing),
  }
}
