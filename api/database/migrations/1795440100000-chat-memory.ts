import type { MigrationInterface, QueryRunner } from 'typeorm'

import type { ColumnTypes } from '../column-types'
import { columnTypes } from '../column-types'
import { runStatements } from './run-statements'

/** What a chat adapter must not forget with its process: callbacks it acknowledged, and how to change what it showed. */
export class ChatMemory1795440100000 implements MigrationInterface {
  readonly name = 'ChatMemory1795440100000'

  async up(runner: QueryRunner): Promise<void> {
    const dialect = runner.connection.options.type === 'mysql' ? 'mysql' : 'sqlite'
    await runStatements(runner, dialect, chatMemory(columnTypes(dialect)))
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['chat_message', 'chat_callback']) await runner.query(`DROP TABLE IF EXISTS ${table}`)
  }
}

const chatMemory = (t: ColumnTypes): string[] => [
  `CREATE TABLE chat_callback (
    platform ${t.key(20)} NOT NULL, id ${t.key(64)} NOT NULL, at ${t.big} NOT NULL, raw ${t.text},
    done ${t.int} NOT NULL, PRIMARY KEY (platform, id))${t.clustered}`,
  `CREATE INDEX chat_callback_open ON chat_callback (platform, done, at)`,
  `CREATE TABLE chat_message (
    platform ${t.key(20)} NOT NULL, user_id ${t.key(128)} NOT NULL, reference ${t.key(160)} NOT NULL,
    task_id ${t.key(160)}, message_id ${t.key(256)}, shown_at ${t.big}, code ${t.text}, code_at ${t.big},
    touched_at ${t.big} NOT NULL, PRIMARY KEY (platform, user_id, reference))${t.clustered}`,
  `CREATE INDEX chat_message_touched ON chat_message (touched_at)`,
]
