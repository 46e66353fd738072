import type { Database } from '../database'
import { onConflict } from '../database'

export interface SourceRow {
  readonly id: number
  readonly name: string
  readonly kind: string
  readonly keyHash: string
  readonly perSecond: number
  readonly disabled: boolean
}

export interface SourceStore {
  all(): Promise<SourceRow[]>
  /** Keeps the old row when the name is taken. */
  insert(row: {
    readonly name: string
    readonly kind: string
    readonly keyHash: string
    readonly perSecond: number
    readonly createdAt: number
  }): Promise<void>
  rotate(name: string, keyHash: string): Promise<boolean>
}

export const createSourceStore = (database: Database): SourceStore => ({
  all: async () => {
    const rows = await database.read.rows<Record<string, string | number | null>>(
      'SELECT id, name, kind, key_hash, per_second, disabled_at FROM source ORDER BY id',
    )
    return rows.map((r) => ({
      id: Number(r.id),
      name: String(r.name),
      kind: String(r.kind),
      keyHash: String(r.key_hash),
      perSecond: Number(r.per_second),
      disabled: r.disabled_at !== null,
    }))
  },
  insert: (row) =>
    database.write(async (tx) => {
      await tx.run(
        `INSERT INTO source (name, kind, key_hash, per_second, created_at) VALUES (?,?,?,?,?)
         ${onConflict(tx.dialect, ['name'], [])}`,
        [row.name, row.kind, row.keyHash, row.perSecond, row.createdAt],
      )
    }),
  rotate: (name, keyHash) =>
    database.write(
      async (tx) => (await tx.run('UPDATE source SET key_hash = ? WHERE name = ?', [keyHash, name])) > 0,
    ),
})
