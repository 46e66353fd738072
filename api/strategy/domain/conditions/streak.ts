import { touchpointId } from '../../../../contract/ids'
import type { Series } from '../../../../contract/customer-state'
import type { Condition } from '../../../../contract/rule'
import type { Compiled } from '../compiled'
import { leaf, newestFirst } from '../proof'
import type { Draft } from '../proof'
import type { Scene } from '../scene'
import type { SeriesPlan } from '../series-plan'
import { closesAt, isOver, lastWithin } from '../visits'

type Streak = Extract<Condition, { streak: unknown }>

/**
 * In so many visits in a row the customer was shown the topic and did not open it (S1-24).
 *
 * 1. Visits are gone through from the newest by (start, key); a visit without an exposure is passed over.
 * 2. A visit in which the topic was opened ends the streak, be it over or not, shown or not.
 * 3. A visit counts once it is over: a later one has begun, or half an hour of silence has passed. Until then it
 *    may still be opened, so it neither counts nor ends.
 * 4. Two visits that began in the same instant do not end each other.
 */
export const compileStreak = (condition: Streak, plan: SeriesPlan): Compiled => {
  const { shown, visits: needed } = condition.streak
  const shownSlot = plan.slotOf(`exposed|${shown}`)
  const openedSlot = plan.slotOf(`viewed|${shown}`)

  const holds = (scene: Scene): boolean => {
    const exposures = scene.column(shownSlot)
    if (exposures === undefined || exposures.at.length < needed) return false
    return count(scene, exposures, scene.column(openedSlot), needed) >= needed
  }
  const next = (scene: Scene): number =>
    nextClosing(scene, scene.column(shownSlot), scene.column(openedSlot), needed)
  return {
    holds,
    read: (scene) => read(condition, scene, scene.column(shownSlot), scene.column(openedSlot)),
    trueFrom: (scene, from) => (holds(scene) ? from : Math.max(from, next(scene))),
    falseFrom: (scene, from) => (holds(scene) ? Infinity : from),
    cost: 4,
  }
}

/** Stops at `enough`. */
const count = (scene: Scene, shown: Series, opened: Series | undefined, enough: number): number => {
  const { visits } = scene
  let found = 0
  for (let v = visits.key.length - 1; v >= 0 && found < enough; v--) {
    if (lastWithin(visits, v, opened) >= 0) return found
    if (lastWithin(visits, v, shown) >= 0 && isOver(visits, v, scene.now)) found++
  }
  return found
}

/** When silence next ends a visit that counts from then on; Infinity where that could not be enough. */
const nextClosing = (
  scene: Scene,
  shown: Series | undefined,
  opened: Series | undefined,
  needed: number,
): number => {
  const { visits, now } = scene
  let possible = 0
  let next = Infinity
  for (let v = visits.key.length - 1; v >= 0; v--) {
    if (lastWithin(visits, v, opened) >= 0) break
    if (lastWithin(visits, v, shown) < 0) continue
    possible++
    if (!isOver(visits, v, now)) next = Math.min(next, closesAt(visits, v))
  }
  return possible >= needed ? next : Infinity
}

/** Rests on the newest exposure of each visit that counts; on a miss also on the opening that ended the streak. */
const read = (
  condition: Streak,
  scene: Scene,
  shown: Series | undefined,
  opened: Series | undefined,
): Draft => {
  const { visits } = scene
  const needed = condition.streak.visits
  const at: number[] = []
  const id: ReturnType<typeof touchpointId>[] = []
  const keep = (series: Series | undefined, i: number): void => {
    at.push(series?.at[i] ?? 0)
    id.push(touchpointId(series?.id[i] ?? 0))
  }
  let found = 0
  for (let v = visits.key.length - 1; v >= 0; v--) {
    const opening = lastWithin(visits, v, opened)
    if (opening >= 0) {
      if (found < needed) keep(opened, opening)
      break
    }
    const exposure = lastWithin(visits, v, shown)
    if (exposure < 0 || !isOver(visits, v, scene.now)) continue
    found++
    keep(shown, exposure)
  }
  return leaf(condition, found >= needed, found, needed, newestFirst({ at, id }))
}
