import type { Middleware } from 'koa'
import type { Logger } from 'pino'

import { createInquiryDoor } from '../adapters/inquiry'
import { createInvitationDoor } from '../adapters/invitations'
import { createNativeDoor } from '../adapters/native'
import { createSegmentDoor } from '../adapters/segment'
import { createSensorsDoor } from '../adapters/sensors'
import { createApp } from '../api/app'
import {
  createApiRouter,
  createHealthRouter,
  createOpenApiRouter,
  createQuarantine,
  createTokens,
} from '../api/console'
import type { Check } from '../api/console'
import { createHttpServer, createPerMinute } from '../api/http'
import { isRobot } from '../api/links'
import type { Config } from './config'
import { createEventMeanings } from './event-meanings'
import type { Judging } from './hub-judging'
import type { Pages } from './hub-pages'
import type { Metrics } from './metrics'
import type { CoreModules } from './modules'

export interface FrontParts {
  readonly config: Config
  readonly core: CoreModules
  readonly judging: Judging
  readonly pages: Pages
  readonly metrics: Metrics
  readonly checks: () => Promise<readonly Check[]>
  readonly version: string
  readonly log: Logger
}

export type Front = Awaited<ReturnType<typeof createFront>>

/** Everything that answers HTTP: the doors, the API, health, and the pages that a trial adds. */
export async function createFront(parts: FrontParts) {
  const { config, core, judging, metrics, checks, version, log } = parts
  const { database, clock, sources, inbox } = core
  const quarantine = createQuarantine(database)
  const tokens = createTokens(database, clock)
  if (config.apiToken !== null) await tokens.put('API_TOKEN', 'admin', config.apiToken.reveal())
  const meanings = await createEventMeanings({ quarantine, sources, inbox, clock })
  const deps = { inbox, gate: sources, eventMap: meanings.map, clock }
  const doors = [createNativeDoor, createSegmentDoor, createSensorsDoor, createInquiryDoor].map((make) =>
    make(deps),
  )
  meanings.rereadWith(doors)
  const pages: Middleware[] = []
  const routers = [
    createHealthRouter({ checks, metrics: metrics.page }),
    createOpenApiRouter(version),
    ...parts.pages.routers,
    createApiRouter({ ...core, ...judging, tokens, quarantine, mapEvent: meanings.mapEvent }),
  ]
  const http = log.child({ part: 'http' })
  const app = createApp(http, [
    (context, next) => runAll(pages, 0, context, next),
    ...routers.map((r) => r.routes() as unknown as Middleware),
  ])
  const handle = app.callback()
  const server = createHttpServer({
    doors: [...doors, judging.documentDoor, invitationDoor(config, core, judging), ...judging.chatDoors],
    koa: (req, res) => void handle(req, res),
    log: http,
    metrics: metrics.http,
    clock,
  })
  return {
    quarantine,
    tokens,
    meanings,
    server,
    /** Adds pages in front of the API: the trial's chat window. */
    addPages: (page: Middleware) => void pages.push(page),
  }
}

/** For one invitation: a page, its file, an answer, and whoever reloads it. */
const REQUESTS_A_MINUTE = 120

const invitationDoor = (
  { utcOffsetMinutes }: Config,
  { clock, links }: CoreModules,
  { invitations, meetings }: Judging,
) =>
  createInvitationDoor({
    desk: invitations,
    clock,
    utcOffsetMinutes,
    readLink: (token) => links.read('invitation', token, clock.now()),
    isRobot,
    wait: createPerMinute<number>(REQUESTS_A_MINUTE).spend,
    pageOf: meetings.pageOf,
  })

const runAll = (
  pages: readonly Middleware[],
  i: number,
  context: Parameters<Middleware>[0],
  next: () => Promise<unknown>,
): Promise<unknown> => {
  const page = pages[i]
  if (page === undefined) return next()
  return Promise.resolve(page(context, () => runAll(pages, i + 1, context, next)))
}
