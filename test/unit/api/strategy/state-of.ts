import type { CustomerState, Folded, Series } from '../../../../contract/customer-state'
import { customerId } from '../../../../contract/ids'
import { instant } from '../../../../contract/quantities'
import type { Verb } from '../../../../contract/touchpoint'

/** A touchpoint in as few words as a test needs. */
export interface Touch {
  /** Milliseconds, or `2026-03-02 09:00` in UTC+8. */
  readonly at: number | string
  readonly id: number
  readonly verb?: Verb
  readonly topic?: string
  readonly object?: string
  readonly visit?: string
  readonly exposes?: readonly string[]
  readonly dwellMs?: number
}

/** `2026-03-02 09:00` or `2026-03-02 09:00:30` in UTC+8, as milliseconds. */
export const china = (text: string): number => {
  const [day, clock] = text.split(' ')
  return Date.parse(`${day}T${clock?.length === 5 ? `${clock}:00` : clock}+08:00`)
}

export const atOf = ({ at }: Touch): number => (typeof at === 'number' ? at : china(at))

/** The state these touchpoints make, built the slow way from the words of contract/customer-state.ts. */
export const stateOf = (
  touches: readonly Touch[],
  rest: Partial<Pick<CustomerState, 'marks' | 'profile'>> = {},
): CustomerState => ({
  customer: customerId(1),
  folded: foldedOf(touches),
  marks: rest.marks ?? { tags: {}, fired: {} },
  profile: rest.profile ?? {},
})

export const foldedOf = (touches: readonly Touch[]): Folded => {
  const sorted = [...touches].sort((a, b) => atOf(a) - atOf(b) || a.id - b.id)
  const keys = new Map<string, Touch[]>()
  for (const touch of sorted) {
    for (const key of keysOf(touch)) keys.set(key, [...(keys.get(key) ?? []), touch])
  }
  const series = Object.fromEntries([...keys].map(([key, of]) => [key, toSeries(of)]))
  const instants = sorted.map(atOf)
  return {
    series,
    visits: visitsOf(sorted),
    watermark: instant(instants.at(-1) ?? 0),
    firstAt: instant(instants[0] ?? 0),
    touchpoints: touches.length,
  }
}

const keysOf = ({ verb = 'viewed', topic = '', exposes = [] }: Touch): Set<string> =>
  new Set([`${verb}|${topic}`, ...exposes.map((shown) => `exposed|${shown}`)])

const toSeries = (of: readonly Touch[]): Series => ({
  at: of.map(atOf),
  id: of.map(({ id }) => id),
  object: of.map(({ object }) => object ?? ''),
  visit: of.map(({ visit }) => visit ?? ''),
  dwellMs: of.map(({ dwellMs }) => dwellMs ?? 0),
})

export interface Visit {
  readonly key: string
  readonly start: number
  readonly last: number
  readonly touches: readonly Touch[]
}

/** Visits oldest first, by the sender's id or by half an hour of silence. */
export const visitList = (sorted: readonly Touch[]): Visit[] => {
  const named = new Map<string, Touch[]>()
  const silent: Touch[][] = []
  for (const touch of sorted) {
    if (touch.visit !== undefined && touch.visit !== '') {
      named.set(touch.visit, [...(named.get(touch.visit) ?? []), touch])
      continue
    }
    const open = silent.at(-1)
    const before = open?.at(-1)
    if (open !== undefined && before !== undefined && atOf(touch) - atOf(before) < 30 * 60_000)
      open.push(touch)
    else silent.push([touch])
  }
  const toVisit = (key: string, touches: readonly Touch[]): Visit => {
    const instants = touches.map(atOf)
    return { key, start: Math.min(...instants), last: Math.max(...instants), touches }
  }
  return [
    ...[...named].map(([key, touches]) => toVisit(key, touches)),
    ...silent.map((touches) => toVisit(`~${touches[0] === undefined ? 0 : atOf(touches[0])}`, touches)),
  ].sort((a, b) => a.start - b.start || (a.key < b.key ? -1 : 1))
}

const visitsOf = (sorted: readonly Touch[]): Folded['visits'] => {
  const newest = visitList(sorted).slice(-32)
  return {
    key: newest.map(({ key }) => key),
    start: newest.map(({ start }) => start),
    last: newest.map(({ last }) => last),
  }
}
