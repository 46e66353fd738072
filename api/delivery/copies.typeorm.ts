import type { NoticeId } from '../../contract/ids'
import { noticeId } from '../../contract/ids'
import type { ChatAddress, Platform } from '../../contract/people'
import type { Instant } from '../../contract/quantities'
import type { Sql } from '../database'
import { marks, onConflict } from '../database'

/** What may stand on a platform that a notice left. */
export const copyState = {
  /** Refused there: nothing stands. */
  nothing: 0,
  /** An answer was lost; it may. */
  maybe: 1,
  /** Drawn as the decision stood. */
  updated: 2,
  /** Behind what was answered, on a platform that cannot change it. */
  stale: 3,
} as const
export type CopyState = (typeof copyState)[keyof typeof copyState]

export interface NoticeCopy {
  readonly notice: NoticeId
  readonly address: ChatAddress
  readonly state: CopyState
}

/** Remembers that the notice was at this address, so that it is never sent there again. */
export async function leaveCopy(
  tx: Sql,
  notice: NoticeId,
  at: ChatAddress,
  maybeShown: boolean,
  now: Instant,
): Promise<void> {
  await tx.run(
    `INSERT INTO notice_copy (notice_id, platform, user_id, left_at, maybe_shown)
     VALUES (?, ?, ?, ?, ?)${onConflict(tx.dialect, ['notice_id', 'platform'], [])}`,
    [notice, at.platform, at.userId, now, maybeShown ? copyState.maybe : copyState.nothing],
  )
}

export async function copiesOf(sql: Sql, notices: readonly NoticeId[]): Promise<NoticeCopy[]> {
  if (notices.length === 0) return []
  const rows = await sql.rows<{ notice_id: number; platform: string; user_id: string; maybe_shown: number }>(
    `SELECT notice_id, platform, user_id, maybe_shown FROM notice_copy WHERE notice_id IN (${marks(notices.length)})`,
    notices,
  )
  return rows.map((r) => ({
    notice: noticeId(Number(r.notice_id)),
    address: { platform: r.platform as Platform, userId: r.user_id },
    state: Number(r.maybe_shown) as CopyState,
  }))
}

export const writeCopyState = (
  tx: Sql,
  notice: NoticeId,
  platform: Platform,
  state: CopyState,
): Promise<number> =>
  tx.run('UPDATE notice_copy SET maybe_shown=? WHERE notice_id=? AND platform=?', [state, notice, platform])
