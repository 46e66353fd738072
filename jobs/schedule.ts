import { Fault } from '../contract/fault'
import type { Instant } from '../contract/quantities'
import type { MakeTicker, Ticker } from './cadence'
import { makeTicker } from './cadence'
import type { Job } from './job'
import { freeLease, ownLedger } from './own-process'
import type { RunDeps, RunResult } from './run-job'
import { runJob } from './run-job'

export interface ScheduleDeps extends RunDeps {
  readonly jobs: readonly Job[]
  /** Time zone of cron cadences; Asia/Shanghai unless said otherwise. */
  readonly timezone?: string
  readonly tickers?: MakeTicker
  /** How often a job that waits for another one looks again; a second unless said otherwise. */
  readonly lookAgainMs?: number
}

export interface JobState {
  readonly name: string
  readonly state: 'idle' | 'running' | 'waiting'
  /** Turns that came while the job was still running. */
  readonly passedOver: number
}

export interface Schedule {
  /** Begins the turns, and makes up for those that failed last or were missed while the hub was off. */
  start(): Promise<void>
  /** Tells what runs to stop and waits for it. */
  stop(): Promise<void>
  /** Runs the job now, whoever else has just run it, unless it is running. Undefined when it is running or unknown. */
  runNow(name: string): Promise<RunResult | undefined>
  states(): readonly JobState[]
}

interface Turn {
  readonly job: Job
  readonly ticker: Ticker
  /** What `unlessSince` of a turn that waits is; undefined where none waits. */
  due: { readonly since: Instant | undefined } | undefined
  running: Promise<RunResult | undefined> | undefined
  /** Looking whether those before it are done. */
  looking: boolean
  /** The store did not let it run, which has been told. */
  blocked: boolean
  passedOver: number
}

/**
 * Jobs by cadence. A job never runs beside itself, in this process or another, and never before those it comes after.
 * Throws a Fault `bad-configuration` for names used twice, unknown or circular dependencies and cadences that are none.
 */
export function createSchedule(deps: ScheduleDeps): Schedule {
  const { jobs, clock } = deps
  checkOrder(jobs)
  const make = deps.tickers ?? makeTicker
  const timezone = deps.timezone ?? 'Asia/Shanghai'
  const turns = new Map<string, Turn>()
  for (const job of jobs) {
    const ticker = make(job, timezone, () => clock.now())
    turns.set(job.name, {
      job,
      ticker,
      due: undefined,
      running: undefined,
      looking: false,
      blocked: false,
      passedOver: 0,
    })
  }
  const life = new Life(deps, turns)
  return {
    start: () => life.start(),
    stop: () => life.stop(),
    runNow: async (name) => {
      const turn = turns.get(name)
      return turn === undefined || turn.running !== undefined ? undefined : life.run(turn, undefined)
    },
    states: () =>
      [...turns.values()].map(({ job, due, running, passedOver }) => ({
        name: job.name,
        state: running !== undefined ? 'running' : due !== undefined ? 'waiting' : 'idle',
        passedOver,
      })),
  }
}

class Life {
  private stopping = new AbortController()
  private readonly own = ownLedger()
  private again: NodeJS.Timeout | undefined

  constructor(
    private readonly deps: ScheduleDeps,
    private readonly turns: ReadonlyMap<string, Turn>,
  ) {}

  async start(): Promise<void> {
    this.stopping = new AbortController()
    const now = this.deps.clock.now()
    for (const turn of this.turns.values()) {
      turn.ticker.start((since) => this.onTick(turn, since))
      const last = await this.depsOf(turn.job).ledger.last(turn.job.name)
      if (last === undefined) continue
      const undone = last.finishedAt === null || last.error !== null
      if (undone || turn.ticker.missed(last.startedAt, now)) this.onTick(turn, now)
    }
    this.again = setInterval(() => this.startDue(), this.deps.lookAgainMs ?? 1_000)
  }

  async stop(): Promise<void> {
    clearInterval(this.again)
    for (const turn of this.turns.values()) {
      turn.ticker.stop()
      turn.due = undefined
    }
    this.stopping.abort()
    await Promise.all([...this.turns.values()].flatMap((turn) => turn.running ?? []))
  }

