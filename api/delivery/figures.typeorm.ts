import type { FollowUpAnswer } from '../../contract/decision'
import type { MemberId } from '../../contract/ids'
import { memberId, sourceId } from '../../contract/ids'
import type { Span } from '../../contract/ports/figures-desk'
import type { Instant } from '../../contract/quantities'
import { instant } from '../../contract/quantities'
import type { Sql } from '../database'
import { marks } from '../database'
import type { ToldSignal } from './domain/member-figures'
import type { SourceSignal } from './domain/response-times'
import { REFRESH } from './notice-row'

const MOST = 20_000

/** When the member had it before him: by itself, or on the card that it was joined to. */
const SEEN_AT = 'COALESCE(n.sent_at, n.due_at)'
/** What is a card of its own: neither told again higher up, nor in the place of one that could not be changed. */
const OWN_CARDS = `n.state IN ('sent', 'grouped') AND n.replaces IS NULL AND n.kind NOT IN ('escalation', '${REFRESH}')`

/** Notices about decisions that reached these members in the span, newest first, at most 20,000. */
export async function toldSignals(sql: Sql, members: readonly MemberId[], span: Span): Promise<ToldSignal[]> {
  if (members.length === 0) return []
  const rows = await sql.rows<{
    member_id: number
    sent_at: number
    answered_at: number | null
    answered_by: number | null
    answer: string | null
  }>(
    `SELECT n.member_id, ${SEEN_AT} AS sent_at, f.at AS answered_at, f.member_id AS answered_by, f.answer
     FROM notice n LEFT JOIN follow_up f ON f.decision_id = n.decision_id
     WHERE n.member_id IN (${marks(members.length)}) AND ${SEEN_AT}>=? AND ${SEEN_AT}<? AND ${OWN_CARDS}
     AND n.decision_id IS NOT NULL ORDER BY n.id DESC LIMIT ${MOST}`,
    [...members, span.from, span.to],
  )
  return rows.map((r) => ({
    member: memberId(Number(r.member_id)),
    sentAt: instant(Number(r.sent_at)),
    answer:
      r.answer === null
        ? null
        : {
            kind: r.answer as FollowUpAnswer,
            by: memberId(Number(r.answered_by)),
            at: instant(Number(r.answered_at)),
          },
  }))
}

/** The same with the moment of the signal and the source of its newest evidence. */
export async function sourceSignals(
  sql: Sql,
  members: readonly MemberId[],
  span: Span,
): Promise<SourceSignal[]> {
  if (members.length === 0) return []
  const rows = await sql.rows<{
    member_id: number
    signal_at: number
    sent_at: number
    answered_at: number | null
    answered_by: number | null
    source_id: number | null
  }>(
    `SELECT n.member_id, d.at AS signal_at, ${SEEN_AT} AS sent_at, f.at AS answered_at, f.member_id AS answered_by, l.source_id
     FROM notice n JOIN decision d ON d.id = n.decision_id
     LEFT JOIN follow_up f ON f.decision_id = n.decision_id
     LEFT JOIN touchpoint_log l ON l.seq = (
       SELECT MAX(e.touchpoint) FROM decision_evidence e WHERE e.decision_id = n.decision_id)
     WHERE n.member_id IN (${marks(members.length)}) AND ${SEEN_AT}>=? AND ${SEEN_AT}<? AND ${OWN_CARDS}
     ORDER BY n.id DESC LIMIT ${MOST}`,
    [...members, span.from, span.to],
  )
  return rows.map((r) => ({
    member: memberId(Number(r.member_id)),
    source: r.source_id === null ? null : sourceId(Number(r.source_id)),
    signalAt: instant(Number(r.signal_at)),
    sentAt: instant(Number(r.sent_at)),
    answeredAt: r.answered_at === null ? null : instant(Number(r.answered_at)),
    answeredBy: r.answered_by === null ? null : memberId(Number(r.answered_by)),
  }))
}

export interface DayCount {
  readonly member: MemberId
  /** The beginning of the day. */
  readonly day: Instant
  readonly count: number
}

/** How many notices reached each member on each day. */
export async function alertsPerDay(
  sql: Sql,
  members: readonly MemberId[],
  span: Span,
  utcOffsetMs: number,
): Promise<DayCount[]> {
  if (members.length === 0) return []
  const rows = await sql.rows<{ member_id: number; on_day: number; n: number }>(
    `SELECT n.member_id, (${SEEN_AT} + ?) - (${SEEN_AT} + ?) % 86400000 AS on_day, COUNT(*) AS n FROM notice n
     WHERE n.member_id IN (${marks(members.length)}) AND ${SEEN_AT}>=? AND ${SEEN_AT}<? AND ${OWN_CARDS}
     AND n.decision_id IS NOT NULL GROUP BY n.member_id, on_day`,
    [utcOffsetMs, utcOffsetMs, ...members, span.from, span.to],
  )
  return rows.map((r) => ({
    member: memberId(Number(r.member_id)),
    day: instant(Number(r.on_day) - utcOffsetMs),
    count: Number(r.n),
  }))
}
