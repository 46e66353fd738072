import type { Instant } from '../quantities'

/** The newest run of one job, with the counts of all of them. */
export interface JobRun {
  readonly name: string
  readonly startedAt: Instant
  /** When the run last said that it is alive. */
  readonly beatAt: Instant
  /** Null while it runs, or when its process died. */
  readonly finishedAt: Instant | null
  readonly succeededAt: Instant | null
  /** Why the newest run failed, null when it did not. */
  readonly error: string | null
  readonly runs: number
  readonly failures: number
  readonly failuresInARow: number
}

/** What is known of the jobs' runs, by every process alike. */
export interface JobLedger {
  /** Counts the run. A run before it that never finished is counted as failed. */
  started(name: string, at: Instant): Promise<void>
  beat(name: string, at: Instant): Promise<void>
  finished(name: string, at: Instant, error: string | null): Promise<void>
  last(name: string): Promise<JobRun | undefined>
  all(): Promise<readonly JobRun[]>
}
