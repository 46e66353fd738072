import type { FollowUp } from '../../contract/decision'
import type { NoticeId } from '../../contract/ids'
import type { Platform } from '../../contract/people'
import type { Instant } from '../../contract/quantities'
import type { Database, Sql } from '../database'
import { marks, onConflict } from '../database'
import { REFRESH, shown } from './notice-row'

/** True when this answer is the first one: the decision's primary key lets no second one in. */
export async function recordAnswer(tx: Sql, followUp: FollowUp): Promise<boolean> {
  const { decision, customer, member, answer, note, at } = followUp
  const kept = await tx.run(
    `INSERT INTO follow_up (decision_id, customer_id, member_id, answer, note, at)
     VALUES (?, ?, ?, ?, ?, ?)${onConflict(tx.dialect, ['decision_id'], [])}`,
    [decision, customer, member, answer, note, at],
  )
  return kept === 1
}

/** The platform has shown the answered card in reply to the press. */
export async function markAnsweredShown(tx: Sql, notice: NoticeId): Promise<void> {
  await tx.run('UPDATE notice SET shown=? WHERE id=?', [shown.answered, notice])
}

/** True the first time that message or press is heard of. */
export async function firstTime(
  database: Database,
  platform: Platform,
  messageId: string,
  at: Instant,
): Promise<boolean> {
  const kept = await database.write((tx) =>
    tx.run(
      `INSERT INTO heard (platform, message_id, at) VALUES (?, ?, ?)${onConflict(tx.dialect, ['platform', 'message_id'], [])}`,
      [platform, messageId, at],
    ),
  )
  return kept === 1
}

/** Forgets what was heard before then. Returns how many were forgotten. */
export const forgetHeard = (database: Database, before: Instant): Promise<number> =>
  database.write((tx) => tx.run('DELETE FROM heard WHERE at<?', [before]))

/** The platform is back: what failed on it need not wait out its time. */
export const hurry = (database: Database, platform: Platform, now: Instant): Promise<number> =>
  database.write((tx) =>
    tx.run(
      `UPDATE notice SET due_at=? WHERE state='waiting' AND due_at>? AND claimed_until<=? AND attempts>0 AND platform=?`,
      [now, now, now, platform],
    ),
  )

/** Puts refused notices back into the queue as if they were new. Returns how many were. */
export async function redrive(database: Database, ids: readonly NoticeId[], now: Instant): Promise<number> {
  if (ids.length === 0) return 0
  return database.write((tx) =>
    tx.run(
      `UPDATE notice SET state='waiting', due_at=?, created_at=?, attempts=0, claimed_until=0, code=NULL, detail=NULL
       WHERE id IN (${marks(ids.length)}) AND state='refused' AND kind<>'${REFRESH}' AND platform<>''`,
      [now, now, ...ids],
    ),
  )
}
