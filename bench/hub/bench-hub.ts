import type { RequestListener } from 'node:http'

import pino from 'pino'
import type { Logger } from 'pino'

import { createNativeDoor } from '../../adapters/native'
import { createWorkCalendar } from '../../api/calendar'
import { createCustomerStore, createCustomers } from '../../api/customers'
import type { Database, DatabaseUrl } from '../../api/database'
import { createLease, openDatabase } from '../../api/database'
import { createDecisionStore } from '../../api/decisions'
import { createDelivery } from '../../api/delivery'
import type { Delivery } from '../../api/delivery'
import { createPipeline } from '../../api/flow'
import type { Modules, Pipeline } from '../../api/flow'
import { createHttpServer } from '../../api/http'
import type { HttpServer } from '../../api/http'
import { createIdentity, createIdentityStore } from '../../api/identity'
import { compileTemplate, loadTemplate } from '../../api/intent'
import { createPeople } from '../../api/people'
import { createRuleStore, createStrategy, loadShipped } from '../../api/strategy'
import {
  createContentMap,
  createEventMap,
  createLogStore,
  createSourceStore,
  createSources,
  createThreadInbox,
} from '../../api/touchpoints'
import type { Inbox } from '../../api/touchpoints'
import { assets } from '../../boot/package-root'
import { createWorker } from '../../boot/worker'
import type { Worker } from '../../boot/worker'
import type { Clock } from '../../contract/ports/clock'
import type { Source } from '../../contract/ports/door'
import { instant } from '../../contract/quantities'
import type { Instant } from '../../contract/quantities'
import { ruleBook } from '../company/rule-book'
import { siteContent } from '../company/site'
import { staff } from './staff'

/** The hub as it is put together for production, without a chat platform behind it. */
export interface BenchHub {
  readonly database: Database
  readonly modules: Modules
  readonly inbox: Inbox
  readonly pipeline: Pipeline
  readonly worker: Worker
  readonly server: HttpServer
  readonly source: Source
  readonly key: string
  /** The time by which everything is judged; the system's unless it is set. */
  setTime(at: Instant | null): void
  close(): Promise<void>
}

export const RULES = 200

/** Opens a hub with 200 rules, a sales team and one source that may send without limit. */
export async function openBenchHub(url: DatabaseUrl): Promise<BenchHub> {
  const database = await openDatabase(url)
  let set: Instant | null = null
  const clock = { now: () => set ?? instant(Date.now()) }
  const logger = pino({ level: process.env.BENCH_LOG ?? 'silent' })
  const modules = await benchModules(database, clock, logger)
  const pipeline = createPipeline(modules)
  const sources = await createSources(createSourceStore(database), clock)
  const { source, key } = await sources.add('bench', 'native', 10_000_000)
  const inbox = createThreadInbox(database, url)
  const worker = createWorker({ lease: createLease({ database, clock }), pipeline, log: logger })
  inbox.onKept(worker.wake)
  const door = createNativeDoor({ inbox, gate: sources, eventMap: createEventMap([]), clock })
  const server = createHttpServer({ doors: [door], koa: notHere, log: logger })
  return {
    ...{ database, modules, inbox, pipeline, worker, server, source, key },
    setTime: (at) => {
      set = at
    },
    close: async () => {
      await server.close(500)
      await inbox.close()
      await database.close()
    },
  }
}

async function benchModules(database: Database, clock: Clock, logger: Logger): Promise<Modules> {
  const people = createPeople({ database, clock })
  await people.upsert(staff)
  const strategy = await createStrategy(database, createRuleStore(database), clock)
  const shipped = await loadShipped(assets('rules'))
  await strategy.install({ ...shipped, rules: ruleBook(shipped.rules, RULES) })
  return {
    ...{ database, clock, people, strategy, logger },
    delivery: silentDelivery({ database, clock, people, log: logger }),
    log: createLogStore(database),
    identity: createIdentity(createIdentityStore(database)),
    customers: createCustomers(createCustomerStore(database)),
    decisions: createDecisionStore(database),
    calendar: createWorkCalendar(480),
    template: compileTemplate(await loadTemplate(assets('intent-template.json'))),
    align: createContentMap(siteContent),
    ownerNamed: () => undefined,
  }
}

/** Writes notices as ever; with no platform connected none of them leaves. */
const silentDelivery = (
  deps: Pick<Parameters<typeof createDelivery>[0], 'database' | 'clock' | 'people' | 'log'>,
): Delivery =>
  createDelivery({
    ...deps,
    chats: new Map(),
    render: () => {
      throw new Error('nothing is sent while measuring')
    },
    recordTouch: () => Promise.resolve(),
  })

const notHere: RequestListener = (_req, res) => void res.writeHead(404).end()
