import { instant } from '../../contract/quantities'
import type { Database } from '../database'
import { onConflict } from '../database'
import type { ImportLedger, ImportRun } from './import-ledger'

/** Runs in the table `import_run`. */
export const createImportLedger = (database: Database): ImportLedger => ({
  begin: ({ key, file, source }) =>
    database.write(async (tx) => {
      await tx.run(
        `INSERT INTO import_run (file_hash, file, source_id, rows_done, accepted, repeated, failed, finished_at)
         VALUES (?, ?, ?, 0, 0, 0, 0, NULL)${onConflict(tx.dialect, ['file_hash'], [])}`,
        [key, file, source],
      )
      const [row] = await tx.rows<Row>('SELECT * FROM import_run WHERE file_hash = ?', [key])
      return toRun(row)
    }),
  save: async (key, { rowsDone, accepted, repeated, failed }, finishedAt) => {
    await database.write((tx) =>
      tx.run(
        `UPDATE import_run SET rows_done = ?, accepted = ?, repeated = ?, failed = ?, finished_at = ?
         WHERE file_hash = ?`,
        [rowsDone, accepted, repeated, failed, finishedAt, key],
      ),
    )
  },
})

interface Row {
  readonly rows_done: number
  readonly accepted: number
  readonly repeated: number
  readonly failed: number
  readonly finished_at: number | null
}

const toRun = (row: Row | undefined): ImportRun => ({
  rowsDone: Number(row?.rows_done ?? 0),
  accepted: Number(row?.accepted ?? 0),
  repeated: Number(row?.repeated ?? 0),
  failed: Number(row?.failed ?? 0),
  finishedAt: row === undefined || row.finished_at === null ? null : instant(Number(row.finished_at)),
})
