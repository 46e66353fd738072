import { touchpointId } from '../../../../contract/ids'
import type { Series } from '../../../../contract/customer-state'
import type { Condition } from '../../../../contract/rule'
import type { Compiled } from '../compiled'
import { daysToMillis, millisToDays } from '../days'
import { toMatcher, walk } from '../matching'
import type { Tally } from '../matching'
import { leaf } from '../proof'
import type { Proof } from '../proof'
import type { Scene } from '../scene'
import type { SeriesPlan } from '../series-plan'

type Absence = Extract<Condition, { absence: unknown }>

/** Nothing of the kind for so many days since the last one, or since the customer's first touchpoint. */
export const compileAbsence = (condition: Absence, plan: SeriesPlan): Compiled => {
  const { of, forDays } = condition.absence
  const matcher = toMatcher(of, plan)
  const wait = daysToMillis(forDays)
  const newest = new Newest(matcher.slot !== null)
  const since = (scene: Scene): number => {
    newest.at = -Infinity
    walk(scene, matcher, -Infinity, newest)
    return newest.at === -Infinity ? scene.firstAt : newest.at
  }
  return {
    holds: (scene) => scene.now - since(scene) >= wait,
    read: (scene) => {
      // A sender's clock may run ahead of ours; less than nothing has not passed.
      const gone = Math.max(0, scene.now - since(scene))
      const proof = newest.at === -Infinity ? oldestKept(scene) : toProof(newest)
      return leaf(condition, gone >= wait, millisToDays(gone), forDays, proof)
    },
    trueFrom: (scene, from) => Math.max(from, since(scene) + wait),
    falseFrom: (scene, from) => (from < since(scene) + wait ? from : Infinity),
    cost: matcher.slot === null ? 5 : 1,
  }
}

class Newest implements Tally {
  at = -Infinity
  id = 0

  /** In a single series the first one shown is the newest. */
  constructor(private readonly first: boolean) {}

  see(series: Series, i: number): boolean {
    const at = series.at[i] ?? 0
    const id = series.id[i] ?? 0
    if (at > this.at || (at === this.at && id > this.id)) {
      this.at = at
      this.id = id
    }
    return this.first
  }
}

const toProof = ({ at, id }: { readonly at: number; readonly id: number }): Proof => ({
  at: [at],
  id: [touchpointId(id)],
})

/** Where the kind never happened, the finding rests on the first we know of the customer. */
const oldestKept = (scene: Scene): Proof => {
  let oldest = { at: Infinity, id: 0 }
  for (const key in scene.series) {
    const at = scene.series[key]?.at[0]
    const id = scene.series[key]?.id[0]
    if (at === undefined || id === undefined) continue
    if (at < oldest.at || (at === oldest.at && id < oldest.id)) oldest = { at, id }
  }
  return oldest.at === Infinity ? { at: [], id: [] } : toProof(oldest)
}
