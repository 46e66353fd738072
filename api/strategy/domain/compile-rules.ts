import { Fault } from '../../../contract/fault'
import { instant } from '../../../contract/quantities'
import type { RuleId } from '../../../contract/ids'
import type { Instant } from '../../../contract/quantities'
import type { Explanation, RuleDocument } from '../../../contract/rule'
import { compileCondition } from './compile-condition'
import type { Shared } from './compile-condition'
import type { Compiled } from './compiled'
import { daysToMillis } from './days'
import type { Facts, Trigger, Verdict } from './facts'
import { toRoutes } from './routes'
import type { Routed, Routes } from './routes'
import { Scene } from './scene'
import { SeriesPlan } from './series-plan'
import { neededSeries, triggersOf } from './triggers'

/** Rules in force, ready to judge. Not to be called from inside `intentTenths` or `because`. */
export interface RuleIndex {
  /** In the order they were given, which is the order of verdicts. */
  readonly rules: readonly RuleDocument[]
  /** The rules that this trigger can have made true, that are true and not resting. */
  judge(facts: Facts, trigger: Trigger): readonly Verdict[]
  /** Every condition with its value, hit or miss. Throws Fault `not-found`. */
  explain(rule: RuleId, facts: Facts): Explanation
  /** The same for every rule, in their order, with equal conditions read once. */
  explainAll(facts: Facts): readonly Explanation[]
  /**
   * The earliest moment, `facts.now` or later, at which time alone may make a rule fire; judge with the clock
   * trigger then. `facts.now` itself when one is due already. Null when only a touchpoint or a tag can.
   */
  nextCheck(facts: Facts): Instant | null
}

interface CompiledRule extends Routed {
  readonly document: RuleDocument
  readonly root: Compiled
  readonly holds: Compiled['holds']
  readonly verdict: Verdict
  readonly rest: number
}

const noVerdicts: readonly Verdict[] = Object.freeze([])

/**
 * Compiles rules to closures and indexes them by what can make them true, so that the cost of a touchpoint grows
 * with the rules it touches, not with the rules there are.
 *
 * 1. Same rules, facts and trigger: same verdicts, in the order of the rules.
 * 2. A touchpoint that hits nothing makes no garbage.
 * 3. A rule is in `judge` for a trigger that touches it exactly when `explain` says met and not resting.
 *
 * Throws Fault `conflict` when two rules have one id.
 */
export const compileRules = (documents: readonly RuleDocument[]): RuleIndex => {
  const shared: Shared = { leaves: new Map(), plan: new SeriesPlan() }
  const rules = documents.map((document, ordinal) => compileRule(document, ordinal, shared))
  const byId = new Map(rules.map((rule) => [rule.document.id, rule]))
  if (byId.size < rules.length) throw twice(documents)
  return new Index(documents, rules, byId, toRoutes(rules), new Scene(shared.plan))
}

const compileRule = (document: RuleDocument, ordinal: number, shared: Shared): CompiledRule => {
  const root = compileCondition(document.when, shared)
  return {
    document,
    root,
    holds: root.holds,
    verdict: { rule: document },
    rest: daysToMillis(document.restDays),
    triggers: triggersOf(document.when),
    needs: slotOf(neededSeries(document.when), shared.plan),
    ordinal,
    seen: 0,
  }
}

const byOrdinal = (a: CompiledRule, b: CompiledRule): number => a.ordinal - b.ordinal
const toVerdict = ({ verdict }: CompiledRule): Verdict => verdict

const slotOf = (key: string | null, plan: SeriesPlan): number | null =>
  key === null ? null : plan.slotOf(key)

class Index implements RuleIndex {
  constructor(
    readonly rules: readonly RuleDocument[],
    private readonly compiled: readonly CompiledRule[],
    private readonly byId: ReadonlyMap<RuleId, CompiledRule>,
    private readonly routes: Routes<CompiledRule>,
    private readonly scene: Scene,
  ) {}

  judge(facts: Facts, trigger: Trigger): readonly Verdict[] {
    this.scene.show(facts)
    const hits = this.hitsOf(trigger)
    if (hits === null) return noVerdicts
    if (hits.length > 1) hits.sort(byOrdinal)
    return hits.map(toVerdict)
  }

