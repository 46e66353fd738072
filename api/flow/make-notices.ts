import type { Decision } from '../../contract/decision'
import type { CustomerId, TouchpointId } from '../../contract/ids'
import type { Notice, NoticeStep } from '../../contract/notice'
import type { Member } from '../../contract/people'
import type { Instant } from '../../contract/quantities'
import type { RuleAction, StrategyPackage } from '../../contract/rule'
import type { Touchpoint } from '../../contract/touchpoint'
import type { HeldCustomer } from '../customers'
import type { Sql } from '../database'
import type { QueuedNotice } from '../delivery'
import { worthOfStage } from '../delivery'
import { startSteps, stepsOf, stopSteps } from '../strategy'
import { briefOf, evidenceLines } from './evidence-lines'
import type { Modules } from './modules'
import type { WorkedBatch } from './process-batch'

const LINES_ON_A_CARD = 8

type DecisionNotice = Exclude<Notice, { kind: 'system-warning' | 'meeting' }>

/** A batch in which every customer that somebody must be told about has an owner, with that owner's superiors. */
export interface OwnedBatch extends WorkedBatch {
  readonly owners: ReadonlyMap<CustomerId, Owners>
}

export interface Owners {
  readonly owner: Member | null
  readonly manager: Member | null
}

/**
 * Gives an owner to customers who need one, starts and stops packages, inside the batch's transaction.
 * A paused package starts nothing; the decision says so by having no steps.
 */
export async function startPackages(
  modules: Modules,
  tx: Sql,
  batch: WorkedBatch,
  decisions: readonly Decision[],
  now: Instant,
): Promise<OwnedBatch> {
  const held = new Map(batch.held)
  const owners = new Map<CustomerId, Owners>()
  for (const decision of decisions) {
    if (!decision.actions.some(needsOwner)) continue
    const customer = held.get(decision.customer)
    if (customer === undefined || owners.has(decision.customer)) continue
    owners.set(decision.customer, await ownersOf(modules, tx, held, customer))
  }
  for (const decision of decisions) {
    for (const action of decision.actions) await carryOut(modules, tx, decision, action, owners, now)
  }
  return { ...batch, held, owners }
}

const needsOwner = (action: RuleAction): boolean => 'alertOwner' in action || 'startPackage' in action

async function ownersOf(
  modules: Modules,
  tx: Sql,
  held: Map<CustomerId, HeldCustomer>,
  customer: HeldCustomer,
): Promise<Owners> {
  const known = customer.row.owner === null ? undefined : await modules.people.member(customer.row.owner)
  const owner = known?.active === true ? known : await modules.people.nextOwner(tx)
  if (owner === undefined) return { owner: null, manager: null }
  if (owner.id !== customer.row.owner) {
    held.set(customer.row.id, { state: customer.state, row: { ...customer.row, owner: owner.id } })
  }
  const manager = owner.manager === null ? undefined : await modules.people.member(owner.manager)
  return { owner, manager: manager?.active === true ? manager : null }
}

async function carryOut(
  modules: Modules,
  tx: Sql,
  decision: Decision,
  action: RuleAction,
  owners: ReadonlyMap<CustomerId, Owners>,
  now: Instant,
): Promise<void> {
  if ('stopPackage' in action) {
    await stopSteps(tx, action.stopPackage, now, decision.customer)
    return
  }
  if (!('startPackage' in action)) return
  const document = startable(modules, action)
  const who = owners.get(decision.customer)
  if (document === undefined) return
  await startSteps(tx, {
    decision: decision.id,
    customer: decision.customer,
    package: document,
    now,
    owner: who?.owner?.id ?? null,
    manager: who?.manager?.id ?? null,
    dueAfter: modules.calendar.addWorkdays,
  })
}

const startable = (
  modules: Modules,
  action: { readonly startPackage: string },
): StrategyPackage | undefined =>
  modules.strategy.isPaused(action.startPackage) ? undefined : modules.strategy.package(action.startPackage)

/** Fetches what the notices of a batch must show; the answer turns the recorded decisions into notices. */
export async function noticesOf(
  modules: Modules,
  batch: WorkedBatch,
): Promise<(decisions: readonly Decision[], owned: OwnedBatch) => QueuedNotice[]> {
  const told = batch.drafts.filter(({ draft }) => draft.actions.some(needsOwner))
  const ids = new Set(told.flatMap(({ draft }) => draft.evidence))
  const touchpoints = new Map(batch.touchpoints)
  const missing = [...ids].filter((id) => !touchpoints.has(id))
  for (const t of await modules.log.readByIds(missing)) touchpoints.set(t.id, modules.align(t))
  return (decisions, owned) => decisions.flatMap((d) => noticesFor(modules, owned, d, decisions, touchpoints))
}

