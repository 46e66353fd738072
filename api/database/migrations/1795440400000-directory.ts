import type { MigrationInterface, QueryRunner } from 'typeorm'

import type { ColumnTypes } from '../column-types'
import { columnTypes } from '../column-types'
import { runStatements } from './run-statements'

/** The platforms' departments, who sits where, which accounts were joined, and what every sync did. */
export class Directory1795440400000 implements MigrationInterface {
  readonly name = 'Directory1795440400000'

  async up(runner: QueryRunner): Promise<void> {
    const dialect = runner.connection.options.type === 'mysql' ? 'mysql' : 'sqlite'
    await runStatements(runner, dialect, statements(columnTypes(dialect)))
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'directory_change',
      'directory_run',
      'member_join_customer',
      'member_join',
      'member_department',
      'department',
    ])
      await runner.query(`DROP TABLE IF EXISTS ${table}`)
  }
}

const statements = (t: ColumnTypes): string[] => [
  `CREATE TABLE department (
    id ${t.serial}, platform ${t.key(20)} NOT NULL, dept_key ${t.key(64)} NOT NULL, name ${t.key(200)} NOT NULL,
    parent_key ${t.key(64)}, active ${t.int} NOT NULL, UNIQUE (platform, dept_key))${t.table}`,
  `CREATE TABLE member_department (
    member_id ${t.big} NOT NULL, department_id ${t.big} NOT NULL, preference ${t.int} NOT NULL,
    leads ${t.int} NOT NULL, PRIMARY KEY (member_id, department_id))${t.clustered}`,
  // from_member_id is who the account was before; undone_at keeps the two apart from then on.
  `CREATE TABLE member_join (
    id ${t.serial}, member_id ${t.big} NOT NULL, from_member_id ${t.big}, beside ${t.key(130)} NOT NULL,
    platform ${t.key(20)} NOT NULL, user_id ${t.key(100)} NOT NULL, reason ${t.key(20)} NOT NULL,
    at ${t.big} NOT NULL, undone_at ${t.big})${t.table}`,
  `CREATE TABLE member_join_customer (
    join_id ${t.big} NOT NULL, customer_id ${t.big} NOT NULL, PRIMARY KEY (join_id, customer_id))${t.clustered}`,
  `CREATE TABLE directory_run (
    id ${t.serial}, at ${t.big} NOT NULL, done_by ${t.key(100)} NOT NULL, outcome ${t.key(20)} NOT NULL,
    added ${t.int} NOT NULL, changed ${t.int} NOT NULL, removed ${t.int} NOT NULL, unchanged ${t.int} NOT NULL,
    joined ${t.int} NOT NULL, owned_by_removed ${t.int} NOT NULL, body ${t.text} NOT NULL)${t.table}`,
  `CREATE TABLE directory_change (
    id ${t.serial}, run_id ${t.big} NOT NULL, member_id ${t.big} NOT NULL, what ${t.key(20)} NOT NULL,
    detail ${t.text} NOT NULL)${t.table}`,
  `CREATE INDEX directory_change_run ON directory_change (run_id)`,
]
