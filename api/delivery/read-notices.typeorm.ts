import type { FollowUp, FollowUpAnswer } from '../../contract/decision'
import type { CustomerId, DecisionId, MemberId, NoticeId } from '../../contract/ids'
import { customerId, decisionId, memberId } from '../../contract/ids'
import type { Instant } from '../../contract/quantities'
import { instant } from '../../contract/quantities'
import type { Sql } from '../database'
import { marks } from '../database'
import { holds } from './domain/gathering'
import type { NoticeRow, RawNotice } from './notice-row'
import { REFRESH, toNotice } from './notice-row'

/** States of a notice that its reader has had before his eyes, alone or in a card with others. */
const SEEN = "'sent', 'grouped', 'digested'"

export async function noticeById(sql: Sql, id: NoticeId): Promise<NoticeRow | undefined> {
  const [row] = await sql.rows<RawNotice>('SELECT * FROM notice WHERE id=?', [id])
  return row === undefined ? undefined : toNotice(row)
}

/** Everybody's notice of one decision. With `lock`, nobody changes them before the transaction ends. */
export async function noticesOf(sql: Sql, decision: DecisionId, lock = false): Promise<NoticeRow[]> {
  const suffix = lock && sql.dialect === 'mysql' ? ' FOR UPDATE' : ''
  const rows = await sql.rows<RawNotice>(`SELECT * FROM notice WHERE decision_id=? ORDER BY id${suffix}`, [
    decision,
  ])
  return rows.map(toNotice)
}

/**
 * Notices of the member that nobody has answered, newest first, and after them those that were put off. What was too
 * old to be told is not among them.
 */
export async function openNotices(
  sql: Sql,
  member: MemberId,
  limit: number,
  offset: number,
): Promise<NoticeRow[]> {
  return unsettled(sql, member, "'sent', 'grouped', 'digested', 'waiting', 'refused'", limit, offset)
}

/** The newest unanswered notice that has reached the member; where all are answered, the newest that was put off. */
export async function newestSeen(sql: Sql, member: MemberId): Promise<NoticeRow | undefined> {
  return (await unsettled(sql, member, SEEN, 1, 0))[0]
}

/** The newest decision that has reached the member, answered or not. */
export async function newestDecision(sql: Sql, member: MemberId): Promise<DecisionId | null> {
  const [row] = await sql.rows<{ decision_id: number }>(
    `SELECT decision_id FROM notice WHERE member_id=? AND decision_id IS NOT NULL AND state IN (${SEEN})
     ORDER BY id DESC LIMIT 1`,
    [member],
  )
  return row === undefined ? null : decisionId(Number(row.decision_id))
}

async function unsettled(
  sql: Sql,
  member: MemberId,
  states: string,
  limit: number,
  offset: number,
): Promise<NoticeRow[]> {
  const rows = await sql.rows<RawNotice>(
    `SELECT n.* FROM notice n LEFT JOIN follow_up f ON f.decision_id = n.decision_id
     WHERE n.member_id=? AND n.decision_id IS NOT NULL AND n.state IN (${states})
     AND (f.decision_id IS NULL OR f.answer='snoozed')
     ORDER BY CASE WHEN f.decision_id IS NULL THEN 0 ELSE 1 END, n.id DESC LIMIT ? OFFSET ?`,
    [member, limit, offset],
  )
  return rows.map(toNotice)
}

/** What is open about a customer, whoever was told of it: one notice for each decision and kind, newest first, at most 20. */
export async function openAbout(sql: Sql, customer: CustomerId): Promise<NoticeRow[]> {
  const rows = await sql.rows<RawNotice>(
    `SELECT n.* FROM decision d JOIN notice n ON n.decision_id = d.id
     LEFT JOIN follow_up f ON f.decision_id = d.id
     WHERE d.customer_id=? AND n.state IN ('sent', 'waiting', 'refused') AND n.kind<>'${REFRESH}'
     AND (f.decision_id IS NULL OR f.answer='snoozed') ORDER BY n.id DESC LIMIT 100`,
    [customer],
  )
  const newest = new Map<string, NoticeRow>()
  for (const row of rows.map(toNotice)) {
    const key = `${row.decision}:${row.kind}`
    if (!newest.has(key)) newest.set(key, row)
  }
  return [...newest.values()].slice(0, 20)
}

export async function followUpOf(sql: Sql, decision: DecisionId): Promise<FollowUp | undefined> {
  const [row] = await sql.rows<{
    customer_id: number
    member_id: number
    answer: string
    note: string | null
    at: number
  }>('SELECT customer_id, member_id, answer, note, at FROM follow_up WHERE decision_id=?', [decision])
  if (row === undefined) return undefined
  return {
    decision,
    customer: customerId(Number(row.customer_id)),
    member: memberId(Number(row.member_id)),
    answer: row.answer as FollowUpAnswer,
    note: row.note,
    at: instant(Number(row.at)),
  }
}

/** A notice that was not sent, with the reason. */
export interface Undelivered {
  readonly id: NoticeId
  readonly member: MemberId
  readonly decision: DecisionId | null
  readonly kind: string
  readonly state: 'refused' | 'skipped'
  readonly code: string
  readonly detail: string | null
  readonly createdAt: Instant
}

/** What was refused or skipped since then, newest first. */
export async function undelivered(sql: Sql, since: Instant, limit: number): Promise<Undelivered[]> {
  const rows = await sql.rows<RawNotice>(
    `SELECT * FROM notice WHERE state IN ('refused', 'skipped') AND due_at>=? AND kind<>'${REFRESH}'
     ORDER BY id DESC LIMIT ?`,
    [since, limit],
  )
  return rows.map(toNotice).map((row) => ({
    id: row.id,
    member: row.member,
    decision: row.decision,
    kind: row.kind,
    state: row.state === 'skipped' ? 'skipped' : 'refused',
    code: row.code ?? '',
    detail: row.detail,
    createdAt: row.createdAt,
  }))
}

export interface Backlog {
  readonly waiting: number
  /** When the oldest one was made that nothing holds back on purpose. */
  readonly oldest: Instant | null
}

export async function backlog(sql: Sql): Promise<Backlog> {
  const [row] = await sql.rows<{ n: number; oldest: number | null }>(
    `SELECT COUNT(*) AS n, MIN(CASE WHEN code IN (${marks(holds.length)}) THEN NULL ELSE created_at END) AS oldest
     FROM notice WHERE state='waiting'`,
    holds,
  )
  const oldest = row?.oldest ?? null
  return { waiting: Number(row?.n ?? 0), oldest: oldest === null ? null : instant(Number(oldest)) }
}

/** How many notices have reached somebody. Changed cards are none. */
export async function countSent(sql: Sql): Promise<number> {
  const [row] = await sql.rows<{ n: number }>('SELECT COUNT(sent_at) AS n FROM notice')
  return Number(row?.n ?? 0)
}

/** Whom the decision was about. */
export async function customerOf(sql: Sql, decision: DecisionId) {
  const [row] = await sql.rows<{ customer_id: number }>('SELECT customer_id FROM decision WHERE id=?', [
    decision,
  ])
  return row === undefined ? undefined : customerId(Number(row.customer_id))
}
