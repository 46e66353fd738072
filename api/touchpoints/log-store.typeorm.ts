import { sourceId, touchpointId } from '../../contract/ids'
import type { ArrivedBatch, Receipt, Unreadable } from '../../contract/ports/inbox'
import { instant } from '../../contract/quantities'
import type { NewTouchpoint, Touchpoint } from '../../contract/touchpoint'
import type { Database, Sql } from '../database'
import { chunks, evenChunks, marks, onConflict, tuples } from '../database'
import type { LogStore } from './log-store'

const ROWS_PER_STATEMENT = 1_000

/** The log in the table `touchpoint_log`; what could not be read in `quarantine`. */
export const createLogStore = (database: Database): LogStore => ({
  keep: (batches) => database.write((tx) => keep(tx, batches)),
  keepIn: keep,
  readAfter: (position, limit) => readAfter(database.read, position, limit),
  putAside: async (tx, t, reason) => {
    await insertOneUnreadable(
      tx,
      { source: t.source, receivedAt: t.receivedAt },
      {
        reason: 'not-processable',
        detail: reason,
        eventName: t.verb,
        sourceEventId: t.sourceEventId,
        raw: JSON.stringify(t).slice(0, 32_768),
      },
    )
  },
  readByIds: async (ids) => {
    const found: Touchpoint[] = []
    for (const some of chunks(ids, 500)) found.push(...(await readIn(database.read, some)))
    return found
  },
  head: async () => {
    const [row] = await database.read.rows<{ seq: number | null }>(
      'SELECT MAX(seq) AS seq FROM touchpoint_log',
    )
    return Number(row?.seq ?? 0)
  },
  firstReceivedAfter: async (position) => {
    const [row] = await database.read.rows<{ received_at: number }>(
      'SELECT received_at FROM touchpoint_log WHERE seq > ? ORDER BY seq LIMIT 1',
      [position],
    )
    return row === undefined ? undefined : Number(row.received_at)
  },
  countBySource: async () => {
    const rows = await database.read.rows<{ source_id: number; n: number; at: number }>(
      'SELECT source_id, COUNT(*) AS n, MAX(received_at) AS at FROM touchpoint_log GROUP BY source_id',
    )
    return rows.map((r) => ({
      source: sourceId(Number(r.source_id)),
      touchpoints: Number(r.n),
      lastReceivedAt: Number(r.at),
    }))
  },
})

/** One row of the log before it has a position. */
interface Row {
  readonly batch: number
  readonly source: number
  readonly eventId: string
  readonly receivedAt: number
  readonly body: string
}

async function keep(tx: Sql, batches: readonly ArrivedBatch[]): Promise<Receipt[]> {
  const rows = distinctRows(batches)
  const before = await tailOf(tx)
  const accepted = await insertRows(tx, rows, before, batches.length)
  const quarantined = await insertUnreadable(tx, batches)
  return batches.map((batch, i) => ({
    accepted: accepted[i] ?? 0,
    repeated: batch.touchpoints.length - (accepted[i] ?? 0),
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

function distinctRows(batches: readonly ArrivedBatch[]): Row[] {
  const rows = new Map<string, Row>()
  batches.forEach((batch, i) => {
    for (const t of batch.touchpoints) {
      const key = `${batch.source}|${t.sourceEventId}`
      if (rows.has(key)) continue
      rows.set(key, {
        batch: i,
        source: batch.source,
        eventId: t.sourceEventId,
        receivedAt: batch.receivedAt,
        body: bodyOf(t),
      })
    }
  })
  return [...rows.values()]
}

/** The touchpoint without what the row's own columns say. */
function bodyOf(t: NewTouchpoint): string {
  const { sourceEventId: _column, ...body } = t
  return JSON.stringify(body)
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

async function insertUnreadable(tx: Sql, batches: readonly ArrivedBatch[]): Promise<number[]> {
  const counts: number[] = []
  for (const batch of batches) {
    let count = 0
    for (const piece of batch.unreadable) count += await insertOneUnreadable(tx, batch, piece)
    counts.push(count)
  }
  return counts
}

const insertOneUnreadable = (
  tx: Sql,
  batch: Pick<ArrivedBatch, 'source' | 'receivedAt'>,
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

interface LogRow {
  readonly seq: number
  readonly source_id: number
  readonly source_event_id: string
  readonly received_at: number
  readonly body: string
}

async function readAfter(read: Sql, position: number, limit: number): Promise<Touchpoint[]> {
  const rows = await read.rows<LogRow>(
    `SELECT seq, source_id, source_event_id, received_at, body FROM touchpoint_log
     WHERE seq > ? ORDER BY seq LIMIT ${Math.trunc(limit)}`,
    [position],
  )
  return rows.map(toTouchpoint)
}

async function readIn(read: Sql, ids: readonly number[]): Promise<Touchpoint[]> {
  if (ids.length === 0) return []
  const rows = await read.rows<LogRow>(
    `SELECT seq, source_id, source_event_id, received_at, body FROM touchpoint_log
     WHERE seq IN (${marks(ids.length)}) ORDER BY seq`,
    [...ids],
  )
  return rows.map(toTouchpoint)
}

function toTouchpoint(row: LogRow): Touchpoint {
  const t = JSON.parse(row.body) as Record<string, unknown>
  t.id = touchpointId(Number(row.seq))
  t.source = sourceId(Number(row.source_id))
  t.sourceEventId = row.source_event_id
  t.receivedAt = instant(Number(row.received_at))
  return t as unknown as Touchpoint
}
