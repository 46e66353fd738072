import type { MigrationInterface, QueryRunner } from 'typeorm'

import { runStatements } from './run-statements'

/** A member's own newest answer is found at once: what he may take back. */
export class AnswersByMember1795440300001 implements MigrationInterface {
  readonly name = 'AnswersByMember1795440300001'

  async up(runner: QueryRunner): Promise<void> {
    const dialect = runner.connection.options.type === 'mysql' ? 'mysql' : 'sqlite'
    await runStatements(runner, dialect, ['CREATE INDEX follow_up_member ON follow_up (member_id, at)'])
  }

  async down(runner: QueryRunner): Promise<void> {
    const of = runner.connection.options.type === 'mysql' ? ' ON follow_up' : ''
    await runner.query(`DROP INDEX follow_up_member${of}`)
  }
}
