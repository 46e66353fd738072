import { touchpointId } from '../../../../contract/ids'
import type { Series } from '../../../../contract/customer-state'
import type { TouchpointId } from '../../../../contract/ids'
import type { Condition } from '../../../../contract/rule'
import type { Compiled } from '../compiled'
import { falseAfter, trueUntil } from '../compiled'
import { calendarDay, daysToMillis } from '../days'
import { toMatcher, walk } from '../matching'
import type { Matcher, Tally } from '../matching'
import { capped, leaf, newestFirst } from '../proof'
import type { Proof } from '../proof'
import type { Scene } from '../scene'
import type { SeriesPlan } from '../series-plan'
import { visitOf } from '../visits'

type Distinct = Extract<Condition, { distinct: unknown }>
type Kind = string | number
type KindOf = (scene: Scene, series: Series, i: number) => Kind

/** At least so many different objects, visits or UTC+8 days inside the window. */
export const compileDistinct = (condition: Distinct, plan: SeriesPlan): Compiled => {
  const { of, by, withinDays, atLeast } = condition.distinct
  const matcher = toMatcher(of, plan)
  const window = daysToMillis(withinDays)
  const kinds = new Kinds(kindOf[by], atLeast)
  const until = (scene: Scene): number => {
    const decisive = newestOfEach(scene, matcher, scene.now - window, kindOf[by]).at[atLeast - 1]
    return decisive === undefined ? -Infinity : decisive + window
  }
  return {
    holds: (scene) => {
      kinds.begin(scene)
      walk(scene, matcher, scene.now - window, kinds)
      return kinds.count >= atLeast
    },
    read: (scene) => {
      const proof = newestOfEach(scene, matcher, scene.now - window, kindOf[by])
      return leaf(condition, proof.id.length >= atLeast, proof.id.length, atLeast, capped(proof))
    },
    trueFrom: (scene, from) => trueUntil(until(scene), from),
    falseFrom: (scene, from) => falseAfter(until(scene), from),
    cost: matcher.slot === null ? 8 : 4,
  }
}

const kindOf: Record<Distinct['distinct']['by'], KindOf> = {
  object: (_, series, i) => series.object[i] ?? '',
  visit: (scene, series, i) => visitOf(scene.visits, series, i),
  day: (_, series, i) => calendarDay(series.at[i] ?? 0),
}

/** Keeps the kinds seen so far in an array that is used again: a set would make garbage, and `atLeast` is small. */
class Kinds implements Tally {
  count = 0
  private readonly seen: Kind[] = []
  private scene: Scene | undefined

  constructor(
    private readonly kindOf: KindOf,
    private readonly enough: number,
  ) {}

  begin(scene: Scene): void {
    this.scene = scene
    this.count = 0
  }

  see(series: Series, i: number): boolean {
    if (this.scene === undefined) return true
    const kind = this.kindOf(this.scene, series, i)
    for (let j = 0; j < this.count; j++) if (this.seen[j] === kind) return false
    this.seen[this.count++] = kind
    return this.count >= this.enough
  }
}

const newestOfEach = (scene: Scene, matcher: Matcher, floor: number, kindOf: KindOf): Proof => {
  const newest = new Map<Kind, { readonly at: number; readonly id: TouchpointId }>()
  const see = (series: Series, i: number): boolean => {
    const spot = { at: series.at[i] ?? 0, id: touchpointId(series.id[i] ?? 0) }
    const kind = kindOf(scene, series, i)
    const known = newest.get(kind)
    if (known === undefined || spot.at > known.at || (spot.at === known.at && spot.id > known.id)) {
      newest.set(kind, spot)
    }
    return false
  }
  walk(scene, matcher, floor, { see })
  const spots = [...newest.values()]
  return newestFirst({ at: spots.map(({ at }) => at), id: spots.map(({ id }) => id) })
}
