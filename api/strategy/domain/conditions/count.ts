import type { Condition } from '../../../../contract/rule'
import type { Compiled } from '../compiled'
import { falseAfter, trueUntil } from '../compiled'
import { daysToMillis } from '../days'
import { toMatcher, walk } from '../matching'
import type { Matcher, Tally } from '../matching'
import { capped, leaf, matchesSince } from '../proof'
import type { Scene } from '../scene'
import type { SeriesPlan } from '../series-plan'

type Count = Extract<Condition, { count: unknown }>

/** At least so many matches inside the window, which ends now and starts just after now − withinDays. */
export const compileCount = (condition: Count, plan: SeriesPlan): Compiled => {
  const { of, withinDays, atLeast } = condition.count
  const matcher = toMatcher(of, plan)
  const window = daysToMillis(withinDays)
  /** When the match leaves the window whose leaving takes the count below the line. */
  const until = (scene: Scene): number => {
    const decisive = matchesSince(scene, matcher, scene.now - window).at[atLeast - 1]
    return decisive === undefined ? -Infinity : decisive + window
  }
  return {
    holds: toHolds(matcher, window, atLeast),
    read: (scene) => {
      const proof = matchesSince(scene, matcher, scene.now - window)
      return leaf(condition, proof.id.length >= atLeast, proof.id.length, atLeast, capped(proof))
    },
    trueFrom: (scene, from) => trueUntil(until(scene), from),
    falseFrom: (scene, from) => falseAfter(until(scene), from),
    cost: matcher.slot === null ? 5 : 1,
  }
}

const toHolds = (matcher: Matcher, window: number, atLeast: number): Compiled['holds'] => {
  const { slot, object } = matcher
  // Columns are sorted, so the decisive touchpoint has a fixed place and nothing needs counting.
  if (slot !== null && object === null) {
    return (scene) => {
      const at = scene.column(slot)?.at
      const decisive = at === undefined ? undefined : at[at.length - atLeast]
      return decisive !== undefined && decisive > scene.now - window
    }
  }
  const counter = new Counter()
  return (scene) => {
    counter.left = atLeast
    walk(scene, matcher, scene.now - window, counter)
    return counter.left <= 0
  }
}

class Counter implements Tally {
  left = 0

  see(): boolean {
    return --this.left <= 0
  }
}
