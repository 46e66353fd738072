import { join } from 'node:path'

import { compileTemplate, loadTemplate, strengthOf, tenthsOf } from '../api/intent'
import type { Folded } from '../contract/customer-state'
import type { Instant } from '../contract/quantities'
import { atMost } from './figure'
import type { Figure } from './figure'
import { rateOf } from './measure'
import { contextsOf } from './rules/contexts'

/**
 * Intent strength under the shipped template: the number alone, as judging asks for it, of customers with three
 * visits and of busy ones with eight, and with all contributions. `assets` is the folder of that name.
 */
export const benchIntent = async (assets = 'assets'): Promise<Figure[]> => {
  const template = compileTemplate(await loadTemplate(join(assets, 'intent-template.json')))
  const usual = customersOf(3)
  const busy = customersOf(8)
  return [
    atMost(
      'intent strength, usual customer',
      'µs',
      micros(usual, ({ folded, now }) => tenthsOf(template, folded, now)),
      2,
    ),
    atMost(
      'intent strength, busy customer',
      'µs',
      micros(busy, ({ folded, now }) => tenthsOf(template, folded, now)),
      6,
    ),
    atMost(
      'intent strength in full, usual customer',
      'µs',
      micros(usual, ({ folded, now }) => strengthOf(template, folded, now)),
      20,
    ),
  ]
}

interface Customer {
  readonly folded: Folded
  readonly now: Instant
}

const customersOf = (visits: number): Customer[] =>
  contextsOf(256, visits).map(({ facts }) => ({ folded: toTopics(facts.state.folded), now: facts.now }))

/** The best of several slices: what the work itself takes. */
const micros = (customers: readonly Customer[], work: (customer: Customer) => unknown): number => {
  const slices = Array.from({ length: 12 }, () =>
    rateOf((i) => {
      const customer = customers[i % customers.length]
      return customer === undefined ? undefined : work(customer)
    }, 60),
  )
  return 1_000_000 / Math.max(...slices)
}

/** The topics of the shipped template in place of the numbered ones. */
const topics = ['pricing', 'api-docs', 'product', 'cases', 'comparison', 'quote', 'home', 'news']

const toTopics = (folded: Folded): Folded => {
  const series: Record<string, Folded['series'][string]> = {}
  let next = 0
  for (const [key, columns] of Object.entries(folded.series)) {
    const [verb] = key.split('|')
    series[verb === 'viewed' ? `viewed|${topics[next++ % topics.length] ?? ''}` : key] = columns
  }
  return { ...folded, series }
}
