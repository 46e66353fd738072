import type { Platform } from '../../contract/people'
import type { SentMessage } from '../../contract/ports/chat'
import type { ChatMemory, HeardCallback, ShownMessage } from '../../contract/ports/chat-memory'
import type { Instant } from '../../contract/quantities'
import { instant } from '../../contract/quantities'
import type { Database } from '../database'
import { onConflict } from '../database'

interface MessageRow {
  readonly task_id: string | null
  readonly message_id: string | null
  readonly shown_at: number | string | null
  readonly code: string | null
  readonly code_at: number | string | null
}

/** The memory of one platform's adapter, in the database and so in every process. */
export const createChatMemory = (database: Database, platform: Platform): ChatMemory => ({
  hear: async ({ id, raw, at }) => {
    const kept = await database.write((tx) =>
      tx.run(
        `INSERT INTO chat_callback (platform, id, at, raw, done)
         VALUES (?, ?, ?, ?, 0)${onConflict(tx.dialect, ['platform', 'id'], [])}`,
        [platform, id, at, raw],
      ),
    )
    return kept === 1
  },
  done: async (id) => {
    await database.write((tx) =>
      tx.run('UPDATE chat_callback SET done=1, raw=NULL WHERE platform=? AND id=?', [platform, id]),
    )
  },
  undone: async (before, limit) => {
    const rows = await database.read.rows<{ id: string; at: number | string; raw: string }>(
      'SELECT id, at, raw FROM chat_callback WHERE platform=? AND done=0 AND at<? ORDER BY at LIMIT ?',
      [platform, before, limit],
    )
    return rows.map(({ id, at, raw }): HeardCallback => ({ id, raw, at: instant(Number(at)) }))
  },
  keepShown: async (message, { taskId, messageId, at }) => {
    await database.write((tx) =>
      tx.run(
        `INSERT INTO chat_message (platform, user_id, reference, task_id, message_id, shown_at, touched_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)${onConflict(tx.dialect, key, ['task_id', 'message_id', 'shown_at', 'touched_at'])}`,
        [...nameOf(message), taskId, messageId, at, at],
      ),
    )
  },
  shown: async (message) => {
    const row = await rowOf(database, message)
    if (row === undefined || row.shown_at === null) return undefined
    const { task_id: taskId, message_id: messageId, shown_at } = row
    return { taskId, messageId, at: instant(Number(shown_at)) } satisfies ShownMessage
  },
  keepCode: async (message, code, at) => {
    await database.write((tx) =>
      tx.run(
        `INSERT INTO chat_message (platform, user_id, reference, code, code_at, touched_at)
         VALUES (?, ?, ?, ?, ?, ?)${onConflict(tx.dialect, key, ['code', 'code_at', 'touched_at'])}`,
        [...nameOf(message), code, at, at],
      ),
    )
  },
  takeCode: (message, notBefore) => takeCode(database, message, notBefore),
})

/** Forgets callbacks and messages that nobody has touched since then. Returns how many rows went. */
export const forgetChat = (
  database: Database,
  callbacksBefore: Instant,
  messagesBefore: Instant,
): Promise<number> =>
  database.write(async (tx) => {
    const callbacks = await tx.run('DELETE FROM chat_callback WHERE at<?', [callbacksBefore])
    return callbacks + (await tx.run('DELETE FROM chat_message WHERE touched_at<?', [messagesBefore]))
  })

const key = ['platform', 'user_id', 'reference'] as const

const rowOf = async (database: Database, message: SentMessage): Promise<MessageRow | undefined> => {
  const rows = await database.read.rows<MessageRow>(
    `SELECT task_id, message_id, shown_at, code, code_at FROM chat_message
     WHERE platform=? AND user_id=? AND reference=?`,
    nameOf(message),
  )
  return rows[0]
}

/** Whoever changes the row first has the code; the others find it gone. */
const takeCode = async (
  database: Database,
  message: SentMessage,
  notBefore: Instant,
): Promise<string | undefined> => {
  const row = await rowOf(database, message)
  if (row === undefined || row.code === null) return undefined
  const { code, code_at } = row
  const taken = await database.write((tx) =>
    tx.run('UPDATE chat_message SET code=NULL WHERE platform=? AND user_id=? AND reference=? AND code=?', [
      ...nameOf(message),
      code,
    ]),
  )
  return taken === 1 && Number(code_at) >= notBefore ? code : undefined
}

/** Ids in lower case, in which WeCom hands some of them back. */
const nameOf = ({ platform, userId, reference }: SentMessage): [string, string, string] => [
  platform,
  userId.toLowerCase(),
  reference,
]
