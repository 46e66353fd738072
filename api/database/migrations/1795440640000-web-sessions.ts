import type { MigrationInterface, QueryRunner } from 'typeorm'

import { columnTypes } from '../column-types'
import { runStatements } from './run-statements'

/** Who is logged in at a browser, and who has gone to a platform to be recognised. */
export class WebSessions1795440640000 implements MigrationInterface {
  readonly name = 'WebSessions1795440640000'

  async up(runner: QueryRunner): Promise<void> {
    const dialect = runner.connection.options.type === 'mysql' ? 'mysql' : 'sqlite'
    const t = columnTypes(dialect)
    await runStatements(runner, dialect, [
      `CREATE TABLE web_session (
        hash ${t.key(64)} NOT NULL PRIMARY KEY, member_id ${t.big} NOT NULL, platform ${t.key(16)} NOT NULL,
        created_at ${t.big} NOT NULL, seen_at ${t.big} NOT NULL)${t.clustered}`,
      'CREATE INDEX web_session_member ON web_session (member_id, created_at)',
      `CREATE TABLE web_login (
        id ${t.big} NOT NULL PRIMARY KEY, platform ${t.key(16)} NOT NULL, browser ${t.key(64)} NOT NULL,
        target ${t.key(500)} NOT NULL, expires_at ${t.big} NOT NULL)${t.clustered}`,
      'CREATE INDEX web_login_end ON web_login (expires_at)',
      'CREATE INDEX follow_up_customer ON follow_up (customer_id, decision_id)',
    ])
  }

  async down(runner: QueryRunner): Promise<void> {
    const of = runner.connection.options.type === 'mysql' ? ' ON follow_up' : ''
    await runner.query(`DROP INDEX follow_up_customer${of}`)
    await runner.query('DROP TABLE IF EXISTS web_login')
    await runner.query('DROP TABLE IF EXISTS web_session')
  }
}
