import type { MigrationInterface, QueryRunner } from 'typeorm'

import { columnTypes } from '../column-types'
import type { ColumnTypes } from '../column-types'
import { runStatements } from './run-statements'

/** What delivery weighs a notice by and joins it with; copies on other platforms, escalations, feedback. */
export class DeliveryDepth1795440500000 implements MigrationInterface {
  readonly name = 'DeliveryDepth1795440500000'

  async up(runner: QueryRunner): Promise<void> {
    const dialect = runner.connection.options.type === 'mysql' ? 'mysql' : 'sqlite'
    const t = columnTypes(dialect)
    await runStatements(runner, dialect, [...weighing(t), ...tables(t)])
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['notice_feedback', 'escalation', 'notice_copy']) {
      await runner.query(`DROP TABLE IF EXISTS ${table}`)
    }
    const dialect = runner.connection.options.type === 'mysql' ? ' ON notice' : ''
    await runner.query(`DROP INDEX notice_gathered${dialect}`)
    for (const column of ['customer_id', 'rule_id', 'urgent', 'weight', 'gathered_in', 'replaces']) {
      await runner.query(`ALTER TABLE notice DROP COLUMN ${column}`)
    }
  }
}

const weighing = (t: ColumnTypes): string[] => [
  `ALTER TABLE notice ADD COLUMN customer_id ${t.big}`,
  `ALTER TABLE notice ADD COLUMN rule_id ${t.key(64)}`,
  `ALTER TABLE notice ADD COLUMN urgent ${t.int} NOT NULL DEFAULT 0`,
  `ALTER TABLE notice ADD COLUMN weight ${t.int} NOT NULL DEFAULT 0`,
  // The notice that carries this one: a group, a digest, or a newer one of the same kind.
  `ALTER TABLE notice ADD COLUMN gathered_in ${t.big}`,
  // The older card that this one stands for.
  `ALTER TABLE notice ADD COLUMN replaces ${t.big}`,
  `CREATE INDEX notice_gathered ON notice (gathered_in)`,
]

const tables = (t: ColumnTypes): string[] => [
  // Addresses that a notice was tried on before it moved: something of it may stand there.
  `CREATE TABLE notice_copy (
    notice_id ${t.big} NOT NULL, platform ${t.key(20)} NOT NULL, user_id ${t.key(100)} NOT NULL,
    left_at ${t.big} NOT NULL, maybe_shown ${t.int} NOT NULL, PRIMARY KEY (notice_id, platform))${t.clustered}`,
  `CREATE TABLE escalation (
    decision_id ${t.big} NOT NULL, member_id ${t.big} NOT NULL, step ${t.int} NOT NULL, at ${t.big} NOT NULL,
    from_member ${t.big} NOT NULL, waited ${t.big} NOT NULL, notice_id ${t.big} NOT NULL,
    PRIMARY KEY (decision_id, member_id))${t.clustered}`,
  `CREATE INDEX escalation_notice ON escalation (notice_id)`,
  `CREATE TABLE notice_feedback (
    notice_id ${t.big} NOT NULL, member_id ${t.big} NOT NULL, decision_id ${t.big} NOT NULL,
    rule_id ${t.key(64)} NOT NULL, rule_version ${t.int} NOT NULL, verdict ${t.key(10)} NOT NULL, reason ${t.text},
    at ${t.big} NOT NULL, PRIMARY KEY (notice_id, member_id))${t.clustered}`,
  `CREATE INDEX notice_feedback_rule ON notice_feedback (rule_id, at)`,
]
