import type { MigrationInterface, QueryRunner } from 'typeorm'

import type { ColumnTypes } from '../column-types'
import { columnTypes } from '../column-types'
import { runStatements } from './run-statements'

/** The customers of WeCom as they were read last, the company's tags, and what every sync did and found odd. */
export class Contacts1795440610000 implements MigrationInterface {
  readonly name = 'Contacts1795440610000'

  async up(runner: QueryRunner): Promise<void> {
    const dialect = runner.connection.options.type === 'mysql' ? 'mysql' : 'sqlite'
    await runStatements(runner, dialect, statements(columnTypes(dialect)))
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['contact_conflict', 'contact_run', 'contact_staged', 'contact_tag', 'contact'])
      await runner.query(`DROP TABLE IF EXISTS ${table}`)
  }
}

const statements = (t: ColumnTypes): string[] => [
  // said is what the newest touchpoint about him said; body is he himself with everybody who has him.
  `CREATE TABLE contact (
    external_id ${t.key(64)} NOT NULL PRIMARY KEY, unionid ${t.key(128)}, revision ${t.int} NOT NULL,
    said ${t.text} NOT NULL, body ${t.text} NOT NULL, first_at ${t.big} NOT NULL, changed_at ${t.big} NOT NULL,
    left_at ${t.big})${t.clustered}`,
  `CREATE INDEX contact_unionid ON contact (unionid)`,
  `CREATE TABLE contact_tag (
    tag_id ${t.key(64)} NOT NULL PRIMARY KEY, group_name ${t.key(200)} NOT NULL, name ${t.key(200)} NOT NULL,
    gone_at ${t.big})${t.clustered}`,
  // One reading on its way in, a row for each contact and each of those who have him.
  `CREATE TABLE contact_staged (
    external_id ${t.key(64)} NOT NULL, user_key ${t.key(64)} NOT NULL, unionid ${t.key(128)},
    body ${t.text} NOT NULL, PRIMARY KEY (external_id, user_key))${t.clustered}`,
  `CREATE INDEX contact_staged_unionid ON contact_staged (unionid)`,
  `CREATE TABLE contact_run (
    id ${t.serial}, at ${t.big} NOT NULL, done_by ${t.key(100)} NOT NULL, outcome ${t.key(20)} NOT NULL,
    body ${t.text} NOT NULL)${t.table}`,
  `CREATE TABLE contact_conflict (
    id ${t.serial}, run_id ${t.big} NOT NULL, kind ${t.key(30)} NOT NULL, external_id ${t.key(64)} NOT NULL,
    body ${t.text} NOT NULL)${t.table}`,
  `CREATE INDEX contact_conflict_run ON contact_conflict (run_id, kind)`,
]
