import type { MemberId } from '../../contract/ids'
import { memberId } from '../../contract/ids'
import type { Platform } from '../../contract/people'
import type { Instant } from '../../contract/quantities'
import { instant } from '../../contract/quantities'
import type { Sql } from '../database'
import { chunks, marks } from '../database'

export interface SessionRow {
  /** Hex SHA-256 of what the browser holds. */
  readonly hash: string
  readonly member: MemberId
  readonly platform: Platform
  readonly createdAt: Instant
  readonly seenAt: Instant
}

interface RawSession {
  readonly hash: string
  readonly member_id: number
  readonly platform: string
  readonly created_at: number
  readonly seen_at: number
}

export const insertSession = (tx: Sql, row: SessionRow): Promise<number> =>
  tx.run(`INSERT INTO web_session (hash, member_id, platform, created_at, seen_at) VALUES (${marks(5)})`, [
    row.hash,
    row.member,
    row.platform,
    row.createdAt,
    row.seenAt,
  ])

export async function readSession(read: Sql, hash: string): Promise<SessionRow | undefined> {
  const [row] = await read.rows<RawSession>('SELECT * FROM web_session WHERE hash = ?', [hash])
  return row === undefined ? undefined : toSession(row)
}

export const touchSession = (tx: Sql, hash: string, now: Instant): Promise<number> =>
  tx.run('UPDATE web_session SET seen_at = ? WHERE hash = ? AND seen_at < ?', [now, hash, now])

/** The member's, newest first. */
export async function sessionsOf(read: Sql, member: MemberId): Promise<SessionRow[]> {
  const rows = await read.rows<RawSession>(
    'SELECT * FROM web_session WHERE member_id = ? ORDER BY created_at DESC, hash LIMIT 1000',
    [member],
  )
  return rows.map(toSession)
}

/** Members who have a session, whether or not it is still good. */
export async function membersWithSessions(read: Sql): Promise<MemberId[]> {
  const rows = await read.rows<{ member_id: number }>('SELECT DISTINCT member_id FROM web_session')
  return rows.map((row) => memberId(Number(row.member_id)))
}

export async function deleteSessions(tx: Sql, hashes: readonly string[]): Promise<number> {
  let ended = 0
  for (const some of chunks(hashes, 200)) {
    ended += await tx.run(`DELETE FROM web_session WHERE hash IN (${marks(some.length)})`, some)
  }
  return ended
}

export const deleteSessionsOf = (tx: Sql, member: MemberId): Promise<number> =>
  tx.run('DELETE FROM web_session WHERE member_id = ?', [member])

export const deleteOverdue = (tx: Sql, createdBefore: Instant, seenBefore: Instant): Promise<number> =>
  tx.run('DELETE FROM web_session WHERE created_at <= ? OR seen_at <= ?', [createdBefore, seenBefore])

const toSession = (row: RawSession): SessionRow => ({
  hash: row.hash,
  member: memberId(Number(row.member_id)),
  platform: row.platform as Platform,
  createdAt: instant(Number(row.created_at)),
  seenAt: instant(Number(row.seen_at)),
})
