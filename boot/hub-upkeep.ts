import type { Logger } from 'pino'

import { createCardPath } from '../api/console'
import { createEscalator } from '../api/delivery'
import type { JobLedger } from '../contract/ports/jobs'
import type { LeasePort } from '../contract/ports/lease'
import { createSchedule } from '../jobs'
import type { Schedule } from '../jobs'
import type { Config } from './config'
import type { Front } from './hub-front'
import type { Judging } from './hub-judging'
import { hubJobs } from './jobs'
import type { CoreModules } from './modules'
import { createRuleWatch } from './rule-watch'
import { createSourceWatch } from './source-watch'
import { escalationOf } from './telling'
import { createWarner } from './warner'

export interface UpkeepParts {
  readonly config: Config
  readonly core: CoreModules
  readonly judging: Judging
  readonly front: Front
  readonly lease: LeasePort
  readonly ledger: JobLedger
  readonly log: Logger
}

/** What is done again and again, and whom trouble with it is told to. */
export function createUpkeep({ config, core, judging, front, lease, ledger, log }: UpkeepParts): Schedule {
  const { clock, strategy, sources } = core
  const { language, utcOffsetMinutes } = config
  const warner = createWarner({ ...core, delivery: judging.delivery, language, utcOffsetMinutes })
  return createSchedule({
    jobs: hubJobs({
      pipeline: judging.pipeline,
      delivery: judging.delivery,
      reload: async () => {
        await Promise.all([
          strategy.reload(),
          sources.reload(),
          front.meanings.reload(),
          judging.membersChanged(),
        ])
      },
      rules: createRuleWatch(createCardPath(core.database), warner),
      sources: createSourceWatch({ log: core.log, sources, clock, warn: warner.sourceSilent }),
      escalate: createEscalator({ ...core, ...escalationOf(config, core), ...judging.delivery }),
      judges: judging.worker.isMine,
      log,
    }),
    ledger,
    lease,
    clock,
    onTrouble: (job, trouble) => {
      log.warn({ job, trouble }, 'a job is in trouble')
      warner
        .jobTrouble(job, trouble)
        .catch((cause: unknown) => log.error({ err: cause }, 'nobody could be told of it'))
    },
  })
}
