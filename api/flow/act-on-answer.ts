import type { PackageState } from '../../contract/autonomy'
import type { FollowUp } from '../../contract/decision'
import type { DecisionId } from '../../contract/ids'
import type { Instant } from '../../contract/quantities'
import type { Sql } from '../database'
import type { PackageStart } from '../strategy'
import { goOnWithSteps, setStartState, startSteps, startsOf, stopStepsOf } from '../strategy'
import type { Modules } from './modules'

type Means = Pick<Modules, 'calendar' | 'strategy'>

/**
 * What follows from an answer for the packages of its decision, in the transaction that records it: at level 1 接手
 * starts the steps; 不对, and calling off, stop what was started and keep from starting what was not.
 */
export async function actOnAnswer(means: Means, tx: Sql, followUp: FollowUp): Promise<void> {
  if (followUp.answer === 'snoozed') return
  for (const start of await startsOf(tx, followUp.decision, true)) {
    if (followUp.answer === 'taken') await confirmed(means, tx, start, followUp.at)
    else await refused(tx, start, followUp.at)
  }
}

/** A paused package starts nothing, whoever confirms it: it goes on waiting. */
async function confirmed(means: Means, tx: Sql, start: PackageStart, now: Instant): Promise<void> {
  if (start.state !== 'waiting' || means.strategy.isPaused(start.package)) return
  const document = await means.strategy.store.packageVersion(start.package, start.packageVersion)
  if (document === undefined) return
  const { decision, customer, owner, manager } = start
  const dueAfter = means.calendar.addWorkdays
  await startSteps(tx, { decision, customer, owner, manager, package: document, now, dueAfter })
  await setStartState(tx, start, 'started', now)
}

async function refused(tx: Sql, start: PackageStart, now: Instant): Promise<void> {
  if (start.state === 'started') {
    await stopStepsOf(tx, start, now)
    await setStartState(tx, start, 'called-off', now)
  } else if (start.state === 'waiting' || start.state === 'suggested') {
    await setStartState(tx, start, 'declined', now)
  }
}

/** The answer is taken back, and with it what followed from it. */
export async function actOnTakenBack(means: Means, tx: Sql, given: FollowUp, now: Instant): Promise<void> {
  for (const start of await startsOf(tx, given.decision, true)) {
    const asked = start.level === 0 ? 'suggested' : 'waiting'
    if (start.state === 'declined') await setStartState(tx, start, asked, now)
    // Started by this answer alone; what the hub had started by itself goes on.
    if (start.state === 'started' && start.level === 1 && given.answer === 'taken') {
      await stopStepsOf(tx, start, now)
      await setStartState(tx, start, asked, now)
    }
    if (start.state === 'called-off') await goOn(means, tx, start, now)
  }
}

/** Only with what the answer had stopped: what was stopped besides, by a pause or a rule, stays so. */
async function goOn(means: Means, tx: Sql, start: PackageStart, now: Instant): Promise<void> {
  if (!means.strategy.isPaused(start.package)) await goOnWithSteps(tx, start, start.changedAt, now)
  await setStartState(tx, start, 'started', now)
}

/** What has become of the package that a decision speaks of; null where it speaks of none. */
export async function packageStateOf(sql: Sql, decision: DecisionId): Promise<PackageState | null> {
  const states = (await startsOf(sql, decision)).map(({ state }) => state)
  return states.find((state) => state === 'started') ?? states[0] ?? null
}