  explain(id: RuleId, facts: Facts): Explanation {
    const rule = this.byId.get(id)
    if (rule === undefined) throw unknown(id)
    this.scene.show(facts)
    return this.explained(rule, facts.now)
  }

  explainAll(facts: Facts): readonly Explanation[] {
    this.scene.show(facts)
    return this.compiled.map((rule) => this.explained(rule, facts.now))
  }

  nextCheck(facts: Facts): Instant | null {
    this.scene.show(facts)
    let next = Infinity
    for (const rule of this.routes.clock) {
      // Without that series it cannot hold at any time, until a touchpoint comes.
      if (rule.needs === null || this.scene.column(rule.needs) !== undefined) {
        next = Math.min(next, this.nextOf(rule))
      }
    }
    return next === Infinity ? null : instant(next)
  }

  private explained(rule: CompiledRule, at: Instant): Explanation {
    const { id, version } = rule.document
    const { reading } = rule.root.read(this.scene)
    const until = this.restsUntil(rule)
    const restsUntil = reading.met && until > at ? instant(until) : null
    return { rule: id, ruleVersion: version, met: reading.met, at, reading, restsUntil }
  }

  private nextOf(rule: CompiledRule): number {
    const { now } = this.scene
    const { root, rest } = rule
    const moment = root.trueFrom(this.scene, Math.max(now, this.restsUntil(rule)))
    // A rule that never rests and is true has had its say; it must first stop being true.
    if (moment > now || rest > 0) return moment
    const over = root.falseFrom(this.scene, now)
    return over > now && over < Infinity ? root.trueFrom(this.scene, over) : Infinity
  }

  private hitsOf(trigger: Trigger): CompiledRule[] | null {
    if (trigger.kind === 'clock') return this.among(this.routes.clock, null)
    if (trigger.kind === 'tag') return this.among(this.routes.ofTag(trigger.tag), null)
    const { verb, topic } = trigger
    const exposes = this.routes.watchesExposures ? trigger.exposes : undefined
    let hits = this.among(this.routes.ofTouchpoint(verb, topic ?? ''), null)
    for (let i = 0; exposes !== undefined && i < exposes.length; i++) {
      hits = this.among(this.routes.ofTouchpoint('exposed', exposes[i] ?? ''), hits)
    }
    for (let i = 0; i < this.routes.always.length; i++) {
      const group = this.routes.always[i]
      if (group === undefined || (group.slot !== null && this.scene.column(group.slot) === undefined))
        continue
      hits = this.among(group.rules, hits)
    }
    return hits
  }

  /** Adds those that hit; the array is made by the first of them. */
  private among(rules: readonly CompiledRule[], before: CompiledRule[] | null): CompiledRule[] | null {
    let hits = before
    for (let i = 0; i < rules.length; i++) {
      const rule = rules[i]
      if (rule === undefined || rule.seen === this.scene.round) continue
      rule.seen = this.scene.round
      if (!rule.holds(this.scene) || this.restsUntil(rule) > this.scene.now) continue
      if (hits === null) hits = [rule]
      else hits.push(rule)
    }
    return hits
  }

  private restsUntil({ document, rest }: CompiledRule): number {
    const { fired } = this.scene.marks
    const at = Object.hasOwn(fired, document.id) ? fired[document.id] : undefined
    return at === undefined || rest === 0 ? -Infinity : at + rest
  }
}

const unknown = (id: RuleId): Fault =>
  new Fault({ code: 'not-found', message: `没有规则 ${id}`, advice: '请核对规则编号,已停用的规则不再解释。' })

const twice = (documents: readonly RuleDocument[]): Fault => {
  const ids = documents.map(({ id }) => id)
  const repeated = [...new Set(ids.filter((id, i) => ids.indexOf(id) < i))]
  return new Fault({
    code: 'conflict',
    message: `规则编号重复:${repeated.join('、')}`,
    advice: '每条规则只能有一个生效版本,请保留其中一个。',
  })
}
