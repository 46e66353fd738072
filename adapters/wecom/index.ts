import type { Clock } from '../../contract/ports/clock'
import type { ChatPort } from '../../contract/ports/chat'
import { usualPace } from './config'
import type { Pace, WecomBotConfig } from './config'
import { Connection } from './connection'
import { Listener } from './listener'
import type { Log } from './log'
import { Sender } from './sender'
import { within } from './within'
import { wording } from './wording'

export type { Pace, WecomBotConfig } from './config'
export { createWecomContacts } from './contacts'
export { createWecomDirectory } from './directory'
export { probeWecomBot } from './probe-bot'
export type { BotProbe } from './probe-bot'
export { createWecomApp } from './app'
export type {
  AppContent,
  AppSent,
  MediaFile,
  Missed,
  NewsArticle,
  Receivers,
  WecomApp,
  WecomAppConfig,
  WecomAppDeps,
} from './app'
export { createGroupRobot } from './group-robot'
export type { GroupRobot, GroupRobotConfig, RobotContent } from './group-robot'
export { createWecomPair } from './wecom-pair'
export { createWecomRest } from './rest'
export type { RestOutcome, WecomRest, WecomRestConfig, WecomRestDeps } from './rest'

/** How long `stop` waits for answers that are under way. */
const lastWords = 2_000

/**
 * WeCom's AI bot over its long connection, as the hub's chat.
 *
 * `start` returns at once and may be called again after the bot was taken over by another process. Needs no public
 * address, domain or trusted IP.
 */
export const createWecomBot = (
  config: WecomBotConfig,
  deps: { readonly log: Log; readonly clock: Clock },
): ChatPort => {
  const pace: Pace = { ...usualPace, ...config.pace }
  const connection: Connection = new Connection(config, pace, deps, {
    message: (client, frame) => listener.message(client, frame),
    event: (client, frame) => listener.event(client, frame),
    strayRefusal: (errcode) => sender.strayRefusal(errcode),
  })
  const sender: Sender = new Sender(config, pace, deps, connection)
  const listener: Listener = new Listener(
    config,
    pace,
    { ...deps, budget: sender.budget, pictures: sender.pictures },
    () => connection,
  )

  return {
    platform: 'wecom',
    send: (message, to, reference) => sender.send(message, to, reference),
    replace: () =>
      Promise.resolve({ kind: 'refused', code: 'no-way-to-update', advice: wording.noWayToUpdate }),
    start: (hearing) => {
      listener.listenFor(hearing)
      connection.start()
      return Promise.resolve()
    },
    stop: async () => {
      await within(lastWords, listener.idle()).catch(() => undefined)
      connection.stop()
    },
    health: () => connection.health(),
  }
}
export { createPageSigner, createWecomLogin, wecomPageScript } from './web'
