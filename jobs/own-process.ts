import type { JobLedger, JobRun } from '../contract/ports/jobs'
import type { LeasePort } from '../contract/ports/lease'

/** The lease of jobs that every process does for itself: it is always free, for the schedule overlaps nothing anyway. */
export const freeLease: LeasePort = {
  acquire: async () => 1,
  release: async () => undefined,
}

/** The account of such jobs, in memory. */
export function ownLedger(): JobLedger {
  const runs = new Map<string, JobRun>()
  const change = (name: string, to: (run: JobRun) => Partial<JobRun>): void => {
    const run = runs.get(name)
    if (run !== undefined) runs.set(name, { ...run, ...to(run) })
  }
  return {
    started: async (name, at) => {
      const { runs: done, failures, failuresInARow, succeededAt, error } = runs.get(name) ?? none
      const counts = { runs: done + 1, failures, failuresInARow, succeededAt, error }
      runs.set(name, { name, startedAt: at, beatAt: at, finishedAt: null, ...counts })
    },
    beat: async (name, at) => change(name, () => ({ beatAt: at })),
    finished: async (name, at, error) =>
      change(name, (run) =>
        error === null
          ? { finishedAt: at, succeededAt: at, error, failuresInARow: 0 }
          : { finishedAt: at, error, failures: run.failures + 1, failuresInARow: run.failuresInARow + 1 },
      ),
    last: async (name) => runs.get(name),
    all: async () => [...runs.values()],
  }
}

const none = { runs: 0, failures: 0, failuresInARow: 0, succeededAt: null, error: null }
