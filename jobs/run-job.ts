import type { Clock } from '../contract/ports/clock'
import type { JobLedger } from '../contract/ports/jobs'
import type { LeasePort } from '../contract/ports/lease'
import type { Instant } from '../contract/quantities'
import { minutes, seconds } from '../contract/quantities'
import type { Job, JobTrouble, OnTrouble } from './job'

export interface RunDeps {
  readonly lease: LeasePort
  readonly ledger: JobLedger
  readonly clock: Clock
  readonly onTrouble: OnTrouble
  /** How often a run says that it is alive; ten seconds unless said otherwise. */
  readonly beatEveryMs?: number
}

export type RunResult =
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'failed'; readonly message: string }
  /** Another process runs it or has just run it. */
  | { readonly kind: 'elsewhere' }

export const DEFAULT_LIMIT = minutes(2)
/** A run that has been told to stop and has not by then counts as stuck. */
const GRACE_MS = 10_000
/** Three beats: one may be late and one may be lost. */
const LEASE = seconds(30)
const BEAT_MS = 10_000

/**
 * Runs a job once, under its lease, with a heartbeat and a time limit, and writes the run down. The promise settles
 * when the job's own promise does, for a run that does not stop must not be joined by a second one.
 *
 * @param unlessSince A run that began then or later has done this turn already.
 */
export async function runJob(
  deps: RunDeps,
  job: Job,
  unlessSince: Instant | undefined,
  stop: AbortSignal,
): Promise<RunResult> {
  const name = `job:${job.name}`
  if ((await deps.lease.acquire(name, LEASE)) === undefined) return { kind: 'elsewhere' }
  try {
    const before = await deps.ledger.last(job.name)
    if (before !== undefined && unlessSince !== undefined && before.startedAt >= unlessSince) {
      return { kind: 'elsewhere' }
    }
    const inARow = before?.failuresInARow ?? 0
    const died = before !== undefined && before.finishedAt === null
    if (died) report(deps, job, 'died', 'The run before this one ended with its process.', inARow + 1)
    await deps.ledger.started(job.name, deps.clock.now())
    return await watched(deps, job, died ? inARow + 1 : inARow, stop)
  } finally {
    await deps.lease.release(name).catch(() => undefined)
  }
}

async function watched(deps: RunDeps, job: Job, inARow: number, stop: AbortSignal): Promise<RunResult> {
  const watch = new Watch(deps, job, inARow, stop)
  try {
    await job.run(watch.signal)
    return await watch.written(watch.verdict)
  } catch (cause) {
    return await watch.written(watch.why(cause))
  } finally {
    await watch.end()
  }
}

/** Keeps one run's lease and heartbeat, and tells it to stop when its time is over. */
class Watch {
  private readonly abort = new AbortController()
  private readonly timers: NodeJS.Timeout[] = []
  private trouble: JobTrouble['kind'] = 'failed'
  private over = false
  private beating: Promise<void> = Promise.resolve()

  constructor(
    private readonly deps: RunDeps,
    private readonly job: Job,
    private readonly inARow: number,
    private readonly stop: AbortSignal,
  ) {
    const limit = job.limit ?? DEFAULT_LIMIT
    const beat = () => {
      this.beating = this.beat()
    }
    this.timers.push(setInterval(beat, deps.beatEveryMs ?? BEAT_MS))
    this.timers.push(setTimeout(() => this.giveUp('too-long', `It ran longer than ${limit} ms.`), limit))
    this.timers.push(setTimeout(() => this.stuck(), limit + GRACE_MS))
    stop.addEventListener('abort', this.onStop)
    if (stop.aborted) this.onStop()
  }

  get signal(): AbortSignal {
    return this.abort.signal
  }

  /** Of a run that returned. One that was told to stop and returned has failed, unless only the hub was stopping: it came to its end. */
  get verdict(): string | null {
    return this.trouble === 'failed' ? null : messageOf(this.abort.signal.reason)
  }

  /** The reason to write down: ours where we stopped the run, otherwise the run's own. */
  why(cause: unknown): string {
    return messageOf(this.abort.signal.aborted ? this.abort.signal.reason : cause)
  }

  /** Writes the end down. What cannot be written is reported and does not hide how the run ended. */
  async written(error: string | null): Promise<RunResult> {
    await this.end()
    try {
      await this.deps.ledger.finished(this.job.name, this.deps.clock.now(), error)
    } catch (cause) {
      report(this.deps, this.job, 'unrecorded', messageOf(cause), this.inARow + 1)
    }
    if (error === null) return { kind: 'succeeded' }
    // Stopping the hub is nobody's trouble, and an overlong run was reported when it happened.
    if (this.trouble === 'failed' && !this.stop.aborted) {
      report(this.deps, this.job, 'failed', error, this.inARow + 1)
    }
    return { kind: 'failed', message: error }
  }

  /** Waits for a beat that is on its way, lest it take the lease again after it was given back. */
  async end(): Promise<void> {
    this.over = true
    for (const timer of this.timers) clearTimeout(timer)
    this.stop.removeEventListener('abort', this.onStop)
    await this.beating
  }

  private readonly onStop = () => this.abort.abort(new Error('The hub is being stopped.'))

  /** The lease stays ours even when the run does not heed its signal: better one stuck run than two at once. */
  private async beat(): Promise<void> {
    const { lease, ledger, clock } = this.deps
    try {
      const epoch = await lease.acquire(`job:${this.job.name}`, LEASE)
      if (this.over) return
      if (epoch === undefined) return this.giveUp('lost-lease', 'Another process has taken the job over.')
      await ledger.beat(this.job.name, clock.now())
    } catch {
      // The store is away for the moment; the next beat tries again, and the lease outlives two missed ones.
    }
  }

  private giveUp(kind: JobTrouble['kind'], message: string): void {
    if (this.abort.signal.aborted) return
    this.trouble = kind
    this.abort.abort(new Error(message))
    report(this.deps, this.job, kind, message, this.inARow + 1)
  }

  private stuck(): void {
    if (this.over) return
    report(
      this.deps,
      this.job,
      'stuck',
      'It was told to stop and did not; restart the process.',
      this.inARow + 1,
    )
  }
}

function report(deps: RunDeps, job: Job, kind: JobTrouble['kind'], message: string, inARow: number): void {
  deps.onTrouble(job.name, { kind, message, failuresInARow: inARow })
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