function noticesFor(
  modules: Modules,
  batch: OwnedBatch,
  decision: Decision,
  decisions: readonly Decision[],
  touchpoints: ReadonlyMap<TouchpointId, Touchpoint>,
): QueuedNotice[] {
  const customer = batch.held.get(decision.customer)
  const who = batch.owners.get(decision.customer)
  if (customer === undefined || who === undefined) return []
  return decision.actions.flatMap((action) => {
    const notice = noticeFor(modules, customer, who, decision, action, decisions, touchpoints)
    return notice === undefined
      ? []
      : receivers(who, action).map((member) => ({
          decision: decision.id,
          member,
          notice,
          judgedAt: decision.at,
          worth: worthOfStage(customer.row.stage),
        }))
  })
}

/** A package concerns whoever leads the owner too: some of its steps are his. */
const receivers = (who: Owners, action: RuleAction): Member[] => {
  const both = 'startPackage' in action ? [who.owner, who.manager] : [who.owner]
  return both.flatMap((m) => m ?? [])
}

function noticeFor(
  modules: Modules,
  customer: HeldCustomer,
  who: Owners,
  decision: Decision,
  action: RuleAction,
  decisions: readonly Decision[],
  touchpoints: ReadonlyMap<TouchpointId, Touchpoint>,
): DecisionNotice | undefined {
  const rule = modules.strategy.rule(decision.rule)
  const tags = Object.keys(customer.state.marks.tags)
  const common = {
    customer: briefOf(customer.row, tags),
    intent: decision.intent,
    evidence: evidenceLines(decision.evidence, touchpoints, LINES_ON_A_CARD),
    rule: { id: decision.rule, name: rule?.name ?? decision.rule, version: decision.ruleVersion },
    decision: decision.id,
  }
  if ('alertOwner' in action) return { kind: 'lead-alert', title: action.alertOwner.title, ...common }
  if (!('startPackage' in action)) return undefined
  const document = startable(modules, action)
  if (document === undefined) return undefined
  return {
    kind: 'strategy-step',
    ...common,
    reading: readingBehind(modules, customer, decision, decisions),
    tag: tagBehind(decision),
    package: { id: document.id, name: document.name, version: document.version },
    steps: steps(modules, document, decision.at, who),
  }
}

const steps = (modules: Modules, document: StrategyPackage, now: Instant, who: Owners): NoticeStep[] =>
  stepsOf(document, now, who.owner?.id ?? null, who.manager?.id ?? null, modules.calendar.addWorkdays).map(
    (step) => {
      const name = [who.owner, who.manager].find((m) => m?.id === step.owner)?.name
      return {
        name: step.name,
        task: step.task,
        due: step.due,
        ...(name === undefined ? {} : { owner: name }),
        ...(step.document === undefined ? {} : { document: step.document }),
        ...(step.meeting === undefined ? {} : { meeting: step.meeting }),
      }
    },
  )

/** The tag whose coming started the package. */
function tagBehind(decision: Decision): string | null {
  const tagOf = (reading: Decision['reading']): string | null => {
    if ('tag' in reading.condition && reading.met) return reading.condition.tag.has
    for (const child of reading.children) {
      const found = tagOf(child)
      if (found !== null) return found
    }
    return null
  }
  return tagOf(decision.reading)
}

/** Where a tag started the package, people want to see what the tag rests on. */
function readingBehind(
  modules: Modules,
  customer: HeldCustomer,
  decision: Decision,
  decisions: readonly Decision[],
): Decision['reading'] {
  const tag = tagBehind(decision)
  const justNow = decisions.find(
    (d) => d.trace === decision.trace && d.actions.some((action) => 'tag' in action && action.tag === tag),
  )
  if (justNow !== undefined) return justNow.reading
  const behind = modules.strategy
    .index()
    .rules.find((rule) => rule.then.some((action) => 'tag' in action && action.tag === tag))
  if (behind === undefined) return decision.reading
  return modules.strategy.index().explain(behind.id, {
    state: customer.state,
    now: decision.at,
    intentTenths: decision.intent.tenths,
    stage: customer.row.stage,
  }).reading
}
