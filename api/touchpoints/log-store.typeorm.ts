import { sourceId, touchpointId } from '../../contract/ids'
import { instant } from '../../contract/quantities'
import type { Touchpoint } from '../../contract/touchpoint'
import type { Database, Sql } from '../database'
import { chunks, marks } from '../database'
import { insertOneUnreadable, keepBatches } from './keep-batches.typeorm'
import type { LogStore } from './log-store'
import { packBatch } from './packed-batch'

/** The log in the table `touchpoint_log`; what could not be read in `quarantine`. */
export const createLogStore = (database: Database): LogStore => ({
  keep: (batches) => database.write((tx) => keepBatches(tx, batches)),
  keepIn: (tx, batches) => keepBatches(tx, batches.map(packBatch)),
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
