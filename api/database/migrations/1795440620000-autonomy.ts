import type { MigrationInterface, QueryRunner } from 'typeorm'

import { columnTypes } from '../column-types'
import type { ColumnTypes } from '../column-types'
import { runStatements } from './run-statements'

/** How far strategy packages may act by themselves, every move of it, certificates, and what was started or asked. */
export class Autonomy1795440620000 implements MigrationInterface {
  readonly name = 'Autonomy1795440620000'

  async up(runner: QueryRunner): Promise<void> {
    const dialect = runner.connection.options.type === 'mysql' ? 'mysql' : 'sqlite'
    const t = columnTypes(dialect)
    await runStatements(runner, dialect, [...people(t), ...levels(t), ...starts(t), startedBefore])
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['package_start', 'package_autonomy', 'autonomy_change', 'member_certificate']) {
      await runner.query(`DROP TABLE IF EXISTS ${table}`)
    }
  }
}

const people = (t: ColumnTypes): string[] => [
  `CREATE TABLE member_certificate (
    id ${t.serial}, member_id ${t.big} NOT NULL, kind ${t.key(40)} NOT NULL, issued_by ${t.key(100)} NOT NULL,
    issued_at ${t.big} NOT NULL, expires_at ${t.big} NOT NULL, revoked_by ${t.key(100)}, revoked_at ${t.big})${t.table}`,
  `CREATE INDEX member_certificate_member ON member_certificate (member_id, kind)`,
]

/**
 * Every move follows the one before it, by number and by level, and the level in force is the last move's: both are
 * foreign keys, so that no move in between can be changed or taken out, nor the last one while it is in force.
 */
const levels = (t: ColumnTypes): string[] => [
  `CREATE TABLE autonomy_change (
    package_id ${t.key(64)} NOT NULL, number ${t.int} NOT NULL, previous ${t.int}, from_level ${t.int},
    to_level ${t.int} NOT NULL, by_whom ${t.key(100)} NOT NULL, member_id ${t.big}, certificate_id ${t.big},
    at ${t.big} NOT NULL, reason ${t.key(20)} NOT NULL, figures ${t.text} NOT NULL,
    PRIMARY KEY (package_id, number), UNIQUE (package_id, number, to_level),
    CHECK (to_level BETWEEN 0 AND 3),
    CHECK ((number = 1 AND previous IS NULL AND from_level IS NULL)
      OR (previous = number - 1 AND from_level IS NOT NULL AND from_level <> to_level)),
    FOREIGN KEY (package_id, previous, from_level) REFERENCES autonomy_change (package_id, number, to_level))${t.table}`,
  `CREATE TABLE package_autonomy (
    package_id ${t.key(64)} NOT NULL PRIMARY KEY, number ${t.int} NOT NULL, level ${t.int} NOT NULL,
    FOREIGN KEY (package_id, number, level) REFERENCES autonomy_change (package_id, number, to_level))${t.table}`,
]

const starts = (t: ColumnTypes): string[] => [
  `CREATE TABLE package_start (
    decision_id ${t.big} NOT NULL, package_id ${t.key(64)} NOT NULL, package_version ${t.int} NOT NULL,
    customer_id ${t.big} NOT NULL, change_number ${t.int} NOT NULL, level ${t.int} NOT NULL, owner_id ${t.big},
    manager_id ${t.big}, state ${t.key(20)} NOT NULL, at ${t.big} NOT NULL, changed_at ${t.big} NOT NULL,
    PRIMARY KEY (decision_id, package_id), FOREIGN KEY (decision_id) REFERENCES decision (id))${t.clustered}`,
  `CREATE INDEX package_start_record ON package_start (package_id, change_number)`,
  `CREATE INDEX package_start_customer ON package_start (customer_id)`,
]

/** What was started before there were levels was started at once, which is level 2, the first that such a package has. */
const startedBefore = `INSERT INTO package_start (decision_id, package_id, package_version, customer_id, change_number,
     level, owner_id, manager_id, state, at, changed_at)
   SELECT s.decision_id, s.package_id, s.package_version, s.customer_id, 1, 2, NULL, NULL, 'started',
     MAX(d.recorded_at), MAX(d.recorded_at)
   FROM package_step s JOIN decision d ON d.id = s.decision_id
   WHERE NOT EXISTS (SELECT 1 FROM package_start p WHERE p.decision_id = s.decision_id AND p.package_id = s.package_id)
   GROUP BY s.decision_id, s.package_id, s.package_version, s.customer_id`
