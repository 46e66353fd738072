import type { DecisionId, MemberId, NoticeId } from '../../contract/ids'
import { decisionId, memberId, noticeId } from '../../contract/ids'
import type { Escalation } from '../../contract/notice'
import type { Instant, Millis } from '../../contract/quantities'
import { instant, millis } from '../../contract/quantities'
import type { Sql } from '../database'
import { onConflict } from '../database'
import type { EscalationStep, OpenCard } from './domain/escalation'

/** Looked at in one round; the rest is looked at in the next. */
const MOST_CARDS = 2_000

/** An open card with what its escalation is made of. */
export interface OpenCardRow extends OpenCard {
  readonly about: Escalation['about']
  readonly urgent: boolean
}

/**
 * Cards made after `since` that nobody settled, the first one of each decision: what was shown, alone or with others,
 * and what reached nobody; oldest first, the newest where there are too many. A line of a digest is not waited for.
 */
export async function openCards(
  read: Sql,
  since: Instant,
  toldBefore: Instant,
  levels: number,
): Promise<OpenCardRow[]> {
  const rows = await read.rows<RawOpenCard>(
    `SELECT n.id, n.decision_id, n.member_id, n.state, n.sent_at, n.due_at, n.created_at, n.urgent, n.body,
       f.at AS put_off_at, (SELECT COUNT(*) FROM escalation e WHERE e.decision_id = n.decision_id) AS steps,
       (SELECT MAX(l.at) FROM escalation l WHERE l.decision_id = n.decision_id) AS last_at
     FROM notice n LEFT JOIN follow_up f ON f.decision_id = n.decision_id
     WHERE n.state IN ('sent', 'grouped', 'refused', 'skipped') AND n.due_at>? AND n.created_at<=?
     AND n.kind IN ('lead-alert', 'strategy-step') AND (n.code IS NULL OR n.code<>'historical')
     AND (f.decision_id IS NULL OR f.answer='snoozed')
     AND n.id = (SELECT MIN(m.id) FROM notice m WHERE m.decision_id = n.decision_id)
     AND (SELECT COUNT(*) FROM escalation c WHERE c.decision_id = n.decision_id)<?
     ORDER BY n.id DESC LIMIT ${MOST_CARDS}`,
    [since, toldBefore, levels],
  )
  return rows.map(toOpenCard).reverse()
}

interface RawOpenCard {
  readonly id: number
  readonly decision_id: number
  readonly member_id: number
  readonly state: string
  readonly sent_at: number | null
  readonly due_at: number
  readonly created_at: number
  readonly urgent: number
  readonly body: string
  readonly put_off_at: number | null
  readonly steps: number
  readonly last_at: number | null
}

function toOpenCard(r: RawOpenCard): OpenCardRow {
  const reached = r.state === 'sent' || r.state === 'grouped'
  const told = reached ? Number(r.sent_at ?? r.due_at) : Number(r.created_at)
  const putOff = r.put_off_at === null ? null : Number(r.put_off_at)
  return {
    decision: decisionId(Number(r.decision_id)),
    notice: noticeId(Number(r.id)),
    receiver: memberId(Number(r.member_id)),
    because: putOff !== null ? 'put-off' : reached ? 'unanswered' : 'unreached',
    since: instant(putOff ?? told),
    steps: Number(r.steps),
    lastStepAt: r.last_at === null ? null : instant(Number(r.last_at)),
    about: JSON.parse(r.body) as Escalation['about'],
    urgent: Number(r.urgent) === 1,
  }
}

/** Writes the step down unless it was taken before or somebody has settled it meanwhile. True where it was written. */
export async function recordStep(tx: Sql, step: EscalationStep, at: Instant): Promise<boolean> {
  const { card, to, level, waited } = step
  const [settled] = await tx.rows<{ answer: string }>(
    "SELECT answer FROM follow_up WHERE decision_id=? AND answer<>'snoozed'",
    [card.decision],
  )
  if (settled !== undefined) return false
  const written = await tx.run(
    `INSERT INTO escalation (decision_id, member_id, step, at, from_member, waited, notice_id)
     VALUES (?, ?, ?, ?, ?, ?, ?)${onConflict(tx.dialect, ['decision_id', 'member_id'], [])}`,
    [card.decision, to, level, at, card.receiver, waited, card.notice],
  )
  return written === 1
}

/** A step that was taken. */
export interface EscalationRecord {
  readonly decision: DecisionId
  /** The card that waited, and who had it. */
  readonly notice: NoticeId
  readonly from: MemberId
  readonly to: MemberId
  readonly level: number
  readonly at: Instant
  /** In working time. */
  readonly waited: Millis
  /** What became of the superior's own card; `none` where it could not even be queued. */
  readonly state: string
}

/** Steps since then, newest first. */
export async function escalationsSince(
  read: Sql,
  since: Instant,
  limit: number,
): Promise<EscalationRecord[]> {
  const rows = await read.rows<RawStep>(
    `SELECT e.*, n.state FROM escalation e
     LEFT JOIN notice n ON n.decision_id = e.decision_id AND n.member_id = e.member_id AND n.kind='escalation'
     WHERE e.at>=? ORDER BY e.at DESC, e.decision_id DESC LIMIT ?`,
    [since, limit],
  )
  return rows.map((r) => ({
    decision: decisionId(Number(r.decision_id)),
    notice: noticeId(Number(r.notice_id)),
    from: memberId(Number(r.from_member)),
    to: memberId(Number(r.member_id)),
    level: Number(r.step),
    at: instant(Number(r.at)),
    waited: millis(Number(r.waited)),
    state: r.state ?? 'none',
  }))
}

interface RawStep {
  readonly decision_id: number
  readonly notice_id: number
  readonly from_member: number
  readonly member_id: number
  readonly step: number
  readonly at: number
  readonly waited: number
  readonly state: string | null
}

/**
 * Somebody has settled the decision: whoever above has not been told of the waiting yet need not be. What was tried
 * already may be on a screen, and is changed like every other copy.
 */
export async function endEscalations(tx: Sql, decision: DecisionId, now: Instant): Promise<void> {
  const waiting = `decision_id=? AND kind='escalation' AND state='waiting' AND claimed_until=0 AND attempts=0`
  await tx.run(
    `INSERT INTO delivery_event (notice_id, at, outcome, code, detail)
     SELECT id, ?, 'superseded', 'answered', NULL FROM notice WHERE ${waiting}`,
    [now, decision],
  )
  await tx.run(`UPDATE notice SET state='superseded', code='answered' WHERE ${waiting}`, [decision])
}
