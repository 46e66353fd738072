import { createWorkCalendar } from '../../api/calendar'
import { createCustomerStore, createCustomers } from '../../api/customers'
import type { Database } from '../../api/database'
import { createDecisionStore } from '../../api/decisions'
import type { QueuedNotice } from '../../api/delivery'
import { createPipeline } from '../../api/flow'
import type { Modules, Pipeline } from '../../api/flow'
import { createIdentity, createIdentityStore } from '../../api/identity'
import { compileTemplate, loadTemplate } from '../../api/intent'
import { createPeople } from '../../api/people'
import { createRuleStore, createStrategy, loadShipped } from '../../api/strategy'
import {
  createContentMap,
  createInbox,
  createLogStore,
  createSourceStore,
  createSources,
} from '../../api/touchpoints'
import type { Inbox } from '../../api/touchpoints'
import type { ContentRow } from '../../contract/content'
import type { Source } from '../../contract/ports/door'
import { instant } from '../../contract/quantities'
import type { Instant } from '../../contract/quantities'
import type { NewTouchpoint } from '../../contract/touchpoint'

/** The main path without a platform: what is told to people is collected. */
export interface TestHub {
  readonly modules: Modules
  readonly pipeline: Pipeline
  readonly inbox: Inbox
  readonly source: Source
  readonly told: QueuedNotice[]
  clock: { now(): Instant }
  /** Accepts the touchpoints and processes everything that waits. */
  take(touchpoints: readonly NewTouchpoint[]): Promise<void>
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

export const testContent: readonly ContentRow[] = [
  { match: '/docs/api*', type: 'document', topic: 'api-docs', name: 'API 文档', exposes: ['pricing'] },
  { match: '/pricing', type: 'page', topic: 'pricing', name: '价格页', exposes: [] },
]

export async function openTestHub(
  database: Database,
  options: { epoch?: number; logger?: Modules['logger'] } = {},
): Promise<TestHub> {
  const clock = { now: () => instant(Date.now()) }
  const told: QueuedNotice[] = []
  const strategy = await createStrategy(database, createRuleStore(database), { now: () => clock.now() })
  await strategy.install(await loadShipped('assets/rules'))
  const log = createLogStore(database)
  const modules: Modules = {
    database,
    clock: { now: () => clock.now() },
    log,
    identity: createIdentity(createIdentityStore(database)),
    customers: createCustomers(createCustomerStore(database)),
    decisions: createDecisionStore(database),
    strategy,
    calendar: createWorkCalendar(480),
    people: createPeople({ database, clock }),
    delivery: { queue: (_tx, notices) => Promise.resolve(void told.push(...notices)), wake: () => undefined },
    template: compileTemplate(await loadTemplate('assets/intent-template.json')),
    align: createContentMap(testContent),
    ownerNamed: () => undefined,
    logger: options.logger ?? silent,
  }
  const pipeline = createPipeline(modules)
  await pipeline.takeOver(options.epoch ?? 1)
  const sources = await createSources(createSourceStore(database), { now: () => clock.now() })
  const source = await sources.ensure('test', 'native')
  const inbox = createInbox(log)
  return {
    modules,
    pipeline,
    inbox,
    source,
    told,
    clock,
    take: async (touchpoints) => {
      await inbox.accept({ source: source.id, receivedAt: clock.now(), touchpoints, unreadable: [] })
      while ((await pipeline.step()) > 0);
    },
  }
}
