import type { ContactTrouble } from '../../contract/ports/contacts'
import type { Instant } from '../../contract/quantities'
import { instant } from '../../contract/quantities'
import type { Sql, SqlValue } from '../database'
import { chunks, tuples } from '../database'
import type { Conflict, ConflictKind } from './domain/conflicts'

export const contactOutcomes = [
  'applied',
  'partial', // what was read was taken over; nobody was taken for absent
  'dry-run', // nothing was changed, because nothing was to be
  'held', // too many would be marked as left; somebody must say yes
  'refused', // nothing could be read
  'interrupted', // it never came to its end; the next one does its work
] as const
export type ContactOutcome = (typeof contactOutcomes)[number]

/** One sync, as it is kept. */
export interface ContactRun {
  readonly id: number
  readonly at: Instant
  /** `nightly`, or who asked for it. */
  readonly by: string
  readonly outcome: ContactOutcome
  readonly followUsers: number
  readonly pairs: number
  readonly calls: number
  readonly trouble: ContactTrouble | null
  /** Whose contacts could not be read; at most 20, `unreadInAll` counts the rest. */
  readonly unread: readonly { readonly userId: string; readonly trouble: ContactTrouble }[]
  readonly unreadInAll: number
  readonly added: number
  readonly changed: number
  readonly cameBack: number
  readonly unchanged: number
  readonly left: number
  /** Contacts whom somebody had before this run. */
  readonly before: number
  /** Touchpoints handed in: new customers, and customers of whom something new is to be said. */
  readonly said: number
  readonly conflicts: Readonly<Partial<Record<ConflictKind, number>>>
}

/** Runs whose conflicts are kept one by one; of older ones the counts stay. */
const MOST_LISTED = 30

type Body = Omit<ContactRun, 'id' | 'at' | 'by' | 'outcome'>

/** Written as interrupted, which it is until it has come to its end. */
export async function beginRun(tx: Sql, at: Instant, by: string): Promise<number> {
  await tx.run('INSERT INTO contact_run (at, done_by, outcome, body) VALUES (?,?,?,?)', [
    at,
    by,
    'interrupted',
    JSON.stringify(nothing),
  ])
  const [row] = await tx.rows<{ id: number }>('SELECT MAX(id) AS id FROM contact_run')
  return Number(row?.id)
}

const nothing: Body = {
  ...{ followUsers: 0, pairs: 0, calls: 0, trouble: null, unread: [], unreadInAll: 0 },
  ...{ added: 0, changed: 0, cameBack: 0, unchanged: 0, left: 0, before: 0, said: 0, conflicts: {} },
}

export async function endRun(tx: Sql, run: ContactRun): Promise<void> {
  const { id, at: _at, by: _by, outcome, ...body } = run
  await tx.run('UPDATE contact_run SET outcome=?, body=? WHERE id=?', [outcome, JSON.stringify(body), id])
  await tx.run('DELETE FROM contact_conflict WHERE run_id <= ?', [id - MOST_LISTED])
}

export async function keepConflicts(tx: Sql, run: number, conflicts: readonly Conflict[]): Promise<void> {
  for (const some of chunks(conflicts, 100))
    await tx.run(
      `INSERT INTO contact_conflict (run_id, kind, external_id, body) VALUES ${tuples(some.length, 4)}`,
      some.flatMap((conflict): SqlValue[] => [
        run,
        conflict.kind,
        'externalId' in conflict ? conflict.externalId : '',
        JSON.stringify(conflict),
      ]),
    )
}

/** Newest first. */
export async function readRuns(sql: Sql, limit: number): Promise<ContactRun[]> {
  const rows = await sql.rows<{ id: number; at: number; done_by: string; outcome: string; body: string }>(
    'SELECT id, at, done_by, outcome, body FROM contact_run ORDER BY id DESC LIMIT ?',
    [limit],
  )
  return rows.map((row) => ({
    ...(JSON.parse(row.body) as Body),
    id: Number(row.id),
    at: instant(Number(row.at)),
    by: row.done_by,
    outcome: row.outcome as ContactOutcome,
  }))
}

export interface ConflictPage {
  /** The newest where it is left out. */
  readonly run?: number
  readonly kind?: ConflictKind
  readonly limit: number
  readonly offset: number
}

export async function readConflicts(
  sql: Sql,
  { run, kind, limit, offset }: ConflictPage,
): Promise<Conflict[]> {
  const rows = await sql.rows<{ body: string }>(
    `SELECT body FROM contact_conflict
     WHERE run_id = ${run === undefined ? '(SELECT MAX(id) FROM contact_run)' : '?'}
     ${kind === undefined ? '' : 'AND kind = ?'} ORDER BY id LIMIT ? OFFSET ?`,
    [...(run === undefined ? [] : [run]), ...(kind === undefined ? [] : [kind]), limit, offset],
  )
  return rows.map((row) => JSON.parse(row.body) as Conflict)
}
