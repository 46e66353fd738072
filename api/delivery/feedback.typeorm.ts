import type { Verdict } from '../../contract/feedback'
import type { DecisionId, MemberId, NoticeId, RuleId } from '../../contract/ids'
import { decisionId, memberId } from '../../contract/ids'
import type { Instant } from '../../contract/quantities'
import { instant } from '../../contract/quantities'
import type { Sql } from '../database'
import { onConflict } from '../database'
import type { ReasonGiven, RuleFacts } from './domain/rule-statistics'

export interface FeedbackRow {
  readonly notice: NoticeId
  readonly member: MemberId
  readonly verdict: Verdict
  readonly reason: string | null
  readonly at: Instant
}

const LONGEST_REASON = 500

/** Keeps what the member thinks of the card, with the rule and version behind it; a later word replaces an earlier one. */
export async function keepFeedback(tx: Sql, row: FeedbackRow, decision: DecisionId): Promise<void> {
  const overwrite = ['verdict', 'reason', 'at']
  const [behind] = await tx.rows<{ rule_id: string; rule_version: number }>(
    'SELECT rule_id, rule_version FROM decision WHERE id=?',
    [decision],
  )
  if (behind === undefined) return
  await tx.run(
    `INSERT INTO notice_feedback (notice_id, member_id, decision_id, rule_id, rule_version, verdict, reason, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)${onConflict(tx.dialect, ['notice_id', 'member_id'], overwrite)}`,
    [
      row.notice,
      row.member,
      decision,
      behind.rule_id,
      Number(behind.rule_version),
      row.verdict,
      row.reason?.slice(0, LONGEST_REASON) ?? null,
      row.at,
    ],
  )
}

/** Everything the rule's figures are made of, by version. */
export async function ruleFacts(read: Sql, rule: RuleId, since: Instant): Promise<RuleFacts[]> {
  const decided = await read.rows<{ version: number; n: number }>(
    'SELECT rule_version AS version, COUNT(*) AS n FROM decision WHERE rule_id=? AND at>=? GROUP BY rule_version',
    [rule, since],
  )
  const told = await read.rows<{ version: number; state: string; n: number }>(
    `SELECT d.rule_version AS version, n.state, COUNT(*) AS n FROM decision d JOIN notice n ON n.decision_id = d.id
     WHERE d.rule_id=? AND d.at>=? AND n.kind<>'escalation' AND n.replaces IS NULL GROUP BY d.rule_version, n.state`,
    [rule, since],
  )
  const answered = await read.rows<{ version: number; answer: string; n: number }>(
    `SELECT d.rule_version AS version, f.answer, COUNT(*) AS n FROM decision d JOIN follow_up f ON f.decision_id = d.id
     WHERE d.rule_id=? AND d.at>=? GROUP BY d.rule_version, f.answer`,
    [rule, since],
  )
  const thought = await read.rows<{ version: number; verdict: string; n: number }>(
    `SELECT b.rule_version AS version, b.verdict, COUNT(*) AS n FROM notice_feedback b
     JOIN decision d ON d.id = b.decision_id WHERE b.rule_id=? AND d.at>=? GROUP BY b.rule_version, b.verdict`,
    [rule, since],
  )
  return [
    ...decided.map((r): RuleFacts => ({
      version: Number(r.version),
      of: 'decided',
      what: '',
      count: Number(r.n),
    })),
    ...told.map((r): RuleFacts => ({
      version: Number(r.version),
      of: 'told',
      what: r.state,
      count: Number(r.n),
    })),
    ...answered.map((r): RuleFacts => ({
      version: Number(r.version),
      of: 'answered',
      what: r.answer,
      count: Number(r.n),
    })),
    ...thought.map((r): RuleFacts => ({
      version: Number(r.version),
      of: 'thought',
      what: r.verdict,
      count: Number(r.n),
    })),
  ]
}

/** The newest reasons that people gave: with 👍 or 👎, and with 不对. */
export async function reasonsGiven(
  read: Sql,
  rule: RuleId,
  since: Instant,
  limit: number,
): Promise<ReasonGiven[]> {
  const rows = await read.rows<RawReason>(
    `SELECT b.decision_id AS decision_id, b.member_id AS member_id, b.verdict AS verdict, b.reason AS reason, b.at AS at
     FROM notice_feedback b
     JOIN decision d ON d.id = b.decision_id WHERE b.rule_id=? AND d.at>=? AND b.reason IS NOT NULL
     UNION ALL
     SELECT f.decision_id AS decision_id, f.member_id AS member_id, 'wrong' AS verdict, f.note AS reason, f.at AS at
     FROM follow_up f
     JOIN decision d ON d.id = f.decision_id WHERE d.rule_id=? AND d.at>=? AND f.answer='wrong' AND f.note IS NOT NULL
     ORDER BY at DESC LIMIT ?`,
    [rule, since, rule, since, limit],
  )
  return rows.map((r) => ({
    decision: decisionId(Number(r.decision_id)),
    member: memberId(Number(r.member_id)),
    verdict: r.verdict as ReasonGiven['verdict'],
    reason: r.reason,
    at: instant(Number(r.at)),
  }))
}

interface RawReason {
  readonly decision_id: number
  readonly member_id: number
  readonly verdict: string
  readonly reason: string
  readonly at: number
}
