import { touchpointId } from '../../../../contract/ids'
import type { Condition } from '../../../../contract/rule'
import type { Compiled } from '../compiled'
import { falseAfter, trueUntil } from '../compiled'
import { daysToMillis } from '../days'
import { stepBack, toMatcher } from '../matching'
import type { Matcher, Spot } from '../matching'
import { leaf, matchesSince } from '../proof'
import type { Proof } from '../proof'
import type { Scene } from '../scene'
import type { SeriesPlan } from '../series-plan'

type Sequence = Extract<Condition, { sequence: unknown }>

/**
 * Each step met by a touchpoint after the one before it, all inside the window. Looked for from the newest
 * backwards, each step as late as it can be: if any chain exists this one does, and it stays true the longest.
 */
export const compileSequence = (condition: Sequence, plan: SeriesPlan): Compiled => {
  const steps = condition.sequence.steps.map((step) => toMatcher(step, plan))
  const backwards = [...steps].reverse()
  const window = daysToMillis(condition.sequence.withinDays)
  const spot: Spot = { at: 0, id: 0 }
  const holds = (scene: Scene): boolean => {
    spot.at = Infinity
    spot.id = Infinity
    for (let i = 0; i < backwards.length; i++) {
      const step = backwards[i]
      if (step !== undefined && !stepBack(scene, step, scene.now - window, spot)) return false
    }
    return true
  }
  const until = (scene: Scene): number => (holds(scene) ? spot.at + window : -Infinity)
  return {
    holds,
    read: (scene) => {
      const floor = scene.now - window
      const met = holds(scene)
      const chain = met ? latestChain(scene, backwards, floor) : longestBeginning(scene, steps, floor)
      return leaf(condition, met, chain.id.length, steps.length, chain)
    },
    trueFrom: (scene, from) => trueUntil(until(scene), from),
    falseFrom: (scene, from) => falseAfter(until(scene), from),
    cost: 7,
  }
}

const latestChain = (scene: Scene, backwards: readonly Matcher[], floor: number): Proof => {
  const spot: Spot = { at: Infinity, id: Infinity }
  const chain = { at: [] as number[], id: [] as ReturnType<typeof touchpointId>[] }
  for (const step of backwards) {
    if (!stepBack(scene, step, floor, spot)) break
    chain.at.push(spot.at)
    chain.id.push(touchpointId(spot.id))
  }
  return chain
}

/** For a miss: how far it got, each step as early as it can be. */
const longestBeginning = (scene: Scene, steps: readonly Matcher[], floor: number): Proof => {
  const spot: Spot = { at: -Infinity, id: -Infinity }
  const chain = { at: [] as number[], id: [] as ReturnType<typeof touchpointId>[] }
  for (const step of steps) {
    const { at, id } = matchesSince(scene, step, floor)
    let i = at.length - 1
    while (i >= 0 && !isAfter(at[i] ?? 0, id[i] ?? 0, spot)) i--
    const nextAt = at[i]
    const nextId = id[i]
    if (nextAt === undefined || nextId === undefined) break
    spot.at = nextAt
    spot.id = nextId
    chain.at.unshift(nextAt)
    chain.id.unshift(nextId)
  }
  return chain
}

const isAfter = (at: number, id: number, spot: Spot): boolean =>
  at > spot.at || (at === spot.at && id > spot.id)
