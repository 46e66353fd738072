import type { QueryRunner } from 'typeorm'

import { OURS } from '../column-types'
import type { Dialect } from '../sql'

/**
 * Runs the statements of one migration. MySQL commits each of them by itself, so a process that was killed in between
 * leaves some behind: a table that carries our mark, or an index or a column of such a table, is made already. A table
 * of the same name that is somebody else's still stops the migration.
 */
export async function runStatements(
  runner: QueryRunner,
  dialect: Dialect,
  statements: readonly string[],
): Promise<void> {
  for (const statement of statements) {
    if (dialect === 'mysql' && (await isMade(runner, statement))) continue
    await runner.query(statement)
  }
}

async function isMade(runner: QueryRunner, statement: string): Promise<boolean> {
  const table = /^CREATE TABLE (\w+)/.exec(statement)
  if (table !== null) {
    return isThere(
      runner,
      'SELECT 1 AS made FROM information_schema.TABLES WHERE TABLE_SCHEMA=DATABASE() AND TABLE_NAME=? AND TABLE_COMMENT=?',
      [table[1] ?? '', OURS],
    )
  }
  const column = /^ALTER TABLE (\w+) ADD COLUMN (\w+)/.exec(statement)
  if (column !== null) {
    return isThere(
      runner,
      'SELECT 1 AS made FROM information_schema.COLUMNS WHERE TABLE_SCHEMA=DATABASE() AND TABLE_NAME=? AND COLUMN_NAME=?',
      [column[1] ?? '', column[2] ?? ''],
    )
  }
  const index = /^CREATE INDEX (\w+) ON (\w+)/.exec(statement)
  if (index === null) return false
  return isThere(
    runner,
    'SELECT 1 AS made FROM information_schema.STATISTICS WHERE TABLE_SCHEMA=DATABASE() AND INDEX_NAME=? AND TABLE_NAME=?',
    [index[1] ?? '', index[2] ?? ''],
  )
}

async function isThere(runner: QueryRunner, text: string, values: readonly string[]): Promise<boolean> {
  const rows = (await runner.query(text, [...values])) as unknown[]
  return rows.length > 0
}
