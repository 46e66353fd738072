import type { Logger } from 'pino'

import { createDingtalkBot } from '../adapters/dingtalk'
import { createWecomBot } from '../adapters/wecom'
import type { Platform } from '../contract/people'
import type { ChatPort } from '../contract/ports/chat'
import type { Clock } from '../contract/ports/clock'
import type { Config } from './config'

/** The chat platforms that are configured. */
export function createChats(
  config: Config,
  installation: string,
  deps: { readonly log: Logger; readonly clock: Clock },
): ReadonlyMap<Platform, ChatPort> {
  const chats = new Map<Platform, ChatPort>()
  const { wecom, dingtalk } = config
  if (wecom !== null) {
    chats.set(
      'wecom',
      createWecomBot(
        {
          botId: wecom.botId,
          secret: wecom.secret.reveal(),
          taskSpace: installation,
          ...(wecom.wsUrl === null ? {} : { wsUrl: wecom.wsUrl }),
        },
        { log: deps.log.child({ part: 'wecom' }), clock: deps.clock },
      ),
    )
  }
  if (dingtalk !== null) {
    chats.set(
      'dingtalk',
      createDingtalkBot(
        {
          clientId: dingtalk.clientId,
          clientSecret: dingtalk.clientSecret.reveal(),
          cardTemplateId: dingtalk.cardTemplateId,
          language: config.language,
          cardSpace: installation,
          ...(dingtalk.apiBase === null ? {} : { apiBase: dingtalk.apiBase }),
          ...(dingtalk.oapiBase === null ? {} : { oapiBase: dingtalk.oapiBase }),
          ...(dingtalk.robotCode === null ? {} : { robotCode: dingtalk.robotCode }),
        },
        { log: deps.log.child({ part: 'dingtalk' }), clock: deps.clock },
      ),
    )
  }
  return chats
}
