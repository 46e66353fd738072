import type { Receipt, Unreadable } from '../../contract/ports/inbox'
import type { Sql } from '../database/sql'
import { chunks, evenChunks, marks, onConflict, tuples } from '../database/sql'
import type { PackedBatch } from './packed-batch'

const ROWS_PER_STATEMENT = 1_000

/** One row of the log before it has a position. */
interface Row {
  readonly batch: number
  readonly source: number
  readonly eventId: string
  readonly receivedAt: number
  readonly body: string
}

/** Keeps all batches in the transaction and says per batch what was new. */
export async function keepBatches(tx: Sql, batches: readonly PackedBatch[]): Promise<Receipt[]> {
  const rows = distinctRows(batches)
  const before = await tailOf(tx)
  const accepted = await insertRows(tx, rows, before, batches.length)
  const quarantined = await insertUnreadable(tx, batches)
  return batches.map((batch, i) => ({
    accepted: accepted[i] ?? 0,
    repeated: batch.eventIds.length - (accepted[i] ?? 0),
    quarantined: quarantined[i] ?? 0,
  }))
}

/**
 * The last position before this transaction. On MySQL the row lock makes commits follow each other across processes,
 * so that positions become visible in order and no reader passes one that is still to come.
 */
async function tailOf(tx: Sql): Promise<number> {
  if (tx.dialect === 'mysql') await tx.run('UPDATE log_tail SET touched = touched + 1 WHERE id = 1')
  const [row] = await tx.rows<{ seq: number | null }>('SELECT MAX(seq) AS seq FROM touchpoint_log')
  return Number(row?.seq ?? 0)
}

function distinctRows(batches: readonly PackedBatch[]): Row[] {
  const rows = new Map<string, Row>()
  batches.forEach((batch, i) => {
    batch.eventIds.forEach((eventId, k) => {
      const key = `${batch.source}|${eventId}`
      if (rows.has(key)) return
      const { source, receivedAt } = batch
      rows.set(key, { batch: i, source, eventId, receivedAt, body: batch.bodies[k] ?? '' })
    })
  })
  return [...rows.values()]
}

async function insertRows(tx: Sql, rows: readonly Row[], before: number, batches: number): Promise<number[]> {
  const accepted = new Array<number>(batches).fill(0)
  let inserted = 0
  const pieces = tx.dialect === 'sqlite' ? evenChunks(rows) : chunks(rows, ROWS_PER_STATEMENT)
  for (const some of pieces) inserted += await insertSome(tx, some)
  if (inserted === rows.length) {
    for (const row of rows) accepted[row.batch] = (accepted[row.batch] ?? 0) + 1
    return accepted
  }
  const fresh = await keysAfter(tx, before)
  for (const row of rows) {
    if (fresh.has(`${row.source}|${row.eventId}`)) accepted[row.batch] = (accepted[row.batch] ?? 0) + 1
  }
  return accepted
}

const insertSome = (tx: Sql, rows: readonly Row[]): Promise<number> =>
  tx.run(
    `INSERT INTO touchpoint_log (source_id, source_event_id, received_at, body) VALUES ${tuples(rows.length, 4)}
     ${onConflict(tx.dialect, tx.dialect === 'sqlite' ? ['source_id', 'source_event_id'] : ['source_id'], [])}`,
    rows.flatMap((r) => [r.source, r.eventId, r.receivedAt, r.body]),
  )

async function keysAfter(tx: Sql, before: number): Promise<Set<string>> {
  const rows = await tx.rows<{ source_id: number; source_event_id: string }>(
    'SELECT source_id, source_event_id FROM touchpoint_log WHERE seq > ?',
    [before],
  )
  return new Set(rows.map((r) => `${r.source_id}|${r.source_event_id}`))
}

async function insertUnreadable(tx: Sql, batches: readonly PackedBatch[]): Promise<number[]> {
  const counts: number[] = []
  for (const batch of batches) {
    let count = 0
    for (const piece of batch.unreadable) count += await insertOneUnreadable(tx, batch, piece)
    counts.push(count)
  }
  return counts
}

/** 1 when it was new. */
export const insertOneUnreadable = (
  tx: Sql,
  batch: Pick<PackedBatch, 'source' | 'receivedAt'>,
  piece: Unreadable,
): Promise<number> =>
  tx.run(
    `INSERT INTO quarantine (source_id, source_event_id, reason, detail, event_name, raw, received_at)
     VALUES (${marks(7)})${onConflict(tx.dialect, ['source_id', 'source_event_id'], [])}`,
    [
      batch.source,
      piece.sourceEventId,
      piece.reason,
      piece.detail,
      piece.eventName,
      piece.raw,
      batch.receivedAt,
    ],
  )
