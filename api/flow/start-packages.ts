import type { Autonomy, PackageState } from '../../contract/autonomy'
import type { Decision } from '../../contract/decision'
import type { CustomerId } from '../../contract/ids'
import type { Instant } from '../../contract/quantities'
import type { RuleAction, StrategyPackage } from '../../contract/rule'
import type { HeldCustomer } from '../customers'
import type { Sql } from '../database'
import { recordStart, startSteps, stopSteps, withdrawStarts } from '../strategy'
import type { Levels } from './levels-in-force'
import type { Modules } from './modules'
import type { Owners } from './owners'
import { needsOwner, ownersOf } from './owners'
import type { WorkedBatch } from './process-batch'

/** A batch in which every customer that somebody must be told about has an owner, with that owner's superiors. */
export interface OwnedBatch extends WorkedBatch {
  readonly owners: ReadonlyMap<CustomerId, Owners>
}

/**
 * Gives an owner to customers who need one, starts and stops packages, inside the batch's transaction. A package
 * starts as far as its level lets it: below 2 it waits for somebody, or is only spoken of. A paused package starts
 * nothing; the decision says so by having no steps.
 */
export async function startPackages(
  modules: Modules,
  tx: Sql,
  batch: WorkedBatch,
  judged: { readonly decisions: readonly Decision[]; readonly levels: Levels },
  now: Instant,
): Promise<OwnedBatch> {
  const { decisions, levels } = judged
  const held = new Map(batch.held)
  const owners = new Map<CustomerId, Owners>()
  for (const decision of decisions) {
    if (!decision.actions.some(needsOwner)) continue
    const customer: HeldCustomer | undefined = held.get(decision.customer)
    if (customer === undefined || owners.has(decision.customer)) continue
    owners.set(decision.customer, await ownersOf(modules, tx, held, customer))
  }
  for (const decision of decisions) {
    const act = { decision, who: owners.get(decision.customer), levels, now }
    for (const action of decision.actions) await carryOut(modules, tx, action, act)
  }
  return { ...batch, held, owners }
}

interface Act {
  readonly decision: Decision
  readonly who: Owners | undefined
  readonly levels: Levels
  readonly now: Instant
}

async function carryOut(modules: Modules, tx: Sql, action: RuleAction, act: Act): Promise<void> {
  const { decision, now } = act
  if ('stopPackage' in action) {
    await stopSteps(tx, action.stopPackage, now, decision.customer)
    await withdrawStarts(tx, action.stopPackage, decision.customer, now)
    return
  }
  if (!('startPackage' in action)) return
  const document = startable(modules, action)
  if (document !== undefined) await start(modules, tx, document, act)
}

async function start(modules: Modules, tx: Sql, document: StrategyPackage, act: Act): Promise<void> {
  const { decision, who, levels, now } = act
  const owner = who?.owner?.id ?? null
  const manager = who?.manager?.id ?? null
  const state = stateAt[decision.autonomy]
  await recordStart(tx, {
    decision: decision.id,
    package: document.id,
    packageVersion: document.version,
    customer: decision.customer,
    level: decision.autonomy,
    change: levels.get(document.id)?.number ?? 1,
    ...{ owner, manager, state, at: now, changedAt: now },
  })
  if (state !== 'started') return
  const { addWorkdays } = modules.calendar
  const whom = { decision: decision.id, customer: decision.customer, owner, manager }
  await startSteps(tx, { ...whom, package: document, now, dueAfter: addWorkdays })
}

/** What a package is from the moment it was judged. */
const stateAt: Readonly<Record<Autonomy, PackageState>> = {
  0: 'suggested',
  1: 'waiting',
  2: 'started',
  3: 'started',
}

export const startable = (
  modules: Modules,
  action: { readonly startPackage: string },
): StrategyPackage | undefined =>
  modules.strategy.isPaused(action.startPackage) ? undefined : modules.strategy.package(action.startPackage)
