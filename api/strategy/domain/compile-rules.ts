import { Fault } from '../../../contract/fault'
import { instant } from '../../../contract/quantities'
import type { RuleId } from '../../../contract/ids'
import type { Instant } from '../../../contract/quantities'
import type { Explanation, RuleDocument } from '../../../contract/rule'
import { compileCondition } from './compile-condition'
import type { Compiled } from './compiled'
import { daysToMillis } from './days'
import type { Facts, Trigger, Verdict } from './facts'
import { toRoutes } from './routes'
import type { Routed, Routes } from './routes'
import { Scene } from './scene'
import { triggersOf } from './triggers'

/** Rules in force, ready to judge. Not to be called from inside `intentTenths` or `because`. */
export interface RuleIndex {
  /** In the order they were given, which is the order of verdicts. */
  readonly rules: readonly RuleDocument[]
  /** The rules that this trigger can have made true, that are true and not resting. */
  judge(facts: Facts, trigger: Trigger): readonly Verdict[]
  /** Every condition with its value, hit or miss. Throws Fault `not-found`. */
  explain(rule: RuleId, facts: Facts): Explanation
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
  const rules = documents.map(compileRule)
  const byId = new Map(rules.map((rule) => [rule.document.id, rule]))
  if (byId.size < rules.length) throw twice(documents)
  return new Index(documents, byId, toRoutes(rules))
}

const compileRule = (document: RuleDocument, ordinal: number): CompiledRule => {
  const root = compileCondition(document.when)
  return {
    document,
    root,
    holds: root.holds,
    verdict: { rule: document },
    rest: daysToMillis(document.restDays),
    triggers: triggersOf(document.when),
    ordinal,
    seen: 0,
  }
}

class Index implements RuleIndex {
  private readonly scene = new Scene()
  private round = 0

  constructor(
    readonly rules: readonly RuleDocument[],
    private readonly byId: ReadonlyMap<RuleId, CompiledRule>,
    private readonly routes: Routes<CompiledRule>,
  ) {}

  judge(facts: Facts, trigger: Trigger): readonly Verdict[] {
    this.scene.show(facts)
    this.round++
    const hits = this.hitsOf(trigger)
    if (hits === null) return noVerdicts
    return hits.sort((a, b) => a.ordinal - b.ordinal).map(({ verdict }) => verdict)
  }

  explain(id: RuleId, facts: Facts): Explanation {
    const rule = this.byId.get(id)
    if (rule === undefined) throw unknown(id)
    this.scene.show(facts)
    const { reading } = rule.root.read(this.scene)
    const until = this.restsUntil(rule)
    return {
      rule: id,
      ruleVersion: rule.document.version,
      met: reading.met,
      at: facts.now,
      reading,
      restsUntil: reading.met && until > facts.now ? instant(until) : null,
    }
  }

  nextCheck(facts: Facts): Instant | null {
    this.scene.show(facts)
    let next = Infinity
    for (const rule of this.routes.clock) next = Math.min(next, this.nextOf(rule))
    return next === Infinity ? null : instant(next)
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
    const { verb, topic, exposes } = trigger
    let hits = this.among(this.routes.ofTouchpoint(verb, topic ?? ''), null)
    for (let i = 0; exposes !== undefined && i < exposes.length; i++) {
      hits = this.among(this.routes.ofTouchpoint('exposed', exposes[i] ?? ''), hits)
    }
    for (let i = 0; i < this.routes.shown.length; i++) {
      const watch = this.routes.shown[i]
      if (watch !== undefined && watch.key in this.scene.series) hits = this.among(watch.rules, hits)
    }
    return hits
  }

  /** Adds those that hit; the array is made by the first of them. */
  private among(rules: readonly CompiledRule[], before: CompiledRule[] | null): CompiledRule[] | null {
    let hits = before
    for (let i = 0; i < rules.length; i++) {
      const rule = rules[i]
      if (rule === undefined || rule.seen === this.round) continue
      rule.seen = this.round
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
