import type { Millis } from '../contract/quantities'

/** Something that is done again and again. Safe to run twice. */
export interface Job {
  readonly name: string
  readonly when: Cadence
  /**
   * Jobs whose output this one works on. It waits until each of them has succeeded since it last began itself, so it
   * never runs before, during or instead of them.
   */
  readonly after?: readonly string[]
  /**
   * Whether this process may run it now, asked at every turn: for what only the holder of some right can do. Where it
   * says no, the turn is left to another process.
   */
  readonly here?: () => boolean
  /** Every process does it for itself (its own caches): no lease keeps the processes apart and no ledger is kept. */
  readonly inEveryProcess?: true
  /** How long a run may take before it is told to stop; two minutes unless said otherwise. */
  readonly limit?: Millis
  /** Stops soon after the signal is aborted: rejects where its work is not done by then, or resolves where it is. */
  run(signal: AbortSignal): Promise<void>
}

/** Cron with five fields (or six, seconds first) in the schedule's time zone, or a number of seconds. */
export type Cadence = { readonly cron: string } | { readonly everySeconds: number }

/** What went wrong with a job, for whoever is to hear of it. */
export interface JobTrouble {
  readonly kind: 'failed' | 'too-long' | 'stuck' | 'died' | 'lost-lease' | 'unrecorded'
  readonly message: string
  /** This one included. */
  readonly failuresInARow: number
}

export type OnTrouble = (job: string, trouble: JobTrouble) => void
