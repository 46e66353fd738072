import type { FollowUp, FollowUpAnswer } from '../../contract/decision'
import type { NoticeId } from '../../contract/ids'
import type { Platform } from '../../contract/people'
import type { Instant } from '../../contract/quantities'
import type { Database, Sql } from '../database'
import { marks, onConflict } from '../database'
import { REFRESH, shownAfter } from './notice-row'

/** `kept`: an earlier answer stands, and this one changed nothing. */
export type Recorded = 'first' | 'replaced' | 'kept'

/**
 * The decision's primary key lets one answer in. Only one that puts the decision off is replaced, and only by one
 * that settles it, so that it happens once.
 */
export async function recordAnswer(tx: Sql, followUp: FollowUp): Promise<Recorded> {
  const { decision, customer, member, answer, note, at } = followUp
  const kept = await tx.run(
    `INSERT INTO follow_up (decision_id, customer_id, member_id, answer, note, at)
     VALUES (?, ?, ?, ?, ?, ?)${onConflict(tx.dialect, ['decision_id'], [])}`,
    [decision, customer, member, answer, note, at],
  )
  if (kept === 1) return 'first'
  if (answer === 'snoozed') return 'kept'
  const replaced = await tx.run(
    `UPDATE follow_up SET member_id=?, answer=?, note=?, at=? WHERE decision_id=? AND answer='snoozed'`,
    [member, answer, note, at, decision],
  )
  return replaced === 1 ? 'replaced' : 'kept'
}

/** The platform has shown the card with this answer in reply to the press. */
export async function markAnswerShown(tx: Sql, notice: NoticeId, answer: FollowUpAnswer): Promise<void> {
  await tx.run('UPDATE notice SET shown=? WHERE id=?', [shownAfter(answer), notice])
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
