import type { Logger } from 'pino'

import { createGroupRobot } from '../adapters/wecom'
import { forgetChat } from '../api/chat-memory'
import { createCardPath } from '../api/console'
import { createEscalator } from '../api/delivery'
import type { JobLedger } from '../contract/ports/jobs'
import type { LeasePort } from '../contract/ports/lease'
import type { Clock } from '../contract/ports/clock'
import { days, minus } from '../contract/quantities'
import { createSchedule } from '../jobs'
import type { Schedule } from '../jobs'
import type { Config } from './config'
import { createNightlyContacts } from './contacts/nightly-contacts'
import { createNightlySync } from './directory/nightly-sync'
import { createGroupWarnings } from './group-warnings'
import type { TellGroup } from './group-warnings'
import type { Front } from './hub-front'
import type { Judging } from './hub-judging'
import type { Pages } from './hub-pages'
import { hubJobs } from './jobs'
import type { CoreModules } from './modules'
import { createQuotaWatch } from './quota-watch'
import { createRuleWatch } from './rule-watch'
import { createSourceWatch } from './source-watch'
import { escalationOf } from './telling'
import { createWarner } from './warner'

export interface UpkeepParts {
  readonly config: Config
  readonly core: CoreModules
  readonly judging: Judging
  readonly front: Front
  readonly pages: Pages
  readonly lease: LeasePort
  readonly ledger: JobLedger
  readonly log: Logger
}

/** What is done again and again, and whom trouble with it is told to. */
export function createUpkeep(parts: UpkeepParts): Schedule {
  const { config, core, judging, front, lease, ledger, log } = parts
  const { clock, strategy, sources } = core
  const { language, utcOffsetMinutes } = config
  const { delivery } = judging
  const tellGroup = groupOf(config, { delivery, clock, log })
  const warner = createWarner({ ...core, delivery, language, utcOffsetMinutes, ...tellGroup })
  return createSchedule({
    jobs: hubJobs({
      pipeline: judging.pipeline,
      delivery: judging.delivery,
      forgetChat: () => forgetChat(core.database, minus(clock.now(), days(3)), minus(clock.now(), days(100))),
      reload: async () => {
        await Promise.all([
          strategy.reload(),
          sources.reload(),
          front.meanings.reload(),
          judging.membersChanged(),
        ])
      },
      endSessions: parts.pages.sessions.sweep,
      rules: createRuleWatch(createCardPath(core.database), warner),
      sources: createSourceWatch({ log: core.log, sources, clock, warn: warner.sourceSilent }),
      syncDirectory: createNightlySync({ config, core, lease, warner, log, calls: judging.calls }),
      watchMeetings: judging.watchMeetings,
      syncContacts: createNightlyContacts({ config, sync: judging.contactSync, warner, log }),
      escalate: createEscalator({ ...core, ...escalationOf(config, core), ...judging.delivery }),
      quota: createQuotaWatch({
        calls: judging.calls,
        limit: config.dingtalk?.monthlyCalls ?? null,
        clock,
        warn: warner.callsRunShort,
      }),
      autonomy: judging.autonomy,
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

function groupOf(
  { wecomGroupRobot }: Config,
  deps: { readonly delivery: Judging['delivery']; readonly clock: Clock; readonly log: Logger },
): { readonly tellGroup?: TellGroup } {
  if (wecomGroupRobot === null) return {}
  const robot = createGroupRobot({ url: wecomGroupRobot.reveal() }, deps)
  return { tellGroup: createGroupWarnings({ ...deps, robot }) }
}
