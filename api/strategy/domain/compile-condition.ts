import type { Condition } from '../../../contract/rule'
import type { Compiled } from './compiled'
import { compileAbsence } from './conditions/absence'
import { compileCount } from './conditions/count'
import { compileDistinct } from './conditions/distinct'
import { compileField } from './conditions/field'
import { compileSchedule } from './conditions/schedule'
import { compileSequence } from './conditions/sequence'
import { compileIntent, compileStage, compileTag } from './conditions/standing'
import { compileStreak } from './conditions/streak'
import { compileSum } from './conditions/sum'
import { together } from './proof'
import type { Draft, Proof } from './proof'

/** Turns a condition into closures, once per published rule. */
export const compileCondition = (condition: Condition): Compiled => {
  if ('all' in condition) return compileAll(condition.all.map(compileCondition))
  if ('any' in condition) return compileAny(condition.any.map(compileCondition))
  if ('not' in condition) return compileNot(compileCondition(condition.not))
  if ('count' in condition) return compileCount(condition)
  if ('sum' in condition) return compileSum(condition)
  if ('distinct' in condition) return compileDistinct(condition)
  if ('sequence' in condition) return compileSequence(condition)
  if ('absence' in condition) return compileAbsence(condition)
  if ('streak' in condition) return compileStreak(condition)
  if ('intent' in condition) return compileIntent(condition)
  if ('stage' in condition) return compileStage(condition)
  if ('tag' in condition) return compileTag(condition)
  if ('field' in condition) return compileField(condition)
  return compileSchedule(condition)
}

/** Conditions are shown without their children; those have readings of their own. */
const bareAll: Condition = { all: [] }
const bareAny: Condition = { any: [] }
const bareNot: Condition = { not: bareAll }

const compileAll = (children: readonly Compiled[], cheap = cheapFirst(children)): Compiled => ({
  holds: allHold(cheap),
  read: (scene) => {
    const drafts = children.map((child) => child.read(scene))
    const held = drafts.filter(isMet).length
    return branch(bareAll, held === drafts.length, held, drafts.length, drafts, together(drafts))
  },
  trueFrom: (scene, from) => settled(cheap, from, (child, at) => child.trueFrom(scene, at)),
  falseFrom: (scene, from) => soonest(children, (child) => child.falseFrom(scene, from)),
  cost: costOf(children),
})

const compileAny = (children: readonly Compiled[], cheap = cheapFirst(children)): Compiled => ({
  holds: anyHolds(cheap),
  read: (scene) => {
    const drafts = children.map((child) => child.read(scene))
    const held = drafts.filter(isMet)
    const proof = together(held.length === 0 ? drafts : held)
    return branch(bareAny, held.length > 0, held.length, 1, drafts, proof)
  },
  trueFrom: (scene, from) => soonest(children, (child) => child.trueFrom(scene, from)),
  falseFrom: (scene, from) => settled(cheap, from, (child, at) => child.falseFrom(scene, at)),
  cost: costOf(children),
})

const compileNot = (child: Compiled): Compiled => ({
  holds: (scene) => !child.holds(scene),
  read: (scene) => {
    const draft = child.read(scene)
    return branch(bareNot, !isMet(draft), null, null, [draft], { at: draft.at, id: draft.reading.evidence })
  },
  trueFrom: child.falseFrom,
  falseFrom: child.trueFrom,
  cost: child.cost,
})

const isMet = ({ reading }: Draft): boolean => reading.met

const costOf = (children: readonly Compiled[]): number => children.reduce((sum, { cost }) => sum + cost, 0)

const cheapFirst = (children: readonly Compiled[]): readonly Compiled[] =>
  [...children].sort((a, b) => a.cost - b.cost)

const allHold = (children: readonly Compiled[]): Compiled['holds'] => {
  const asks = children.map(({ holds }) => holds)
  const [first, second] = asks
  if (first !== undefined && second === undefined) return first
  if (first !== undefined && second !== undefined && asks.length === 2) {
    return (scene) => first(scene) && second(scene)
  }
  return (scene) => {
    for (let i = 0; i < asks.length; i++) if (asks[i]?.(scene) === false) return false
    return true
  }
}

const anyHolds = (children: readonly Compiled[]): Compiled['holds'] => {
  const asks = children.map(({ holds }) => holds)
  return (scene) => {
    for (let i = 0; i < asks.length; i++) if (asks[i]?.(scene) === true) return true
    return false
  }
}

const branch = (
  condition: Condition,
  met: boolean,
  found: number | null,
  needed: number | null,
  drafts: readonly Draft[],
  proof: Proof,
): Draft => {
  const children = drafts.map(({ reading }) => reading)
  return { reading: { condition, met, found, needed, evidence: proof.id, children }, at: proof.at }
}

type Moment = (child: Compiled, from: number) => number

const soonest = (children: readonly Compiled[], moment: (child: Compiled) => number): number => {
  let soonest = Infinity
  for (const child of children) soonest = Math.min(soonest, moment(child))
  return soonest
}

/** Rounds before a moment is taken as it is; being early is allowed, never ending is not. */
const rounds = 16

/** The first moment that suits every child: each may put it off, and the others are asked again. */
const settled = (children: readonly Compiled[], from: number, moment: Moment): number => {
  let at = from
  for (let round = 0; round < rounds; round++) {
    const before = at
    for (const child of children) {
      at = moment(child, at)
      if (at === Infinity) return Infinity
    }
    if (at === before) return at
  }
  return at
}
