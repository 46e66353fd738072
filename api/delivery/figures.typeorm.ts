import type { FollowUpAnswer } from '../../contract/decision'
import type { MemberId } from '../../contract/ids'
import { decisionId, memberId, sourceId } from '../../contract/ids'
import type { Span } from '../../contract/ports/figures-desk'
import type { Instant } from '../../contract/quantities'
import { instant } from '../../contract/quantities'
import type { Sql } from '../database'
import { marks } from '../database'
import type { DeliveredSignal } from './domain/response-times'
import { REFRESH } from './notice-row'

const MOST = 20_000

/** When the member had it before him: by itself, or on the card that it was joined to. */
const SEEN_AT = 'COALESCE(n.sent_at, n.due_at)'
/** What is a card of its own: neither told again higher up, nor in the place of one that could not be changed. */
const OWN_CARDS = `n.state IN ('sent', 'grouped') AND n.replaces IS NULL AND n.kind NOT IN ('escalation', '${REFRESH}')`

/** Which notices are counted. */
export interface SignalFilter {
  readonly from: Instant
  /** To this day where left out; just before it otherwise. */
  readonly to?: Instant
  /** Everybody where left out. */
  readonly members?: readonly MemberId[]
}

interface RawSignal {
  readonly decision_id: number
  readonly member_id: number
  readonly team: string | null
  readonly rule_id: string
  readonly signal_at: number
  readonly sent_at: number
  readonly answered_at: number | null
  readonly answered_by: number | null
  readonly answer: FollowUpAnswer | null
  readonly source_id: number | null
}

/** Notices about decisions that reached somebody, newest first, at most 20,000: what every figure is counted from. */
export async function deliveredSignals(
  sql: Sql,
  { from, to, members }: SignalFilter,
): Promise<DeliveredSignal[]> {
  if (members?.length === 0) return []
  const until = to === undefined ? '' : `AND ${SEEN_AT}<?`
  const whose = members === undefined ? '' : `AND n.member_id IN (${marks(members.length)})`
  const rows = await sql.rows<RawSignal>(
    `SELECT n.decision_id, n.member_id, m.team, d.rule_id, d.at AS signal_at, ${SEEN_AT} AS sent_at,
       f.at AS answered_at, f.member_id AS answered_by, f.answer, l.source_id
     FROM notice n JOIN decision d ON d.id = n.decision_id LEFT JOIN member m ON m.id = n.member_id
     LEFT JOIN follow_up f ON f.decision_id = n.decision_id
     LEFT JOIN touchpoint_log l ON l.seq = (
       SELECT MAX(e.touchpoint) FROM decision_evidence e WHERE e.decision_id = n.decision_id)
     WHERE ${SEEN_AT}>=? ${until} ${whose} AND ${OWN_CARDS} ORDER BY n.id DESC LIMIT ${MOST}`,
    [from, ...(to === undefined ? [] : [to]), ...(members ?? [])],
  )
  return rows.map(toSignal)
}

const toSignal = (r: RawSignal): DeliveredSignal => ({
  decision: decisionId(Number(r.decision_id)),
  member: memberId(Number(r.member_id)),
  team: r.team ?? '',
  rule: r.rule_id,
  source: r.source_id === null ? null : sourceId(Number(r.source_id)),
  signalAt: instant(Number(r.signal_at)),
  sentAt: instant(Number(r.sent_at)),
  answeredAt: r.answered_at === null ? null : instant(Number(r.answered_at)),
  answeredBy: r.answered_by === null ? null : memberId(Number(r.answered_by)),
  answer: r.answer,
})

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
