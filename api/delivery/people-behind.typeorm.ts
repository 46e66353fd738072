import type { DigestPerson } from '../../contract/notices/daily-digest'
import { memberId } from '../../contract/ids'
import type { Member } from '../../contract/people'
import type { Instant } from '../../contract/quantities'
import { instant } from '../../contract/quantities'
import type { Sql } from '../database'

const MOST_PEOPLE = 20

/** For whoever leads others: those who report to him and were told something since then, who has most open first. */
export async function peopleBehind(tx: Sql, leader: Member, since: Instant): Promise<DigestPerson[]> {
  if (leader.role !== 'manager' && leader.role !== 'director') return []
  const rows = await tx.rows<RawPerson>(
    `SELECT m.id, m.name, COUNT(*) AS fired,
       SUM(CASE WHEN f.answer IS NOT NULL AND f.answer<>'snoozed' THEN 1 ELSE 0 END) AS solved,
       MIN(CASE WHEN f.decision_id IS NULL THEN d.at ELSE NULL END) AS oldest_open
     FROM member m JOIN notice n ON n.member_id = m.id JOIN decision d ON d.id = n.decision_id
     LEFT JOIN follow_up f ON f.decision_id = n.decision_id
     WHERE m.manager_id=? AND m.active=1 AND n.created_at>=? AND n.kind<>'escalation' AND n.replaces IS NULL
     GROUP BY m.id, m.name
     ORDER BY COUNT(*) - SUM(CASE WHEN f.answer IS NOT NULL AND f.answer<>'snoozed' THEN 1 ELSE 0 END) DESC, m.id
     LIMIT ${MOST_PEOPLE}`,
    [leader.id, since],
  )
  return rows.map((r) => ({
    member: memberId(Number(r.id)),
    name: r.name,
    fired: Number(r.fired),
    solved: Number(r.solved),
    oldestOpen: r.oldest_open === null ? null : instant(Number(r.oldest_open)),
  }))
}

interface RawPerson {
  readonly id: number
  readonly name: string
  readonly fired: number
  readonly solved: number
  readonly oldest_open: number | null
}
