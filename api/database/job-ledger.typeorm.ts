import type { JobLedger, JobRun } from '../../contract/ports/jobs'
import { instant } from '../../contract/quantities'
import type { Database } from './sql'
import { onConflict } from './sql'

const unfinished = 'The run before this one never finished: its process stopped.'

/** The newest run of every job and the counts of all, in the table `job_run`. */
export function createJobLedger(database: Database): JobLedger {
  const select = 'SELECT * FROM job_run'
  return {
    started: (name, at) =>
      database.write(async (tx) => {
        await tx.run(
          `INSERT INTO job_run (name, started_at, beat_at, finished_at, succeeded_at, error, runs, failures,
           failures_in_a_row) VALUES (?, ?, ?, 0, NULL, NULL, 0, 0, 0)${onConflict(tx.dialect, ['name'], [])}`,
          [name, at, at],
        )
        await tx.run(
          `UPDATE job_run SET error=?, failures=failures+1, failures_in_a_row=failures_in_a_row+1
           WHERE name=? AND finished_at IS NULL`,
          [unfinished, name],
        )
        await tx.run(
          'UPDATE job_run SET started_at=?, beat_at=?, finished_at=NULL, runs=runs+1 WHERE name=?',
          [at, at, name],
        )
      }),
    beat: async (name, at) => {
      await database.write((tx) => tx.run('UPDATE job_run SET beat_at=? WHERE name=?', [at, name]))
    },
    finished: (name, at, error) =>
      database.write(async (tx) => {
        if (error === null) {
          await tx.run(
            `UPDATE job_run SET finished_at=?, beat_at=?, succeeded_at=?, error=NULL, failures_in_a_row=0
             WHERE name=?`,
            [at, at, at, name],
          )
          return
        }
        await tx.run(
          `UPDATE job_run SET finished_at=?, beat_at=?, error=?, failures=failures+1,
           failures_in_a_row=failures_in_a_row+1 WHERE name=?`,
          [at, at, error.slice(0, 2_000), name],
        )
      }),
    last: async (name) => {
      const [row] = await database.read.rows<Row>(`${select} WHERE name=?`, [name])
      return row === undefined ? undefined : toRun(row)
    },
    all: async () => (await database.read.rows<Row>(`${select} ORDER BY name`)).map(toRun),
  }
}

interface Row {
  readonly name: string
  readonly started_at: number
  readonly beat_at: number
  readonly finished_at: number | null
  readonly succeeded_at: number | null
  readonly error: string | null
  readonly runs: number
  readonly failures: number
  readonly failures_in_a_row: number
}

const toRun = (row: Row): JobRun => ({
  name: row.name,
  startedAt: instant(Number(row.started_at)),
  beatAt: instant(Number(row.beat_at)),
  finishedAt: row.finished_at === null ? null : instant(Number(row.finished_at)),
  succeededAt: row.succeeded_at === null ? null : instant(Number(row.succeeded_at)),
  error: row.error,
  runs: Number(row.runs),
  failures: Number(row.failures),
  failuresInARow: Number(row.failures_in_a_row),
})
