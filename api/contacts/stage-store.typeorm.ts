import type { ContactPair } from '../../contract/ports/contacts'
import type { Instant } from '../../contract/quantities'
import type { Sql, SqlValue } from '../database'
import { onConflict, tuples } from '../database'
import type { SeenContact } from './domain/contact'
import { gatherContacts, userKey } from './domain/contact'

/** One reading on its way in: kept outside memory, and in order of ids whatever the order it came in. */
export const clearStage = (tx: Sql): Promise<number> => tx.run('DELETE FROM contact_staged')

/** A pair that comes again takes the place of the earlier one. */
export async function stagePairs(tx: Sql, pairs: readonly ContactPair[]): Promise<void> {
  const each = new Map(
    pairs.map((pair) => [`${pair.person.externalId} ${userKey(pair.follower.userId)}`, pair]),
  )
  if (each.size === 0) return
  await tx.run(
    `INSERT INTO contact_staged (external_id, user_key, unionid, body) VALUES ${tuples(each.size, 4)}
     ${onConflict(tx.dialect, ['external_id', 'user_key'], ['unionid', 'body'])}`,
    [...each.values()].flatMap((pair): SqlValue[] => [
      pair.person.externalId,
      userKey(pair.follower.userId),
      pair.person.unionid,
      JSON.stringify(pair),
    ]),
  )
}

/** So many contacts after the given id. */
export async function readStaged(sql: Sql, afterId: string, limit: number): Promise<SeenContact[]> {
  const ids = await sql.rows<{ external_id: string }>(
    `SELECT DISTINCT external_id FROM contact_staged WHERE external_id > ? ORDER BY external_id LIMIT ${limit}`,
    [afterId],
  )
  const last = ids.at(-1)?.external_id
  if (last === undefined) return []
  const rows = await sql.rows<{ body: string }>(
    'SELECT body FROM contact_staged WHERE external_id > ? AND external_id <= ? ORDER BY external_id, user_key',
    [afterId, last],
  )
  return gatherContacts(rows.map((row) => JSON.parse(row.body) as ContactPair))
}

const missing = `left_at IS NULL AND NOT EXISTS
  (SELECT 1 FROM contact_staged s WHERE s.external_id = contact.external_id)`

/** Contacts that the hub knows and the reading did not show. */
export async function countMissing(sql: Sql): Promise<number> {
  const [row] = await sql.rows<{ n: number }>(`SELECT COUNT(*) AS n FROM contact WHERE ${missing}`)
  return Number(row?.n ?? 0)
}

export const markMissing = (tx: Sql, at: Instant): Promise<number> =>
  tx.run(`UPDATE contact SET left_at=? WHERE ${missing}`, [at])
