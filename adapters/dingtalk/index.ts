import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'

import axios from 'axios'
import type { AxiosInstance } from 'axios'

import type { ChatPort, DeliveryOutcome, SentMessage } from '../../contract/ports/chat'
import type { LoginPort } from '../../contract/ports/login'
import type { DingtalkConfig, DingtalkDeps } from './config'
import { DingtalkBot } from './dingtalk-bot'
import { openApiFor, restOver } from './dingtalk-rest'
import type { DingtalkRest, DingtalkRestConfig } from './dingtalk-rest'
import { createDingtalkCalendar } from './calendar'
import { createDingtalkDirectory } from './directory'
import { dingtalkLogin } from './login'
import type { DingtalkLoginConfig } from './login'
import { dingtalkProbe } from './probe'
import type { DingtalkProbe } from './probe'
import type { GrowingText } from './sending/send-messages'

export type { DingtalkConfig, DingtalkDeps, DingtalkTimings } from './config'
export type { DingtalkRest, DingtalkRestConfig } from './dingtalk-rest'
export type { DingtalkLoginConfig } from './login'
export { createDingtalkCalendar, createDingtalkDirectory }
export type { Log } from './log'
export type { DingtalkProbe, DingtalkProbed } from './probe'
export type { DingtalkDepartment, DingtalkUser, DingtalkUserPage, DirectoryAnswer } from './rest/directory'

/** A ChatPort that can also write a card while people look at it. */
export interface DingtalkChat extends ChatPort {
  /**
   * Shows a growing text in a card that was sent with `flowStatus` 1. At most one call a second for each card: texts
   * that come quicker go out together, and the answer is that of the call that carried them. `refused` with code
   * `stream-ended` after the last one. Needs a template of type AI and the permission Card.Streaming.Write.
   */
  stream(previous: SentMessage, text: GrowingText): Promise<DeliveryOutcome>
}

/** DingTalk as the hub sees it. Nothing is connected before `start`. */
export const createDingtalkBot = (config: DingtalkConfig, deps: DingtalkDeps): DingtalkChat =>
  new DingtalkBot(config, { ...deps, http: deps.http ?? ownHttp() })

/** The directory alone: no connection, no card. Its token is its own; DingTalk gives one app the same token twice. */
export const createDingtalkRest = (config: DingtalkRestConfig, deps: DingtalkDeps): DingtalkRest =>
  restOver(openApiFor(config, { ...deps, http: deps.http ?? ownHttp() }))

/** Questions that change nothing, for whoever sets the hub up. */
export const createDingtalkProbe = (
  config: DingtalkRestConfig & { readonly robotCode?: string },
  deps: DingtalkDeps,
): DingtalkProbe => dingtalkProbe(config, { ...deps, http: deps.http ?? ownHttp() })

/** Logging in to our pages by the account somebody has on DingTalk. Its calls count like any others. */
export const createDingtalkLogin = (config: DingtalkLoginConfig, deps: DingtalkDeps): LoginPort =>
  dingtalkLogin(openApiFor(config, { ...deps, http: deps.http ?? ownHttp() }), config)

const ownHttp = (): AxiosInstance =>
  axios.create({
    httpAgent: new HttpAgent({ keepAlive: true, maxSockets: 50 }),
    httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: 50 }),
  })
