import type { Logger } from 'pino'

import type { Delivery } from '../api/delivery'
import type { AutonomyWatch, Pipeline } from '../api/flow'
import { minutes } from '../contract/quantities'
import type { Job } from '../jobs'
import type { QuotaWatch } from './quota-watch'
import type { RuleWatch } from './rule-watch'
import type { SourceWatch } from './source-watch'

export interface JobDeps {
  readonly pipeline: Pipeline
  readonly delivery: Pick<Delivery, 'forgetHeard' | 'sendFreshCards'>
  readonly forgetChat: () => Promise<number>
  /** Of people who have left, and those that are over. */
  readonly endSessions: () => Promise<number>
  readonly reload: () => Promise<void>
  readonly sources: SourceWatch
  readonly rules: RuleWatch
  /** Null where the directory is not taken over by itself. */
  readonly syncDirectory: ((signal: AbortSignal) => Promise<void>) | null
  /** Null where WeCom's customers are not read by itself. */
  readonly syncContacts: ((signal: AbortSignal) => Promise<void>) | null
  readonly quota: QuotaWatch
  /** Tells host and rep of what came up in their calendars beside a meeting; how many such entries stand. */
  readonly watchMeetings: () => Promise<number>
  readonly autonomy: Pick<AutonomyWatch, 'look'>
  /** Tells superiors of cards that nobody answered; how many steps that took. */
  readonly escalate: () => Promise<number>
  /** Only the process that judges refreshes strength: it holds the customers. */
  readonly judges: () => boolean
  readonly log: Logger
}

/** What is done again and again. */
export const hubJobs = (deps: JobDeps): readonly Job[] => [
  {
    name: 'decay-intent',
    when: { everySeconds: 30 },
    here: deps.judges,
    run: async (signal) => {
      const changed = await deps.pipeline.decay(signal)
      if (changed > 0) deps.log.debug({ changed }, 'strength moved with time')
    },
  },
  // What another process or a command changed (a key, a rule, a package) is in force here two seconds later.
  { name: 'reload', when: { everySeconds: 2 }, inEveryProcess: true, run: () => deps.reload() },
  { name: 'watch-sources', when: { everySeconds: 60 }, run: () => deps.sources.look() },
  { name: 'watch-rules', when: { everySeconds: 60 }, run: () => deps.rules.look() },
  ...takeovers(deps),
  { name: 'watch-quota', when: { everySeconds: 60 }, run: () => deps.quota.look() },
  // Three looks a day: each costs a call of the platform for everybody who has a meeting ahead.
  {
    name: 'watch-meetings',
    when: { cron: '10 7,12,17 * * *' },
    run: async () => void (await deps.watchMeetings()),
  },
  { name: 'end-sessions', when: { everySeconds: 60 }, run: async () => void (await deps.endSessions()) },
  { name: 'watch-autonomy', when: { everySeconds: 60 }, run: async () => void (await deps.autonomy.look()) },
  { name: 'escalate', when: { everySeconds: 60 }, run: async () => void (await deps.escalate()) },
  {
    name: 'replace-expired-cards',
    when: { everySeconds: 60 },
    run: async () => void (await deps.delivery.sendFreshCards()),
  },
  {
    name: 'forget-heard',
    when: { cron: '17 3 * * *' },
    run: async () => void (await deps.delivery.forgetHeard()),
  },
  { name: 'forget-chat', when: { cron: '27 3 * * *' }, run: async () => void (await deps.forgetChat()) },
]

/** What is read from the platforms at night, where it was asked for. */
const takeovers = ({ syncDirectory, syncContacts }: JobDeps): Job[] => {
  const limit = minutes(30)
  return [
    ...(syncDirectory === null
      ? []
      : [{ name: 'sync-directory', when: { cron: '40 2 * * *' }, limit, run: syncDirectory }]),
    // An hour later, so that whoever is new in the directory may be an owner here.
    ...(syncContacts === null
      ? []
      : [{ name: 'sync-contacts', when: { cron: '40 3 * * *' }, limit, run: syncContacts }]),
  ]
}
