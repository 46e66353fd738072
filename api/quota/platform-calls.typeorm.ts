import type { Platform } from '../../contract/people'
import type { Database } from '../database'
import { onConflict } from '../database'

export interface CallsOfMonth {
  readonly platform: Platform
  readonly month: string
  readonly calls: number
}

export interface CallStore {
  /** Adds to what is there, all of it or nothing. */
  add(more: readonly CallsOfMonth[]): Promise<void>
  calls(platform: Platform, month: string): Promise<number>
}

/** One row for each platform and month in the table `platform_calls`; a year of them is 24 rows. */
export const createCallStore = (database: Database): CallStore => ({
  add: (more) =>
    database.write(async (tx) => {
      for (const { platform, month, calls } of more) {
        await tx.run(
          `INSERT INTO platform_calls (platform, month, calls) VALUES (?, ?, 0)${onConflict(tx.dialect, ['platform', 'month'], [])}`,
          [platform, month],
        )
        await tx.run('UPDATE platform_calls SET calls = calls + ? WHERE platform = ? AND month = ?', [
          calls,
          platform,
          month,
        ])
      }
    }),
  calls: async (platform, month) => {
    const [row] = await database.read.rows<{ calls: number }>(
      'SELECT calls FROM platform_calls WHERE platform = ? AND month = ?',
      [platform, month],
    )
    return Number(row?.calls ?? 0)
  },
})
