import type { Verdict } from '../../contract/feedback'
import type { NoticeId } from '../../contract/ids'
import type { Member } from '../../contract/people'
import type { Clock } from '../../contract/ports/clock'
import type { FeedbackKept } from '../../contract/ports/desk'
import type { Database } from '../database'
import type { DeliveryPeople } from './delivery-people'
import { keepFeedback } from './feedback.typeorm'
import { REFRESH } from './notice-row'
import { noticeById, noticesOf } from './read-notices.typeorm'

/**
 * What a member thinks of a card: one word for each card and member, the last one counts. It says nothing of the
 * decision, which is answered besides. Who may answer the card may also judge it.
 */
export async function giveFeedback(
  deps: { readonly database: Database; readonly clock: Clock; readonly people: DeliveryPeople },
  notice: NoticeId,
  member: Member,
  verdict: Verdict,
  reason: string | null,
): Promise<FeedbackKept['kind']> {
  const { database, clock, people } = deps
  const row = await noticeById(database.read, notice)
  if (row === undefined || row.decision === null || row.kind === REFRESH) return 'unknown'
  const { decision } = row
  const copies = await noticesOf(database.read, decision)
  const told = await Promise.all([...new Set(copies.map((c) => c.member))].map((id) => people.member(id)))
  const receivers = told.flatMap((m) => m ?? [])
  if (!people.may(member, 'answer-notice', { receivers })) return 'not-yours'
  const at = clock.now()
  await database.write((tx) =>
    keepFeedback(tx, { notice, member: member.id, verdict, reason: reason?.trim() || null, at }, decision),
  )
  return 'kept'
}
