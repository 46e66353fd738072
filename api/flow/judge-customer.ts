import type { RuleId, TouchpointId } from '../../contract/ids'
import { touchpointId } from '../../contract/ids'
import type { Stage } from '../../contract/intent'
import type { Instant } from '../../contract/quantities'
import type { Reading, RuleDocument } from '../../contract/rule'
import type { HeldCustomer, WorkingState } from '../customers'
import type { DecisionDraft } from '../decisions'
import type { CompiledTemplate } from '../intent'
import { stageAlone, stageOf, strengthOf, tenthsOf } from '../intent'
import type { Facts, RuleIndex, Trigger } from '../strategy'

export interface JudgeMeans {
  readonly index: RuleIndex
  readonly template: CompiledTemplate
  /** The number the next decision of the chain will carry. */
  nextDecision(): number
  record(draft: DecisionDraft, held: HeldCustomer): void
}

/** What set a judgement off: its trace goes through every decision that follows from it. */
export interface Cause {
  readonly trace: string
  /** Evidence for rules whose own conditions rest on no touchpoint. */
  readonly evidence: readonly TouchpointId[]
}

/** A tag that a rule sets may set off another rule; this is as far as one touchpoint may lead. */
const LONGEST_CHAIN = 5
const MOST_EVIDENCE = 50

/**
 * Judges a customer after something happened to him and records what hit.
 *
 * 1. A rule that fired rests, so the same touchpoints never fire it twice.
 * 2. What a rule concludes (a tag) is judged at once, under the same trace.
 * 3. Every decision carries its readings and at least one touchpoint.
 */
export function judgeCustomer(
  means: JudgeMeans,
  held: HeldCustomer,
  trigger: Trigger,
  now: Instant,
  cause: Cause,
  depth = 0,
): void {
  const facts = factsOf(means.template, held, now)
  for (const { rule } of means.index.judge(facts, trigger)) {
    const draft = draftOf(means, rule, facts, now, cause)
    if (draft.evidence.length === 0) continue
    mark(held.state, rule, now, means.nextDecision())
    means.record(draft, held)
    for (const action of rule.then) {
      if (!('tag' in action) || depth >= LONGEST_CHAIN) continue
      const next = { trace: cause.trace, evidence: draft.evidence }
      judgeCustomer(means, held, { kind: 'tag', tag: action.tag }, now, next, depth + 1)
    }
  }
}

export function factsOf(template: CompiledTemplate, held: HeldCustomer, now: Instant): Facts {
  const { folded } = held.state
  const tenths = (): number => tenthsOf(template, folded, now)
  return {
    state: held.state,
    now,
    intentTenths: tenths,
    stage: held.row.stage,
    because: {
      intent: () => strengthOf(template, folded, now).contributions.flatMap((c) => c.evidence),
      stage: () => stageOf(folded, tenths(), now, held.row.stage).evidence,
    },
  }
}

function draftOf(
  means: JudgeMeans,
  rule: RuleDocument,
  facts: Facts,
  now: Instant,
  cause: Cause,
): DecisionDraft {
  const { reading } = means.index.explain(rule.id, facts)
  const own = evidenceOf(reading)
  const evidence = own.length > 0 ? own : cause.evidence.length > 0 ? cause.evidence : newestOf(facts)
  return {
    trace: cause.trace,
    customer: facts.state.customer,
    rule: rule.id,
    ruleVersion: rule.version,
    at: now,
    autonomy: rule.autonomy,
    actions: rule.then,
    reading,
    intent: strengthOf(means.template, facts.state.folded, now),
    evidence: [...new Set(evidence)].slice(0, MOST_EVIDENCE),
  }
}

/** Newest first, of the conditions that were met. */
function evidenceOf(reading: Reading): TouchpointId[] {
  const found: TouchpointId[] = []
  const collect = (r: Reading): void => {
    if (r.met) found.push(...r.evidence)
    r.children.forEach(collect)
  }
  collect(reading)
  return [...new Set(found)].sort((a, b) => b - a)
}

/** What time alone brought about rests on the last thing the customer did. */
function newestOf(facts: Facts): TouchpointId[] {
  let newest = 0
  for (const series of Object.values(facts.state.folded.series))
    newest = Math.max(newest, series.id.at(-1) ?? 0)
  return newest === 0 ? [] : [touchpointId(newest)]
}

function mark(state: WorkingState, rule: RuleDocument, now: Instant, decision: number): void {
  state.marks.fired[rule.id as RuleId] = now
  for (const action of rule.then) {
    if ('tag' in action) state.marks.tags[action.tag] ??= { at: now, decision }
  }
}

/** Strength and stage as they stand at the moment, for the customer's row. */
export function standingOf(
  template: CompiledTemplate,
  held: HeldCustomer,
  now: Instant,
): { readonly tenths: number; readonly stage: Stage } {
  const tenths = tenthsOf(template, held.state.folded, now)
  return { tenths, stage: stageAlone(held.state.folded, tenths, now, held.row.stage) }
}
