import { touchpointId } from '../../../../contract/ids'
import type { Series } from '../../../../contract/customer-state'
import type { TouchpointId } from '../../../../contract/ids'
import type { Condition } from '../../../../contract/rule'
import type { Compiled } from '../compiled'
import { falseAfter, trueUntil } from '../compiled'
import { daysToMillis } from '../days'
import { toMatcher, walk } from '../matching'
import type { Matcher, Tally } from '../matching'
import { capped, leaf, newestFirst } from '../proof'
import type { Scene } from '../scene'
import type { SeriesPlan } from '../series-plan'

type Sum = Extract<Condition, { sum: unknown }>

/** At least so many seconds in the foreground inside the window. Whole seconds are reported, rounded down. */
export const compileSum = (condition: Sum, plan: SeriesPlan): Compiled => {
  const { of, withinDays, atLeast } = condition.sum
  const matcher = toMatcher(of, plan)
  const window = daysToMillis(withinDays)
  const needed = atLeast * 1000
  const adder = new Adder()
  const until = (scene: Scene): number => {
    const dwells = dwellsSince(scene, matcher, scene.now - window)
    let sum = 0
    for (const { at, dwellMs } of dwells) {
      sum += dwellMs
      if (sum >= needed) return at + window
    }
    return -Infinity
  }
  return {
    holds: (scene) => {
      adder.left = needed
      walk(scene, matcher, scene.now - window, adder)
      return adder.left <= 0
    },
    read: (scene) => {
      const dwells = dwellsSince(scene, matcher, scene.now - window)
      const sum = dwells.reduce((before, { dwellMs }) => before + dwellMs, 0)
      const proof = capped(newestFirst({ at: dwells.map(({ at }) => at), id: dwells.map(({ id }) => id) }))
      return leaf(condition, sum >= needed, Math.floor(sum / 1000), atLeast, proof)
    },
    trueFrom: (scene, from) => trueUntil(until(scene), from),
    falseFrom: (scene, from) => falseAfter(until(scene), from),
    cost: matcher.slot === null ? 6 : 3,
  }
}

class Adder implements Tally {
  left = 0

  see(series: Series, i: number): boolean {
    this.left -= series.dwellMs[i] ?? 0
    return this.left <= 0
  }
}

interface Dwell {
  readonly at: number
  readonly id: TouchpointId
  readonly dwellMs: number
}

/** Newest first; touchpoints without a dwell time say nothing here. */
const dwellsSince = (scene: Scene, matcher: Matcher, floor: number): Dwell[] => {
  const dwells: Dwell[] = []
  const see = (series: Series, i: number): boolean => {
    const dwellMs = series.dwellMs[i] ?? 0
    if (dwellMs > 0) dwells.push({ at: series.at[i] ?? 0, id: touchpointId(series.id[i] ?? 0), dwellMs })
    return false
  }
  walk(scene, matcher, floor, { see })
  return dwells.sort((a, b) => b.at - a.at || b.id - a.id)
}
