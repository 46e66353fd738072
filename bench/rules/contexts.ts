import type { Facts, Trigger } from '../../api/strategy'
import { customerId, tag, topic } from '../../contract/ids'
import type { Series } from '../../contract/customer-state'
import { instant } from '../../contract/quantities'
import type { Stage } from '../../contract/intent'

export interface Context {
  readonly facts: Facts
  readonly trigger: Extract<Trigger, { kind: 'touchpoint' }>
}

const day = 86_400_000
const now = Date.UTC(2026, 2, 20, 4)
const stages: readonly Stage[] = ['new', 'interested', 'evaluating', 'negotiating']

/**
 * Customers with some visits in a fortnight: each looks at eight of the forty topics, mostly shown the way to the
 * prices, some opening them. What has just happened is a view of one of theirs. Always the same customers.
 */
export const contextsOf = (n: number, visits = 8): Context[] => {
  const chance = seeded(7)
  return Array.from({ length: n }, (_, i) => customer(i, visits, chance))
}

interface Column {
  at: number[]
  id: number[]
  object: string[]
  visit: string[]
  dwellMs: number[]
}

const customer = (i: number, often: number, chance: () => number): Context => {
  const { series, visits, last, touchpoints } = visitsOf(i, often, chance)
  const isRegular = chance() < 0.2
  return {
    facts: {
      state: {
        customer: customerId(i + 1),
        folded: { series, visits, watermark: instant(now), firstAt: instant(now - 14 * day), touchpoints },
        marks: { tags: isRegular ? { [tag('老客户')]: { at: instant(now), decision: 1 } } : {}, fired: {} },
        profile: {},
      },
      now: instant(now),
      intentTenths: Math.floor(chance() * 800),
      stage: stages[Math.floor(chance() * stages.length)] ?? 'new',
    },
    trigger: { kind: 'touchpoint', verb: 'viewed', topic: topic(last), exposes: [topic('pricing')] },
  }
}

const visitsOf = (i: number, often: number, chance: () => number) => {
  const columns: Record<string, Column> = {}
  const visits = { key: [] as string[], start: [] as number[], last: [] as number[] }
  const topics = Array.from({ length: 8 }, (_, k) => `topic-${(i * 3 + k * 5) % 40}`)
  let id = i * 1000
  let last = ''
  const put = (key: string, at: number, visit: string, dwellMs: number): void => {
    const column = (columns[key] ??= { at: [], id: [], object: [], visit: [], dwellMs: [] })
    column.at.push(at)
    column.id.push(id)
    column.object.push(key)
    column.visit.push(visit)
    column.dwellMs.push(dwellMs)
  }
  for (let v = 0; v < often; v++) {
    const key = `visit-${i}-${v}`
    const start = now - (14 - v * 1.7) * day
    let at = start
    for (let page = 0; page < 5; page++, at += 90_000) {
      last = topics[Math.floor(chance() * topics.length)] ?? ''
      id++
      put(`viewed|${last}`, at, key, 0)
      if (chance() < 0.7) put('exposed|pricing', at, key, 0)
      put(`left|${last}`, at + 50_000, key, 50_000)
      if (chance() < 0.05) put(`downloaded|${last}`, at + 20_000, key, 0)
      if (chance() < 0.03) put('viewed|pricing', at + 30_000, key, 0)
    }
    visits.key.push(key)
    visits.start.push(start)
    visits.last.push(at)
  }
  const series = Object.fromEntries(Object.entries(columns).map(([key, column]) => [key, inOrder(column)]))
  return { series, visits, last, touchpoints: id - i * 1000 }
}

const inOrder = (column: Column): Series => {
  const order = column.at.map((_, i) => i).sort((a, b) => (column.at[a] ?? 0) - (column.at[b] ?? 0))
  // Pushed one by one, as the fold does: numbers then lie flat in memory instead of in boxes.
  const sorted = <T>(values: readonly T[]): T[] => {
    const result: T[] = []
    for (const i of order) result.push(...values.slice(i, i + 1))
    return result
  }
  return {
    at: sorted(column.at),
    id: sorted(column.id),
    object: sorted(column.object),
    visit: sorted(column.visit),
    dwellMs: sorted(column.dwellMs),
  }
}

/** A small generator (Park and Miller's minimal standard), so that every run judges the same customers. */
const seeded = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
