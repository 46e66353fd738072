import type { EventMeaning } from '../../contract/ports/door'
import type { ObjectType, Verb } from '../../contract/touchpoint'
import type { Database } from '../database'
import { onConflict } from '../database'

export interface QuarantineItem {
  readonly id: number
  readonly source: number
  readonly reason: string
  readonly detail: string
  readonly eventName: string | null
  readonly raw: string
  readonly receivedAt: number
  readonly resolvedAt: number | null
}

export interface MeaningRow extends EventMeaning {
  readonly sourceKind: string
  readonly eventName: string
}

/** What could not be read, and what people said it means. */
export interface Quarantine {
  list(query: {
    before?: number | undefined
    reason?: string | undefined
    limit: number
  }): Promise<QuarantineItem[]>
  /** By reason and event name, the most frequent first: what a mapping is worth making for. */
  summary(): Promise<{ reason: string; eventName: string | null; count: number }[]>
  meanings(): Promise<MeaningRow[]>
  setMeaning(row: MeaningRow, by: string, now: number): Promise<void>
  /** Unresolved pieces of an event, oldest first, for the backfill. */
  waiting(sourceKind: string, eventName: string, afterId: number, limit: number): Promise<QuarantineItem[]>
  resolve(ids: readonly number[], now: number): Promise<void>
}

export function createQuarantine(database: Database): Quarantine {
  const { read } = database
  return {
    list: async ({ before, reason, limit }) => {
      const parts = ['resolved_at IS NULL']
      const parameters: (string | number)[] = []
      if (before !== undefined) {
        parts.push('id < ?')
        parameters.push(before)
      }
      if (reason !== undefined) {
        parts.push('reason = ?')
        parameters.push(reason)
      }
      const rows = await read.rows<Raw>(
        `SELECT * FROM quarantine WHERE ${parts.join(' AND ')} ORDER BY id DESC LIMIT ${Math.trunc(limit)}`,
        parameters,
      )
      return rows.map(toItem)
    },
    summary: async () => {
      const rows = await read.rows<{ reason: string; event_name: string | null; n: number }>(
        `SELECT reason, event_name, COUNT(*) AS n FROM quarantine WHERE resolved_at IS NULL
         GROUP BY reason, event_name ORDER BY n DESC, reason LIMIT 200`,
      )
      return rows.map((r) => ({ reason: r.reason, eventName: r.event_name, count: Number(r.n) }))
    },
    meanings: async () => {
      const rows = await read.rows<Record<string, string | null>>('SELECT * FROM event_meaning')
      return rows.map((r) => ({
        sourceKind: String(r.source_kind),
        eventName: String(r.event_name),
        verb: r.verb as Verb,
        objectType: r.object_type as ObjectType,
        ...(r.topic === null || r.topic === undefined ? {} : { topic: r.topic }),
      }))
    },
    setMeaning: (row, by, now) =>
      database.write(async (tx) => {
        await tx.run(
          `INSERT INTO event_meaning (source_kind, event_name, verb, object_type, topic, by_whom, at)
           VALUES (?,?,?,?,?,?,?)
           ${onConflict(tx.dialect, ['source_kind', 'event_name'], ['verb', 'object_type', 'topic', 'by_whom', 'at'])}`,
          [row.sourceKind, row.eventName, row.verb, row.objectType, row.topic ?? null, by, now],
        )
      }),
    waiting: async (sourceKind, eventName, afterId, limit) => {
      const rows = await read.rows<Raw>(
        `SELECT q.* FROM quarantine q JOIN source s ON s.id = q.source_id
         WHERE s.kind = ? AND q.event_name = ? AND q.resolved_at IS NULL AND q.id > ?
         ORDER BY q.id LIMIT ${Math.trunc(limit)}`,
        [sourceKind, eventName, afterId],
      )
      return rows.map(toItem)
    },
    resolve: (ids, now) =>
      database.write(async (tx) => {
        for (const id of ids) await tx.run('UPDATE quarantine SET resolved_at = ? WHERE id = ?', [now, id])
      }),
  }
}

interface Raw {
  readonly id: number
  readonly source_id: number
  readonly reason: string
  readonly detail: string
  readonly event_name: string | null
  readonly raw: string
  readonly received_at: number
  readonly resolved_at: number | null
}

const toItem = (r: Raw): QuarantineItem => ({
  id: Number(r.id),
  source: Number(r.source_id),
  reason: r.reason,
  detail: r.detail,
  eventName: r.event_name,
  raw: r.raw,
  receivedAt: Number(r.received_at),
  resolvedAt: r.resolved_at === null ? null : Number(r.resolved_at),
})
