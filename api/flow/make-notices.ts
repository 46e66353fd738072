import type { Decision } from '../../contract/decision'
import type { TouchpointId } from '../../contract/ids'
import type { Notice, NoticeStep } from '../../contract/notice'
import type { Member } from '../../contract/people'
import type { RuleAction, StrategyPackage } from '../../contract/rule'
import type { Touchpoint } from '../../contract/touchpoint'
import type { HeldCustomer } from '../customers'
import type { QueuedNotice } from '../delivery'
import { worthOfStage } from '../delivery'
import { stepsOf } from '../strategy'
import { briefOf, evidenceLines } from './evidence-lines'
import type { Modules } from './modules'
import type { Owners } from './owners'
import { needsOwner } from './owners'
import type { WorkedBatch } from './process-batch'
import { startable } from './start-packages'
import type { OwnedBatch } from './start-packages'

const LINES_ON_A_CARD = 8

type DecisionNotice = Exclude<Notice, { kind: 'system-warning' | 'meeting' }>

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
    autonomy: decision.autonomy,
    steps: steps(modules, document, decision, who),
  }
}

/** Where nothing has started yet, days are counted from when it does. */
function steps(
  modules: Modules,
  document: StrategyPackage,
  { at, autonomy }: Pick<Decision, 'at' | 'autonomy'>,
  who: Owners,
): NoticeStep[] {
  const { addWorkdays } = modules.calendar
  const planned = stepsOf(document, at, who.owner?.id ?? null, who.manager?.id ?? null, addWorkdays)
  return planned.map(({ name, task, due, owner, document: sent, meeting }, i) => {
    const person = [who.owner, who.manager].find((m) => m?.id === owner)?.name
    const dueDays = document.steps[i]?.dueDays ?? 0
    return {
      ...{ name, task, due },
      ...(autonomy < 2 ? { afterStartDays: dueDays } : {}),
      ...(person === undefined ? {} : { owner: person }),
      ...(sent === undefined ? {} : { document: sent }),
      ...(meeting === undefined ? {} : { meeting }),
    }
  })
}

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
