import { touchpointId } from '../../../contract/ids'
import type { TouchpointId } from '../../../contract/ids'
import type { Series } from '../../../contract/customer-state'
import type { Condition, Reading } from '../../../contract/rule'
import { walk } from './matching'
import type { Matcher, Tally } from './matching'
import type { Scene } from './scene'

/** Touchpoints that something rests on, newest first by (at, id), as parallel columns. */
export interface Proof {
  readonly at: readonly number[]
  readonly id: readonly TouchpointId[]
}

/** A reading together with the instants of its evidence, which putting readings together needs. */
export interface Draft {
  readonly reading: Reading
  readonly at: readonly number[]
}

export const evidenceLimit = 50
export const noProof: Proof = { at: [], id: [] }
const none: readonly Reading[] = []

/** The reading of a condition without children. */
export const leaf = (
  condition: Condition,
  met: boolean,
  found: Reading['found'],
  needed: Reading['needed'],
  proof: Proof,
): Draft => ({
  reading: { condition, met, found, needed, evidence: proof.id, children: none },
  at: proof.at,
})

/** All matches after `floor`, newest first. */
export const matchesSince = (scene: Scene, matcher: Matcher, floor: number): Proof => {
  const gathered = new Gatherer()
  walk(scene, matcher, floor, gathered)
  return matcher.slot === null ? newestFirst(gathered) : gathered
}

/** The newest fifty. */
export const capped = (proof: Proof): Proof =>
  proof.id.length <= evidenceLimit
    ? proof
    : { at: proof.at.slice(0, evidenceLimit), id: proof.id.slice(0, evidenceLimit) }

export const newestFirst = ({ at, id }: Proof): Proof => {
  const order = at.map((_, i) => i)
  order.sort((a, b) => (at[b] ?? 0) - (at[a] ?? 0) || (id[b] ?? 0) - (id[a] ?? 0))
  return { at: order.map((i) => at[i] ?? 0), id: order.map((i) => id[i] ?? touchpointId(0)) }
}

class Gatherer implements Tally {
  readonly at: number[] = []
  readonly id: TouchpointId[] = []

  see(series: Series, i: number): boolean {
    this.at.push(series.at[i] ?? 0)
    this.id.push(touchpointId(series.id[i] ?? 0))
    return false
  }
}

/** What several drafts rest on together: each touchpoint once, the newest fifty. */
export const together = (drafts: readonly Draft[]): Proof => {
  let result: Proof = noProof
  for (const { reading, at } of drafts) {
    if (at.length === 0) continue
    result =
      result.at.length === 0 ? { at, id: reading.evidence } : merge(result, { at, id: reading.evidence })
  }
  return result
}

const merge = (a: Proof, b: Proof): Proof => {
  const at: number[] = []
  const id: TouchpointId[] = []
  let i = 0
  let j = 0
  while (id.length < evidenceLimit && (i < a.id.length || j < b.id.length)) {
    const side = newer(a, i, b, j)
    const from = side <= 0 ? a : b
    const k = side <= 0 ? i : j
    at.push(from.at[k] ?? 0)
    id.push(from.id[k] ?? touchpointId(0))
    if (side <= 0) i++
    if (side >= 0) j++
  }
  return { at, id }
}

/** Below zero when a's is the newer, above when b's is, zero when both are one touchpoint. */
const newer = (a: Proof, i: number, b: Proof, j: number): number => {
  if (i >= a.id.length) return 1
  if (j >= b.id.length) return -1
  return (b.at[j] ?? 0) - (a.at[i] ?? 0) || (b.id[j] ?? 0) - (a.id[i] ?? 0)
}

/** Looks up when touchpoints happened that are known by id only; those no longer kept count as oldest. */
export const placed = (scene: Scene, ids: readonly number[]): Proof => {
  if (ids.length === 0) return noProof
  const wanted = new Map(ids.map((id) => [id, 0]))
  for (const key in scene.series) {
    const series = scene.series[key]
    series?.id.forEach((id, i) => wanted.has(id) && wanted.set(id, series.at[i] ?? 0))
  }
  return capped(newestFirst({ at: [...wanted.values()], id: [...wanted.keys()].map(touchpointId) }))
}
