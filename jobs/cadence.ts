import type { TaskContext } from 'node-cron'
import { createTask, validate } from 'node-cron'

import { Fault } from '../contract/fault'
import type { Instant } from '../contract/quantities'
import { instant } from '../contract/quantities'
import type { Job } from './job'

/** What starts a job's turns. */
export interface Ticker {
  /** @param turnSince A run that began then or later has done the turn that `onTick` announces. */
  start(onTick: (turnSince: Instant) => void): void
  stop(): void
  /** Whether a turn passed unseen between then and now, while the hub was off. */
  missed(since: Instant, now: Instant): boolean
}

export type MakeTicker = (job: Job, timezone: string, now: () => Instant) => Ticker

const MINUTE = 60_000
/** A turn missed longer ago than this is not made up for. */
const LOOK_BACK = 25 * 60 * MINUTE

/** Cron turns by node-cron, turns by seconds by a timer. Throws a Fault `bad-configuration` for a cadence that is none. */
export const makeTicker: MakeTicker = (job, timezone, now) =>
  'cron' in job.when
    ? cronTicker(job.name, job.when.cron, timezone)
    : timerTicker(job.name, job.when.everySeconds, now)

function cronTicker(name: string, expression: string, timezone: string): Ticker {
  if (!validate(expression)) throw badCadence(name, `"${expression}" is not a cron expression`)
  let onTick: (turnSince: Instant) => void = () => undefined
  const announce = ({ date }: TaskContext): void =>
    onTick(instant(Math.floor(date.getTime() / 1_000) * 1_000))
  const task = createTask(expression, announce, { timezone, suppressMissedWarning: true })
  // The process was too busy at that moment; the turn is taken late rather than not at all.
  task.on('execution:missed', announce)
  return {
    start: (tell) => {
      onTick = tell
      void task.start()
    },
    stop: () => void task.stop(),
    missed: (since, now) => {
      const last = Math.floor(now / MINUTE) * MINUTE
      for (let at = last; at > Math.max(since, now - LOOK_BACK); at -= MINUTE) {
        if (task.match(new Date(at))) return true
      }
      return false
    },
  }
}

function timerTicker(name: string, everySeconds: number, now: () => Instant): Ticker {
  const every = everySeconds * 1_000
  if (!Number.isFinite(every) || every <= 0)
    throw badCadence(name, `${everySeconds} is not a number of seconds`)
  let timer: NodeJS.Timeout | undefined
  return {
    start: (announce) => {
      // Several processes tick out of step; whoever finds that a run began within this turn leaves it at that.
      timer = setInterval(() => announce(instant(now() - every * 0.9)), every)
    },
    stop: () => clearInterval(timer),
    missed: (since, at) => at - since >= every,
  }
}

const badCadence = (job: string, what: string): Fault =>
  new Fault({
    code: 'bad-configuration',
    message: `The job ${job} cannot be scheduled: ${what}.`,
    advice: 'Correct its cadence.',
  })
