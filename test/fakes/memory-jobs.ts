import type { JobLedger, JobRun } from '../../contract/ports/jobs'
import type { LeasePort } from '../../contract/ports/lease'
import type { Instant } from '../../contract/quantities'

/** Leases that several schedules of one test share; each `of` is another process. Time never ends one. */
export class MemoryLeases {
  private readonly held = new Map<string, { holder: number; epoch: number }>()
  private made = 0

  of(): LeasePort {
    const me = (this.made += 1)
    return {
      acquire: async (name) => {
        const held = this.held.get(name)
        if (held !== undefined && held.holder !== 0 && held.holder !== me) return undefined
        const epoch = held === undefined ? 1 : held.holder === me ? held.epoch : held.epoch + 1
        this.held.set(name, { holder: me, epoch })
        return epoch
      },
      release: async (name) => {
        const held = this.held.get(name)
        if (held?.holder === me) this.held.set(name, { ...held, holder: 0 })
      },
    }
  }

  /** As if the lease had run out and somebody else had taken it. */
  steal(name: string): void {
    this.held.set(name, { holder: -1, epoch: 99 })
  }
}

/** A ledger in memory that keeps the same account as the one in the database. */
export class MemoryLedger implements JobLedger {
  readonly runs = new Map<string, JobRun>()

  async started(name: string, at: Instant): Promise<void> {
    const before = this.runs.get(name)
    const died = before !== undefined && before.finishedAt === null ? 1 : 0
    this.runs.set(name, {
      name,
      startedAt: at,
      beatAt: at,
      finishedAt: null,
      succeededAt: before?.succeededAt ?? null,
      error: died === 1 ? 'died' : (before?.error ?? null),
      runs: (before?.runs ?? 0) + 1,
      failures: (before?.failures ?? 0) + died,
      failuresInARow: (before?.failuresInARow ?? 0) + died,
    })
  }

  async beat(name: string, at: Instant): Promise<void> {
    this.change(name, () => ({ beatAt: at }))
  }

  async finished(name: string, at: Instant, error: string | null): Promise<void> {
    this.change(name, (run) =>
      error === null
        ? { finishedAt: at, succeededAt: at, error, failuresInARow: 0 }
        : { finishedAt: at, error, failures: run.failures + 1, failuresInARow: run.failuresInARow + 1 },
    )
  }

  async last(name: string): Promise<JobRun | undefined> {
    return this.runs.get(name)
  }

  async all(): Promise<readonly JobRun[]> {
    return [...this.runs.values()]
  }

  private change(name: string, to: (run: JobRun) => Partial<JobRun>): void {
    const run = this.runs.get(name)
    if (run !== undefined) this.runs.set(name, { ...run, ...to(run) })
  }
}
