import type { MemberId } from '../../contract/ids'
import type { MemberSettings } from '../../contract/ports/settings'
import type { Instant } from '../../contract/quantities'
import { timeOfDay } from '../../contract/time-of-day'
import type { Sql } from '../database'
import { onConflict } from '../database'

const columns = ['quiet_from', 'quiet_to', 'digest_at', 'changed_at'] as const

/** What the member has chosen; nothing where he has chosen nothing. */
export async function readSettings(sql: Sql, member: MemberId): Promise<MemberSettings> {
  const [row] = await sql.rows<Record<'quiet_from' | 'quiet_to' | 'digest_at', string | null>>(
    'SELECT quiet_from, quiet_to, digest_at FROM member_setting WHERE member_id=?',
    [member],
  )
  const from = timeOfDay(row?.quiet_from ?? '')
  const to = timeOfDay(row?.quiet_to ?? '')
  return {
    quiet: from === undefined || to === undefined ? null : { from, to },
    digestAt: timeOfDay(row?.digest_at ?? '') ?? null,
  }
}

export async function writeSettings(
  tx: Sql,
  member: MemberId,
  { quiet, digestAt }: MemberSettings,
  now: Instant,
): Promise<void> {
  await tx.run(
    `INSERT INTO member_setting (member_id, ${columns.join(', ')}) VALUES (?,?,?,?,?)
     ${onConflict(tx.dialect, ['member_id'], columns)}`,
    [member, quiet?.from ?? null, quiet?.to ?? null, digestAt, now],
  )
}
