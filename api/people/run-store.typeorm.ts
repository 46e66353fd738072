import type { Platform } from '../../contract/people'
import type { DirectoryTrouble } from '../../contract/ports/directory'
import type { Instant } from '../../contract/quantities'
import { instant } from '../../contract/quantities'
import type { Role } from '../../contract/people'
import type { Sql, SqlValue } from '../database'
import { chunks, tuples } from '../database'
import type { DirectoryChange } from './domain/directory-changes'
import type { Unclear } from './domain/join-accounts'

export const runOutcomes = [
  'applied',
  'dry-run', // nothing was changed, because nothing was to be
  'held', // too many would have left; somebody must say yes
  'refused', // no platform could be read, or nobody was left to take over
] as const
export type RunOutcome = (typeof runOutcomes)[number]

/** What one platform answered. */
export interface PlatformReading {
  readonly platform: Platform
  readonly people: number
  readonly departments: number
  readonly calls: number
  readonly trouble: { readonly kind: DirectoryTrouble; readonly code: string; readonly detail: string } | null
}

/** One sync, as it is kept. */
export interface DirectoryRun {
  readonly id: number
  readonly at: Instant
  /** `nightly`, or who asked for it. */
  readonly by: string
  readonly outcome: RunOutcome
  readonly readings: readonly PlatformReading[]
  readonly added: number
  readonly changed: number
  readonly removed: number
  readonly unchanged: number
  readonly joined: number
  /** Customers whose owner has left and who need another one. */
  readonly ownedByRemoved: number
  /** Members that the platforms read could have shown, before this run. */
  readonly expected: number
  readonly leftOut: number
  readonly roles: Readonly<Record<Role, number>>
  readonly circles: readonly string[]
  /** At most 50; `unclearInAll` counts the rest. */
  readonly unclear: readonly Unclear[]
  readonly unclearInAll: number
  readonly changes: readonly DirectoryChange[]
}

type Body = Pick<
  DirectoryRun,
  'readings' | 'expected' | 'leftOut' | 'roles' | 'circles' | 'unclear' | 'unclearInAll'
>

/** Writes the run and a line for every person it touched; the id is the run's. */
export async function insertRun(
  tx: Sql,
  run: Omit<DirectoryRun, 'id'>,
  idOf: (change: DirectoryChange) => number,
): Promise<number> {
  const { readings, expected, leftOut, roles, circles, unclear, unclearInAll } = run
  const body: Body = { readings, expected, leftOut, roles, circles, unclear, unclearInAll }
  await tx.run(
    `INSERT INTO directory_run
     (at, done_by, outcome, added, changed, removed, unchanged, joined, owned_by_removed, body)
     VALUES (?,?,?,?,?,?,?,?,?,?)`,
    [run.at, run.by, run.outcome, run.added, run.changed, run.removed, run.unchanged, run.joined,
      run.ownedByRemoved, JSON.stringify(body)],
  ) // prettier-ignore
  const [row] = await tx.rows<{ id: number }>('SELECT MAX(id) AS id FROM directory_run')
  const id = Number(row?.id)
  for (const some of chunks(run.changes, 100))
    await tx.run(
      `INSERT INTO directory_change (run_id, member_id, what, detail) VALUES ${tuples(some.length, 4)}`,
      some.flatMap((change): SqlValue[] => [id, idOf(change), change.what, JSON.stringify(change)]),
    )
  return id
}

/** Newest first, with at most `changes` lines each. */
export async function readRuns(sql: Sql, limit: number, changes: number): Promise<DirectoryRun[]> {
  const rows = await sql.rows<RunRow>('SELECT * FROM directory_run ORDER BY id DESC LIMIT ?', [limit])
  const runs: DirectoryRun[] = []
  for (const row of rows) {
    const lines = await sql.rows<{ detail: string }>(
      'SELECT detail FROM directory_change WHERE run_id=? ORDER BY id LIMIT ?',
      [row.id, changes],
    )
    runs.push(
      toRun(
        row,
        lines.map((l) => JSON.parse(l.detail) as DirectoryChange),
      ),
    )
  }
  return runs
}

interface RunRow {
  readonly id: number
  readonly at: number
  readonly done_by: string
  readonly outcome: string
  readonly added: number
  readonly changed: number
  readonly removed: number
  readonly unchanged: number
  readonly joined: number
  readonly owned_by_removed: number
  readonly body: string
}

const toRun = (row: RunRow, changes: readonly DirectoryChange[]): DirectoryRun => ({
  ...(JSON.parse(row.body) as Body),
  id: Number(row.id),
  at: instant(Number(row.at)),
  by: row.done_by,
  outcome: row.outcome as RunOutcome,
  added: Number(row.added),
  changed: Number(row.changed),
  removed: Number(row.removed),
  unchanged: Number(row.unchanged),
  joined: Number(row.joined),
  ownedByRemoved: Number(row.owned_by_removed),
  changes,
})
