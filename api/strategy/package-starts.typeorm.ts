import type { Autonomy, PackageState } from '../../contract/autonomy'
import type { CustomerId, DecisionId, MemberId } from '../../contract/ids'
import { customerId, decisionId, memberId } from '../../contract/ids'
import type { Instant } from '../../contract/quantities'
import { instant } from '../../contract/quantities'
import type { Sql } from '../database'
import { marks } from '../database'
import type { SettledAct } from './domain/track-record'

/** A package that a decision started, asked for, or only suggested. */
export interface PackageStart {
  readonly decision: DecisionId
  readonly package: string
  readonly packageVersion: number
  readonly customer: CustomerId
  /** The level in force when it was judged, and the number of the move that had brought it. */
  readonly level: Autonomy
  readonly change: number
  readonly owner: MemberId | null
  readonly manager: MemberId | null
  readonly state: PackageState
  readonly at: Instant
  readonly changedAt: Instant
}

export const recordStart = (tx: Sql, start: PackageStart): Promise<number> =>
  tx.run(
    `INSERT INTO package_start (decision_id, package_id, package_version, customer_id, change_number, level, owner_id,
     manager_id, state, at, changed_at) VALUES (${marks(11)})`,
    [
      start.decision, start.package, start.packageVersion, start.customer, start.change, start.level, start.owner,
      start.manager, start.state, start.at, start.changedAt,
    ], // prettier-ignore
  )

/** What a decision started or asked for. With `lock`, nobody changes it before the transaction ends. */
export async function startsOf(sql: Sql, decision: DecisionId, lock = false): Promise<PackageStart[]> {
  const rows = await sql.rows<Record<string, string | number | null>>(
    `SELECT * FROM package_start WHERE decision_id = ? ORDER BY package_id
     ${lock && sql.dialect === 'mysql' ? 'FOR UPDATE' : ''}`,
    [decision],
  )
  const member = (id: string | number | null | undefined) =>
    id === null || id === undefined ? null : memberId(Number(id))
  return rows.map((r) => ({
    decision: decisionId(Number(r.decision_id)),
    package: String(r.package_id),
    packageVersion: Number(r.package_version),
    customer: customerId(Number(r.customer_id)),
    level: Number(r.level) as Autonomy,
    change: Number(r.change_number),
    owner: member(r.owner_id),
    manager: member(r.manager_id),
    state: String(r.state) as PackageState,
    at: instant(Number(r.at)),
    changedAt: instant(Number(r.changed_at)),
  }))
}

export const setStartState = (
  tx: Sql,
  start: Pick<PackageStart, 'decision' | 'package'>,
  state: PackageState,
  at: Instant,
): Promise<number> =>
  tx.run('UPDATE package_start SET state = ?, changed_at = ? WHERE decision_id = ? AND package_id = ?', [
    state,
    at,
    start.decision,
    start.package,
  ])

/** A rule has ended the package for the customer: what has not begun, or was called off, begins no more. */
export const withdrawStarts = (
  tx: Sql,
  packageId: string,
  customer: CustomerId,
  at: Instant,
): Promise<number> =>
  tx.run(
    `UPDATE package_start SET state = 'withdrawn', changed_at = ? WHERE package_id = ? AND customer_id = ?
     AND state IN ('waiting', 'suggested', 'called-off', 'declined')`,
    [at, packageId, customer],
  )

/** The package's decisions that were settled since the move of that number, newest answer first. */
export async function settledActs(
  sql: Sql,
  packageId: string,
  change: number,
  limit: number,
): Promise<SettledAct[]> {
  const rows = await sql.rows<{ decision_id: number; answer: string; at: number }>(
    `SELECT s.decision_id AS decision_id, f.answer AS answer, f.at AS at FROM package_start s
     JOIN follow_up f ON f.decision_id = s.decision_id
     WHERE s.package_id = ? AND s.change_number = ? AND f.answer <> 'snoozed'
     ORDER BY f.at DESC, s.decision_id DESC LIMIT ?`,
    [packageId, change, limit],
  )
  return rows.map((r) => ({
    decision: decisionId(Number(r.decision_id)),
    outcome: r.answer === 'taken' ? 'good' : 'bad',
    at: instant(Number(r.at)),
  }))
}

/** The same counted, without a limit. */
export async function settledCounts(
  sql: Sql,
  packageId: string,
  change: number,
): Promise<{ readonly good: number; readonly settled: number }> {
  const [row] = await sql.rows<{ good: number | null; settled: number }>(
    `SELECT SUM(CASE WHEN f.answer = 'taken' THEN 1 ELSE 0 END) AS good, COUNT(*) AS settled FROM package_start s
     JOIN follow_up f ON f.decision_id = s.decision_id
     WHERE s.package_id = ? AND s.change_number = ? AND f.answer <> 'snoozed'`,
    [packageId, change],
  )
  return { good: Number(row?.good ?? 0), settled: Number(row?.settled ?? 0) }
}

/** Decisions of these whose card somebody found bad. */
export async function thumbsDown(sql: Sql, packageId: string, change: number): Promise<number> {
  const [row] = await sql.rows<{ n: number }>(
    `SELECT COUNT(DISTINCT b.decision_id) AS n FROM package_start s
     JOIN notice_feedback b ON b.decision_id = s.decision_id
     WHERE s.package_id = ? AND s.change_number = ? AND b.verdict = 'bad'`,
    [packageId, change],
  )
  return Number(row?.n ?? 0)
}
