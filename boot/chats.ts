import type { Logger } from 'pino'

import { createDingtalkBot } from '../adapters/dingtalk'
import { createWecomBot } from '../adapters/wecom'
import type { CallMeter } from '../api/quota'
import type { Platform } from '../contract/people'
import type { ChatPort } from '../contract/ports/chat'
import type { Clock } from '../contract/ports/clock'
import type { Config, DingtalkSettings } from './config'

interface ChatDeps {
  readonly log: Logger
  readonly clock: Clock
  readonly calls: Pick<CallMeter, 'add'>
}

/** The chat platforms that are configured. */
export function createChats(
  config: Config,
  installation: string,
  deps: ChatDeps,
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
  if (dingtalk !== null) chats.set('dingtalk', dingtalkBot(dingtalk, installation, config.language, deps))
  return chats
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
