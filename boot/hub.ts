import type { Middleware } from 'koa'
import type { Logger } from 'pino'

import { createInquiryDoor } from '../adapters/inquiry'
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
import { createJobLedger, createLease, openDatabase } from '../api/database'
import { createDelivery } from '../api/delivery'
import { createDesk, createPipeline } from '../api/flow'
import { createHttpServer } from '../api/http'
import type { MemberId } from '../contract/ids'
import type { Member } from '../contract/people'
import { cardForNotice, en, render, zhCN } from '../bot'
import { createSchedule } from '../jobs'
import { createChatGateway } from './chat-gateway'
import { createChats } from './chats'
import { createChecks } from './checks'
import type { Config } from './config'
import { createEventMeanings } from './event-meanings'
import { recordFollowUp } from './follow-up-touch'
import { createHearing } from './hearing'
import { hubJobs } from './jobs'
import { createMetrics } from './metrics'
import { createCoreModules, systemClock } from './modules'
import { createSourceWatch } from './source-watch'
import { createWarner } from './warner'
import { createWorker } from './worker'

export type Hub = Awaited<ReturnType<typeof createHub>>

export interface HubParts {
  readonly config: Config
  readonly log: Logger
  readonly version: string
  /** A content map to use where the configuration names none. */
  readonly contentMap?: string
}

/** Builds everything and connects nothing; `start` opens the doors. */
export async function createHub({ config, log, version, contentMap }: HubParts) {
  const database = await openDatabase(config.database)
  const clock = systemClock
  const core = await createCoreModules(config, database, contentMap ?? null)
  const { people, sources, inbox } = core
  const lease = createLease({ database, clock })
  const ledger = createJobLedger(database)
  const chats = createChats(config, core.installation, { log, clock })
  const context = { utcOffsetMinutes: config.utcOffsetMinutes, wording: config.language === 'en' ? en : zhCN }
  const own = await sources.ensure('中枢', 'hub')

  const delivery = createDelivery({
    database,
    clock,
    chats,
    people,
    log: log.child({ part: 'delivery' }),
    render: (outbound) => render(cardForNotice(outbound, context), outbound.address.platform, context),
    recordTouch: recordFollowUp({ identity: core.identity, log: core.log, clock, source: own.id }),
  })
  const owners = new Map<string, MemberId>()
  const rememberOwners = (members: readonly Member[]): void => {
    for (const m of members) for (const a of m.addresses) owners.set(a.userId.toLowerCase(), m.id)
    for (const m of members) owners.set(m.name, m.id)
  }
  rememberOwners(await people.all())

  const modules = {
    ...core,
    delivery,
    ownerNamed: (name: string) => owners.get(name) ?? owners.get(name.toLowerCase()),
    logger: log.child({ part: 'flow' }),
  }
  const pipeline = createPipeline(modules)
  const desk = createDesk(modules)
  const worker = createWorker({ lease, pipeline, log: log.child({ part: 'worker' }) })
  inbox.onKept(worker.wake)

  const warner = createWarner({ database, people, delivery, clock, language: config.language })
  const quarantine = createQuarantine(database)
  const tokens = createTokens(database, clock)
  if (config.apiToken !== null) await tokens.put('API_TOKEN', 'admin', config.apiToken.reveal())
  const meanings = await createEventMeanings({ quarantine, sources, inbox, clock })
  const doorDeps = { inbox, gate: sources, eventMap: meanings.map, clock }
  const doors = [
    createNativeDoor(doorDeps),
    createSegmentDoor(doorDeps),
    createSensorsDoor(doorDeps),
    createInquiryDoor(doorDeps),
  ]
  meanings.rereadWith(doors)

  const gateway = createChatGateway({
    lease,
    chats,
    delivery,
    hearing: createHearing(
      {
        ...context,
        desk,
        now: clock,
        memberOf: async (address) => (await people.memberOf(address)) ?? null,
        report: (cause) => log.error({ err: cause }, 'a question in chat could not be answered'),
      },
      delivery,
      log,
    ),
    log,
  })
  const schedule = createSchedule({
    jobs: hubJobs({
      pipeline,
      delivery,
      reload: async () => {
        await Promise.all([core.strategy.reload(), sources.reload(), meanings.reload()])
      },
      sources: createSourceWatch({ log: core.log, sources, clock, warn: warner.sourceSilent }),
      judges: worker.isMine,
      log,
    }),
    ledger,
    lease,
    clock,
    onTrouble: (job, trouble) => {
      log.warn({ job, trouble }, 'a job is in trouble')
      void warner.jobTrouble(job, trouble)
    },
  })
  const metrics = createMetrics({ inbox, log: core.log, pipeline, delivery, chats, jobs: ledger, clock })
  const checks = createChecks({ database, chats, gateway, worker, metrics })
  const pages: Middleware[] = []
  const routers = [
    createHealthRouter({ checks, metrics: metrics.page }),
    createOpenApiRouter(version),
    createApiRouter({ ...core, tokens, desk, quarantine, mapEvent: meanings.mapEvent }),
  ]
  const app = createApp(log.child({ part: 'http' }), [
    (context_, next) => runAll(pages)(context_, next),
    ...routers.map((r) => r.routes() as unknown as Middleware),
  ])
  const server = createHttpServer({
    doors,
    koa: app.callback(),
    log: log.child({ part: 'http' }),
    metrics: metrics.http,
    clock,
  })

  return {
    ...core,
    delivery,
    desk,
    pipeline,
    worker,
    gateway,
    tokens,
    quarantine,
    chats,
    checks,
    metrics,
    meanings,
    /** Adds pages in front of the API: the trial's chat window. */
    addPages: (page: Middleware) => void pages.push(page),
    membersChanged: async () => rememberOwners(await people.all()),
    /** Resolves to the port. */
    start: async (): Promise<number> => {
      const port = await server.listen(config.port, config.host)
      worker.start()
      await gateway.start()
      await schedule.start()
      return port
    },
    /** Closes the doors first, lets what is under way end, and gives every lease back. */
    stop: async (): Promise<void> => {
      await server.close(3_000)
      await inbox.drain()
      await schedule.stop()
      await gateway.stop()
      await worker.stop()
      await database.close()
    },
  }
}

const runAll =
  (pages: readonly Middleware[]): Middleware =>
  (context, next) => {
    const call = (i: number): Promise<unknown> => {
      const page = pages[i]
      return page === undefined ? next() : Promise.resolve(page(context, () => call(i + 1)))
    }
    return call(0)
  }
