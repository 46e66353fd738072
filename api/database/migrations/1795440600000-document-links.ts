import type { MigrationInterface, QueryRunner } from 'typeorm'

import { columnTypes } from '../column-types'
import { runStatements } from './run-statements'

/** Documents handed out for one customer, and whose step it is to do so. */
export class DocumentLinks1795440600000 implements MigrationInterface {
  readonly name = 'DocumentLinks1795440600000'

  async up(runner: QueryRunner): Promise<void> {
    const dialect = runner.connection.options.type === 'mysql' ? 'mysql' : 'sqlite'
    const t = columnTypes(dialect)
    await runStatements(runner, dialect, [
      // One link for each decision and document. `made` grows each time it is made anew, `opening` with each opening.
      `CREATE TABLE document_link (
        id ${t.serial}, decision_id ${t.big} NOT NULL, step_id ${t.key(64)} NOT NULL, document_id ${t.key(64)} NOT NULL,
        customer_id ${t.big} NOT NULL, persona_id ${t.big} NOT NULL, member_id ${t.big} NOT NULL,
        notice_id ${t.big},
        made ${t.int} NOT NULL, made_at ${t.big} NOT NULL, ends_at ${t.big} NOT NULL, taken_back_at ${t.big},
        opening ${t.int} NOT NULL, opening_at ${t.big} NOT NULL,
        UNIQUE (decision_id, document_id), FOREIGN KEY (decision_id) REFERENCES decision (id))${t.table}`,
      `CREATE INDEX document_link_customer ON document_link (customer_id, id)`,
      `CREATE INDEX document_link_member ON document_link (member_id, id)`,
      `CREATE INDEX package_step_owner ON package_step (owner_id, state)`,
    ])
  }

  async down(runner: QueryRunner): Promise<void> {
    const of = runner.connection.options.type === 'mysql' ? ' ON package_step' : ''
    await runner.query(`DROP INDEX package_step_owner${of}`)
    await runner.query('DROP TABLE IF EXISTS document_link')
  }
}
