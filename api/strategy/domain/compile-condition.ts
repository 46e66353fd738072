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
import type { SeriesPlan } from './series-plan'

/** What the rules of one index have in common. */
export interface Shared {
  /** By their text. */
  readonly leaves: Map<string, Compiled>
  readonly plan: SeriesPlan
}

/** Turns a condition into closures, once per published rule; equal leaves become one, asked once a round. */
export const compileCondition = (condition: Condition, shared: Shared): Compiled => {
  const compile = (child: Condition): Compiled => compileCondition(child, shared)
  if ('all' in condition) return compileAll(condition.all.map(compile))
  if ('any' in condition) return compileAny(condition.any.map(compile))
  if ('not' in condition) return compileNot(compile(condition.not))
  const text = JSON.stringify(condition)
  const known = shared.leaves.get(text)
  if (known !== undefined) return known
  const leaf = askedOnce(compileLeaf(condition, shared.plan))
  shared.leaves.set(text, leaf)
  return leaf
}

type Leaf = Exclude<Condition, { all: unknown } | { any: unknown } | { not: unknown }>

const compileLeaf = (condition: Leaf, plan: SeriesPlan): Compiled => {
  if ('count' in condition) return compileCount(condition, plan)
  if ('sum' in condition) return compileSum(condition, plan)
  if ('distinct' in condition) return compileDistinct(condition, plan)
  if ('sequence' in condition) return compileSequence(condition, plan)
  if ('absence' in condition) return compileAbsence(condition, plan)
  if ('streak' in condition) return compileStreak(condition, plan)
  if ('intent' in condition) return compileIntent(condition)
  if ('stage' in condition) return compileStage(condition)
  if ('tag' in condition) return compileTag(condition)
  if ('field' in condition) return compileField(condition)
  return compileSchedule(condition)
}

/** Below this cost asking again is cheaper than remembering. */
const worthRemembering = 3

const askedOnce = (leaf: Compiled): Compiled => {
  const { holds, read } = leaf
  let heldIn = 0
  let held = false
  let readIn = 0
  let draft: Draft | undefined
  return {
    ...leaf,
    holds:
      leaf.cost < worthRemembering
        ? holds
        : (scene) => {
            if (heldIn !== scene.round) {
              held = holds(scene)
              heldIn = scene.round
            }
            return held
          },
    read: (scene) => {
      if (draft === undefined || readIn !== scene.round) {
        draft = read(scene)
        readIn = scene.round
      }
      return draft
    },
  }
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
