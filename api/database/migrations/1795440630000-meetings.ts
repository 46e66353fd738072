import type { MigrationInterface, QueryRunner } from 'typeorm'

import { columnTypes } from '../column-types'
import { runStatements } from './run-statements'

/** Meetings with customers, the half hours of ours that they take, and the times that were offered last. */
export class Meetings1795440630000 implements MigrationInterface {
  readonly name = 'Meetings1795440630000'

  async up(runner: QueryRunner): Promise<void> {
    const dialect = runner.connection.options.type === 'mysql' ? 'mysql' : 'sqlite'
    const t = columnTypes(dialect)
    await runStatements(runner, dialect, [
      // A step of a decision has one meeting at a time: the key is taken as long as it is booked.
      `CREATE TABLE meeting (
        id ${t.serial}, live_key ${t.key(100)} UNIQUE, uid ${t.key(64)} NOT NULL, decision_id ${t.big} NOT NULL,
        step_id ${t.key(64)} NOT NULL, customer_id ${t.big} NOT NULL, title ${t.key(100)} NOT NULL,
        start_at ${t.big} NOT NULL, length_ms ${t.big} NOT NULL, host_id ${t.big} NOT NULL, rep_id ${t.big} NOT NULL,
        booked_by ${t.big} NOT NULL, state ${t.key(10)} NOT NULL, sequence ${t.int} NOT NULL, opened_at ${t.big},
        reply ${t.key(12)} NOT NULL, reply_note ${t.key(200)} NOT NULL, changed_at ${t.big} NOT NULL)${t.table}`,
      'CREATE INDEX meeting_by_decision ON meeting (decision_id)',
      'CREATE INDEX meeting_by_start ON meeting (state, start_at)',
      // What keeps a member from being in two meetings: each half hour of his is given away once.
      `CREATE TABLE meeting_cell (
        member_id ${t.big} NOT NULL, cell ${t.big} NOT NULL, meeting_id ${t.big} NOT NULL,
        PRIMARY KEY (member_id, cell))${t.clustered}`,
      'CREATE INDEX meeting_cell_by_meeting ON meeting_cell (meeting_id)',
      `CREATE TABLE meeting_offer (
        member_id ${t.big} NOT NULL, decision_id ${t.big} NOT NULL, slots ${t.key(100)} NOT NULL,
        offered_at ${t.big} NOT NULL, PRIMARY KEY (member_id, decision_id))${t.clustered}`,
    ])
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['meeting_offer', 'meeting_cell', 'meeting']) {
      await runner.query(`DROP TABLE IF EXISTS ${table}`)
    }
  }
}