  /** Runs the job and then whatever waited for it. Never rejects; undefined when the store did not let it run. */
  run(turn: Turn, since: Instant | undefined): Promise<RunResult | undefined> {
    const run = this.attempt(turn, since).finally(() => (turn.running = undefined))
    turn.running = run
    void run.then((result) => {
      if (result !== undefined) this.startDue()
    })
    return run
  }

  private async attempt(turn: Turn, since: Instant | undefined): Promise<RunResult | undefined> {
    try {
      const result = await runJob(this.depsOf(turn.job), turn.job, since, this.stopping.signal)
      turn.blocked = false
      return result
    } catch (cause) {
      // The turn is not lost: it stays due and is tried again at the next look. Told once, not every second.
      turn.due ??= { since }
      const message = cause instanceof Error ? cause.message : String(cause)
      if (!turn.blocked) {
        this.deps.onTrouble(turn.job.name, { kind: 'unrecorded', message, failuresInARow: 1 })
      }
      turn.blocked = true
      return undefined
    }
  }

  private depsOf(job: Job): RunDeps {
    return job.inEveryProcess === true ? { ...this.deps, lease: freeLease, ledger: this.own } : this.deps
  }

  private onTick(turn: Turn, since: Instant): void {
    if (turn.job.here?.() === false) return
    if (turn.running !== undefined) {
      turn.passedOver += 1
      return
    }
    turn.due = { since }
    this.startDue()
  }

  private startDue(): void {
    if (this.stopping.signal.aborted) return
    for (const turn of this.turns.values()) {
      if (turn.due === undefined || turn.running !== undefined || turn.looking) continue
      if ((turn.job.after ?? []).length > 0) void this.startInOrder(turn)
      else this.begin(turn, turn.due.since)
    }
  }

  private begin(turn: Turn, since: Instant | undefined): void {
    turn.due = undefined
    void this.run(turn, since)
  }

  /** Leaves the turn due where those before it are not done, or where that cannot be read. */
  private async startInOrder(turn: Turn): Promise<void> {
    turn.looking = true
    const ready = await this.othersAreDone(turn.job).catch(() => false)
    turn.looking = false
    if (!ready || turn.due === undefined || turn.running !== undefined) return
    if (!this.stopping.signal.aborted) this.begin(turn, turn.due.since)
  }

  /** Each has succeeded since this one last began well, and none is at it again, in any process. */
  private async othersAreDone(job: Job): Promise<boolean> {
    const own = await this.depsOf(job).ledger.last(job.name)
    const usedUpTo =
      own !== undefined && own.finishedAt !== null && own.error === null ? own.startedAt : undefined
    for (const name of job.after ?? []) {
      const other = this.turns.get(name)
      if (other !== undefined && (other.running !== undefined || other.due !== undefined)) return false
      const last = await (other === undefined ? this.deps : this.depsOf(other.job)).ledger.last(name)
      if (last === undefined || last.finishedAt === null || last.succeededAt === null) return false
      if (last.error !== null || (usedUpTo !== undefined && last.succeededAt <= usedUpTo)) return false
    }
    return true
  }
}

function checkOrder(jobs: readonly Job[]): void {
  const byName = new Map(jobs.map((job) => [job.name, job]))
  if (byName.size !== jobs.length) throw badOrder('Two jobs have the same name.')
  const state = new Map<string, 'open' | 'done'>()
  const visit = (job: Job): void => {
    if (state.get(job.name) === 'done') return
    if (state.get(job.name) === 'open') throw badOrder(`The job ${job.name} comes after itself.`)
    state.set(job.name, 'open')
    for (const name of job.after ?? []) {
      const other = byName.get(name)
      if (other === undefined)
        throw badOrder(`The job ${job.name} comes after ${name}, which does not exist.`)
      visit(other)
    }
    state.set(job.name, 'done')
  }
  jobs.forEach(visit)
}

const badOrder = (message: string): Fault =>
  new Fault({ code: 'bad-configuration', message, advice: 'Correct `after` of the jobs.' })
