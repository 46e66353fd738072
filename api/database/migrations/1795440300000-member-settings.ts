import type { MigrationInterface, QueryRunner } from 'typeorm'

import { columnTypes } from '../column-types'
import { runStatements } from './run-statements'

/** What each member has chosen about being told. */
export class MemberSettings1795440300000 implements MigrationInterface {
  readonly name = 'MemberSettings1795440300000'

  async up(runner: QueryRunner): Promise<void> {
    const dialect = runner.connection.options.type === 'mysql' ? 'mysql' : 'sqlite'
    const t = columnTypes(dialect)
    await runStatements(runner, dialect, [
      `CREATE TABLE member_setting (
        member_id ${t.big} NOT NULL PRIMARY KEY, quiet_from ${t.key(5)}, quiet_to ${t.key(5)},
        digest_at ${t.key(5)}, changed_at ${t.big} NOT NULL)${t.clustered}`,
    ])
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE IF EXISTS member_setting')
  }
}
