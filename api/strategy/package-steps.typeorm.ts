import type { CustomerId, DecisionId, MemberId } from '../../contract/ids'
import { memberId } from '../../contract/ids'
import type { Instant } from '../../contract/quantities'
import { instant } from '../../contract/quantities'
import type { StrategyPackage } from '../../contract/rule'
import type { Sql } from '../database'
import { marks, onConflict } from '../database'

/** `open` is to be done now, `waiting` has the step before it still to be done. */
export type StepState = 'open' | 'waiting' | 'done' | 'stopped'

export interface StartedStep {
  readonly id: string
  readonly name: string
  readonly task: string
  readonly owner: MemberId | null
  readonly due: Instant
  readonly state: StepState
}

/** The moment so many working days later. */
export type DueAfter = (now: Instant, days: number) => Instant

/**
 * Writes the steps of a package that starts: the first is open, each later one waits for the one before it. Steps that
 * the same decision had started before and that were stopped begin anew.
 */
export async function startSteps(
  tx: Sql,
  start: {
    readonly decision: DecisionId
    readonly customer: CustomerId
    readonly package: StrategyPackage
    readonly now: Instant
    readonly owner: MemberId | null
    readonly manager: MemberId | null
    readonly dueAfter: DueAfter
  },
): Promise<void> {
  const steps = stepsOf(start.package, start.now, start.owner, start.manager, start.dueAfter)
  for (const [position, step] of steps.entries()) {
    await tx.run(
      `INSERT INTO package_step (decision_id, step_id, position, customer_id, package_id, package_version, owner_id,
       due_at, state, changed_at) VALUES (${marks(10)})
       ${onConflict(tx.dialect, ['decision_id', 'step_id'], ['owner_id', 'due_at', 'state', 'changed_at'])}`,
      [
        start.decision, step.id, position, start.customer, start.package.id, start.package.version, step.owner,
        step.due, step.state, start.now,
      ], // prettier-ignore
    )
  }
}

export const stepsOf = (
  strategy: StrategyPackage,
  now: Instant,
  owner: MemberId | null,
  manager: MemberId | null,
  dueAfter: DueAfter,
): StartedStep[] =>
  strategy.steps.map((step, i) => ({
    id: step.id,
    name: step.name,
    task: step.task,
    owner: step.owner === 'manager' ? (manager ?? owner) : owner,
    due: dueAfter(now, step.dueDays),
    state: i === 0 ? 'open' : 'waiting',
  }))

/** Ends what is not done yet, for one customer or for all; says how many steps that were. */
export const stopSteps = (
  tx: Sql,
  packageId: string,
  now: Instant,
  customer: CustomerId | null,
): Promise<number> =>
  tx.run(
    `UPDATE package_step SET state = 'stopped', changed_at = ? WHERE package_id = ? AND state IN ('open', 'waiting')
     ${customer === null ? '' : 'AND customer_id = ?'}`,
    customer === null ? [now, packageId] : [now, packageId, customer],
  )

/** Ends what is not done yet of what one decision started. */
export const stopStepsOf = (
  tx: Sql,
  start: { readonly decision: DecisionId; readonly package: string },
  now: Instant,
): Promise<number> =>
  tx.run(
    `UPDATE package_step SET state = 'stopped', changed_at = ? WHERE decision_id = ? AND package_id = ?
     AND state IN ('open', 'waiting')`,
    [now, start.decision, start.package],
  )

/** Goes on with the steps that were stopped at that moment: the first of them is open, the others wait. */
export async function goOnWithSteps(
  tx: Sql,
  start: { readonly decision: DecisionId; readonly package: string },
  stoppedAt: Instant,
  now: Instant,
): Promise<void> {
  const which = `decision_id = ? AND package_id = ? AND state = 'stopped' AND changed_at = ?`
  const values = [start.decision, start.package, stoppedAt]
  const [first] = await tx.rows<{ position: number | null }>(
    `SELECT MIN(position) AS position FROM package_step WHERE ${which}`,
    values,
  )
  await tx.run(
    `UPDATE package_step SET state = CASE WHEN position = ? THEN 'open' ELSE 'waiting' END, changed_at = ?
     WHERE ${which}`,
    [Number(first?.position ?? 0), now, ...values],
  )
}

/** Gives what one owner still has to do for a customer to another, also what has yet to be confirmed. */
export async function handOverSteps(
  tx: Sql,
  customer: CustomerId,
  from: MemberId | null,
  to: MemberId,
): Promise<void> {
  const his = from === null ? 'owner_id IS NULL' : 'owner_id = ?'
  const values = from === null ? [to, customer] : [to, customer, from]
  await tx.run(
    `UPDATE package_step SET owner_id = ? WHERE customer_id = ? AND state IN ('open', 'waiting') AND ${his}`,
    values,
  )
  await tx.run(
    `UPDATE package_start SET owner_id = ? WHERE customer_id = ? AND state = 'waiting' AND ${his}`,
    values,
  )
}

/** Marks the open step done and opens the next one. False when the decision has no open step. */
export async function finishStep(tx: Sql, decision: DecisionId, now: Instant): Promise<boolean> {
  const [open] = await tx.rows<{ step_id: string; position: number }>(
    "SELECT step_id, position FROM package_step WHERE decision_id = ? AND state = 'open' ORDER BY position LIMIT 1",
    [decision],
  )
  if (open === undefined) return false
  await tx.run(
    "UPDATE package_step SET state = 'done', changed_at = ? WHERE decision_id = ? AND step_id = ?",
    [now, decision, open.step_id],
  )
  await tx.run(
    "UPDATE package_step SET state = 'open', changed_at = ? WHERE decision_id = ? AND position = ? AND state = 'waiting'",
    [now, decision, Number(open.position) + 1],
  )
  return true
}

/** In order, with names and tasks of the version that was started. */
export async function readSteps(read: Sql, decision: DecisionId): Promise<StartedStep[]> {
  const rows = await read.rows<Record<string, string | number | null>>(
    `SELECT s.step_id, s.owner_id, s.due_at, s.state, v.document FROM package_step s
     JOIN package_version v ON v.package_id = s.package_id AND v.version = s.package_version
     WHERE s.decision_id = ? ORDER BY s.position`,
    [decision],
  )
  return rows.map((r) => {
    const { steps } = JSON.parse(String(r.document)) as StrategyPackage
    const step = steps.find((s) => s.id === r.step_id)
    return {
      id: String(r.step_id),
      name: step?.name ?? String(r.step_id),
      task: step?.task ?? '',
      owner: r.owner_id === null ? null : memberId(Number(r.owner_id)),
      due: instant(Number(r.due_at)),
      state: String(r.state) as StepState,
    }
  })
}
