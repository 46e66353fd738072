import type { Logger } from 'pino'

import { createLlm } from '../adapters/llm'
import { createJobLedger, createLease, openDatabase } from '../api/database'
import type { LlmPort } from '../contract/ports/llm'
import { createChatGateway } from './chat-gateway'
import { createChecks } from './checks'
import type { Config } from './config'
import { createHearing } from './hearing'
import { createFront } from './hub-front'
import { createPages } from './hub-pages'
import { createJudging } from './hub-judging'
import type { Judging } from './hub-judging'
import { createUpkeep } from './hub-upkeep'
import { createMetrics } from './metrics'
import type { CoreModules } from './modules'
import { contactsSource, createCoreModules, systemClock } from './modules'
import { createPublicPlace } from './public-place'

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
  const place = createPublicPlace(config)
  // Known before another process hands in the first of them: whose word they are decides what they may say.
  if (config.wecomDirectory !== null) await core.sources.ensure(contactsSource, 'contacts')
  const lease = createLease({ database, clock })
  const ledger = createJobLedger(database)
  const judging = await createJudging({ config, core, lease, place, log })
  const { chats, delivery, worker } = judging
  const llm = llmOf(config, log)
  const hearing = hearingOf(core, judging, log, llm)
  judging.listenFor(hearing)
  const gateway = createChatGateway({ lease, chats, delivery, hearing, log })
  const metrics = createMetrics({
    ...core,
    ...judging,
    jobs: ledger,
    callLimit: config.dingtalk?.monthlyCalls ?? null,
  })
  const checks = createChecks({ database, chats, gateway, worker, metrics })
  const pages = createPages({ config, core, judging, place, log })
  const front = await createFront({ config, core, judging, pages, metrics, checks, version, log })
  const schedule = createUpkeep({ config, core, judging, front, pages, lease, ledger, log })
  return {
    ...core,
    ...judging,
    ...front,
    sessions: pages.sessions,
    gateway,
    schedule,
    checks,
    metrics,
    /** Resolves to the hub's address on this machine. */
    start: async (): Promise<string> => {
      const url = place.listensOn(await front.server.listen(config.port, config.host))
      worker.start()
      await gateway.start()
      await schedule.start()
      return url
    },
    /** Closes the doors first, lets what is under way end, and gives every lease back. */
    stop: async (): Promise<void> => {
      await front.server.close(3_000)
      await core.inbox.drain()
      await judging.stopContacts()
      await schedule.stop()
      await gateway.stop()
      await worker.stop()
      await core.inbox.close()
      await judging.calls.stop()
      await database.close()
    },
  }
}

const llmOf = ({ llm }: Config, log: Logger): LlmPort | undefined =>
  llm === null
    ? undefined
    : createLlm(
        { baseUrl: llm.baseUrl, apiKey: llm.apiKey.reveal(), model: llm.model },
        { log: log.child({ part: 'llm' }), clock: systemClock },
      )

const hearingOf = (
  { people, clock }: CoreModules,
  { context, desk, delivery }: Judging,
  log: Logger,
  llm: LlmPort | undefined,
) =>
  createHearing(
    {
      ...context,
      ...(llm === undefined ? {} : { llm }),
      desk,
      now: clock,
      memberOf: async (address) => (await people.memberOf(address)) ?? null,
      report: (cause) => log.error({ err: cause }, 'a question in chat could not be answered'),
    },
    delivery,
    log,
  )
