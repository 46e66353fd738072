import type { CustomerId, DecisionId, DocumentId, MemberId } from '../../contract/ids'
import { customerId, decisionId, memberId } from '../../contract/ids'
import type { StepMeeting } from '../../contract/meeting'
import type { Instant } from '../../contract/quantities'
import { instant } from '../../contract/quantities'
import type { PackageStep, StrategyPackage } from '../../contract/rule'
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
  readonly document?: DocumentId
  readonly meeting?: StepMeeting
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
    ...besidesOf(step),
  }))

/** What the step sends, and whom it meets. */
const besidesOf = (step: PackageStep | undefined): Pick<StartedStep, 'document' | 'meeting'> => ({
  ...(step?.document === undefined ? {} : { document: step.document }),
  ...(step?.meeting === undefined ? {} : { meeting: step.meeting }),
})

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
  return open === undefined ? false : finishStepNamed(tx, decision, open.step_id, now)
}

/** The same for that step; false, and nothing changed, where it is not open. */
export async function finishStepNamed(
  tx: Sql,
  decision: DecisionId,
  step: string,
  now: Instant,
): Promise<boolean> {
  const done = await tx.run(
    "UPDATE package_step SET state = 'done', changed_at = ? WHERE decision_id = ? AND step_id = ? AND state = 'open'",
    [now, decision, step],
  )
  if (done === 0) return false
  const position = await positionOf(tx, decision, step)
  await tx.run(
    "UPDATE package_step SET state = 'open', changed_at = ? WHERE decision_id = ? AND position = ? AND state = 'waiting'",
    [now, decision, position + 1],
  )
  return true
}

/** Opens a done step again, and the one after it waits for it; what has been stopped since stays stopped. */
export async function reopenStep(tx: Sql, decision: DecisionId, step: string, now: Instant): Promise<void> {
  const position = await positionOf(tx, decision, step)
  await tx.run(
    "UPDATE package_step SET state = 'waiting', changed_at = ? WHERE decision_id = ? AND position = ? AND state = 'open'",
    [now, decision, position + 1],
  )
  await tx.run(
    "UPDATE package_step SET state = 'open', changed_at = ? WHERE decision_id = ? AND step_id = ? AND state = 'done'",
    [now, decision, step],
  )
}

async function positionOf(sql: Sql, decision: DecisionId, step: string): Promise<number> {
  const [row] = await sql.rows<{ position: number }>(
    'SELECT position FROM package_step WHERE decision_id = ? AND step_id = ?',
    [decision, step],
  )
  return Number(row?.position ?? -1)
}

/** What one member has to do now, or what is to be done for one customer, the newest decision first; at most 50. */
export async function openStepsOf(
  read: Sql,
  whose: { readonly owner: MemberId } | { readonly customer: CustomerId },
): Promise<OpenStep[]> {
  const [column, id] =
    'owner' in whose ? (['owner_id', whose.owner] as const) : (['customer_id', whose.customer] as const)
  const rows = await read.rows<StepRow & { readonly decision_id: number; readonly customer_id: number }>(
    `${SELECT_STEPS}, s.decision_id, s.customer_id ${FROM_STEPS}
     WHERE s.${column} = ? AND s.state = 'open' ORDER BY s.decision_id DESC LIMIT 50`,
    [id],
  )
  return rows.map((row) => ({
    ...toStep(row),
    decision: decisionId(Number(row.decision_id)),
    customer: customerId(Number(row.customer_id)),
  }))
}

export interface OpenStep extends StartedStep {
  readonly decision: DecisionId
  readonly customer: CustomerId
}

interface StepRow {
  readonly step_id: string
  readonly owner_id: number | null
  readonly due_at: number
  readonly state: string
  readonly document: string
}

const SELECT_STEPS = 'SELECT s.step_id, s.owner_id, s.due_at, s.state, v.document'
const FROM_STEPS = `FROM package_step s
  JOIN package_version v ON v.package_id = s.package_id AND v.version = s.package_version`

/** A step that somebody still has to do for a customer, with the package it belongs to. */
export interface StepAhead extends Pick<StartedStep, 'name' | 'task' | 'owner' | 'due'> {
  readonly decision: DecisionId
  readonly package: string
  readonly state: 'open' | 'waiting'
}

/** What is to be done for a customer, what is due first first. */
export async function readStepsAhead(read: Sql, customer: CustomerId, limit: number): Promise<StepAhead[]> {
  const rows = await read.rows<StepRow & { readonly decision_id: number }>(
    `${SELECT_STEPS}, s.decision_id ${FROM_STEPS} WHERE s.customer_id = ? AND s.state IN ('open', 'waiting')
     ORDER BY s.due_at, s.decision_id, s.position LIMIT ${Math.trunc(limit)}`,
    [customer],
  )
  return rows.map((row) => {
    const { name, task, owner, due, state } = toStep(row)
    return {
      ...{ name, task, owner, due },
      decision: decisionId(Number(row.decision_id)),
      package: (JSON.parse(row.document) as StrategyPackage).name,
      state: state === 'open' ? 'open' : 'waiting',
    }
  })
}

/** In order, with names and tasks of the version that was started. */
export async function readSteps(read: Sql, decision: DecisionId): Promise<StartedStep[]> {
  const rows = await read.rows<StepRow>(
    `${SELECT_STEPS} ${FROM_STEPS} WHERE s.decision_id = ? ORDER BY s.position`,
    [decision],
  )
  return rows.map(toStep)
}

const toStep = (row: StepRow): StartedStep => {
  const { steps } = JSON.parse(row.document) as StrategyPackage
  const step = steps.find((s) => s.id === row.step_id)
  return {
    id: row.step_id,
    name: step?.name ?? row.step_id,
    task: step?.task ?? '',
    owner: row.owner_id === null ? null : memberId(Number(row.owner_id)),
    due: instant(Number(row.due_at)),
    state: row.state as StepState,
    ...besidesOf(step),
  }
}
