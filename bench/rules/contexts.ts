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
  const series: Record<string, Column> = {}
  const visits = { key: [] as string[], start: [] as number[], last: [] as number[] }
  let id = i * 1000
  const put = (key: string, at: number, visit: string, dwellMs: number): void => {
    const column = (series[key] ??= { at: [], id: [], object: [], visit: [], dwellMs: [] })
    column.at.push(at)
    column.id.push(id)
    column.object.push(key)
    column.visit.push(visit)
    column.dwellMs.push(dwellMs)
  }
  const topics = Array.from({ length: 8 }, (_, k) => `topic-${(i * 3 + k * 5) % 40}`)
  let last = topics[0] ?? ''
  for (let v = 0; v < often; v++) {
    const start = now - (14 - v * 1.7) * day
    const key = `visit-${i}-${v}`
    let at = start
    for (let page = 0; page < 5; page++) {
      last = topics[Math.floor(chance() * topics.length)] ?? ''
      id++
      put(`viewed|${last}`, at, key, 0)
      if (chance() < 0.7) put('exposed|pricing', at, key, 0)
      put(`left|${last}`, at + 50_000, key, 50_000)
      if (chance() < 0.05) put(`downloaded|${last}`, at + 20_000, key, 0)
      if (chance() < 0.03) put('viewed|pricing', at + 30_000, key, 0)
      at += 90_000
    }
    visits.key.push(key)
    visits.start.push(start)
    visits.last.push(at)
  }
  const sorted = Object.fromEntries(Object.entries(series).map(([key, column]) => [key, inOrder(column)]))
  return {
    facts: {
      state: {
        customer: customerId(i + 1),
        folded: {
          series: sorted,
          visits,
          watermark: instant(now),
          firstAt: instant(now - 14 * day),
          touchpoints: id - i * 1000,
        },
        marks: {
          tags: chance() < 0.2 ? { [tag('老客户')]: { at: instant(now), decision: 1 } } : {},
          fired: {},
        },
        profile: {},
      },
      now: instant(now),
      intentTenths: Math.floor(chance() * 800),
      stage: stages[Math.floor(chance() * stages.length)] ?? 'new',
    },
    trigger: { kind: 'touchpoint', verb: 'viewed', topic: topic(last), exposes: [topic('pricing')] },
  }
}

const inOrder = (column: Column): Series => {
  const order = column.at.map((_, i) => i).sort((a, b) => (column.at[a] ?? 0) - (column.at[b] ?? 0))
  const sorted = <T>(values: readonly T[]): T[] => order.flatMap((i) => values.slice(i, i + 1))
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
