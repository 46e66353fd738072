import type { Logger } from 'pino'

import { createMessageHandler, createPressHandler } from '../bot'
import type { BotDeps } from '../bot'
import type { Delivery } from '../api/delivery'
import type { ChatHearing } from '../contract/ports/chat'

/** What people say and press, each once however often the platform repeats it. */
export function createHearing(bot: BotDeps, delivery: Pick<Delivery, 'firstTime'>, log: Logger): ChatHearing {
  const message = createMessageHandler(bot)
  const press = createPressHandler(bot)
  return {
    message: async (said) => {
      try {
        if (!(await delivery.firstTime(said.from.platform, said.messageId))) return null
        return await message(said)
      } catch (cause) {
        log.error({ err: cause }, 'a chat message could not be answered')
        return null
      }
    },
    // A press needs no such memory: an answer given again changes nothing, and every press shows what stands.
    press: async (pressed) => {
      try {
        return await press(pressed)
      } catch (cause) {
        log.error({ err: cause }, 'a press could not be answered')
        return null
      }
    },
  }
}
