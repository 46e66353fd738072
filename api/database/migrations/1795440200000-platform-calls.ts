import type { MigrationInterface, QueryRunner } from 'typeorm'

import { columnTypes } from '../column-types'
import { runStatements } from './run-statements'

/** Calls that the chat platforms counted, by month. */
export class PlatformCalls1795440200000 implements MigrationInterface {
  readonly name = 'PlatformCalls1795440200000'

  async up(runner: QueryRunner): Promise<void> {
    const dialect = runner.connection.options.type === 'mysql' ? 'mysql' : 'sqlite'
    const t = columnTypes(dialect)
    await runStatements(runner, dialect, [
      `CREATE TABLE platform_calls (
        platform ${t.key(20)} NOT NULL, month ${t.key(7)} NOT NULL, calls ${t.big} NOT NULL,
        PRIMARY KEY (platform, month))${t.clustered}`,
    ])
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE IF EXISTS platform_calls')
  }
}
