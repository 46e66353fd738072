import fc from 'fast-check'

import { tag, topic } from '../../../../contract/ids'
import type { Condition, Filter } from '../../../../contract/rule'
import { stages } from '../../../../contract/intent'
import type { Touch } from './state-of'
import { china } from './state-of'

export const firstDay = china('2026-03-02 08:00')
const topics = ['pricing', 'api-docs', 'home', '']
const verbs = ['viewed', 'viewed', 'viewed', 'left', 'submitted', 'exposed'] as const

/**
 * Touchpoints of some visits on some days. Times lie on a grid of ten minutes, so that equal times, exact half hours
 * and exact windows turn up all the time.
 */
export const touches = fc
  .array(
    fc.record({
      day: fc.nat(9),
      step: fc.nat(20),
      verb: fc.constantFrom(...verbs),
      topic: fc.constantFrom(...topics),
      object: fc.constantFrom('a', 'b', 'c'),
      visit: fc.constantFrom('', '', 'v1', 'v2', 'v3'),
      exposes: fc.subarray(['pricing', 'home']),
      dwell: fc.nat(120),
    }),
    { minLength: 1, maxLength: 22 },
  )
  .map((list) =>
    list.map(({ day, step, dwell, visit, exposes, verb, topic, object }, i): Touch => ({
      at: firstDay + day * 86_400_000 + step * 600_000,
      id: i + 1,
      verb,
      // An exposure without a topic says nothing; doors do not make them.
      topic: verb === 'exposed' && topic === '' ? 'home' : topic,
      object,
      // A sender's visit does not last for days.
      visit: visit === '' ? '' : `${visit}-${day}`,
      exposes: verb === 'exposed' ? [] : exposes,
      dwellMs: dwell * 1000 + i,
    })),
  )

export const momentAfter = fc.nat(14 * 144).map((steps) => firstDay + steps * 600_000)

const filter: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({
    verb: fc.constantFrom('viewed', 'left', 'submitted'),
    topic: fc.constantFrom(...topics).map(topic),
  }),
  fc.record({
    verb: fc.constant('viewed'),
    topic: fc.constant(topic('pricing')),
    object: fc.constantFrom('a', 'b'),
  }),
  fc.record({ verb: fc.constant('exposed'), topic: fc.constantFrom('pricing', 'home').map(topic) }),
  fc.record({ verb: fc.constantFrom('viewed', 'submitted') }),
  fc.record({ topic: fc.constantFrom('pricing', 'home').map(topic) }),
  fc.constant({}),
) as fc.Arbitrary<Filter>

const withinDays = fc.constantFrom(0.25, 1, 3, 7)
const atLeast = fc.integer({ min: 1, max: 4 })

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ count: fc.record({ of: filter, withinDays, atLeast }) }),
  fc.record({
    sum: fc.record({
      of: filter,
      field: fc.constant('dwellSeconds' as const),
      withinDays,
      atLeast: fc.integer({ min: 1, max: 200 }),
    }),
  }),
  fc.record({
    distinct: fc.record({ of: filter, by: fc.constantFrom('object', 'visit', 'day'), withinDays, atLeast }),
  }),
  fc.record({
    sequence: fc.record({ steps: fc.array(filter, { minLength: 2, maxLength: 3 }), withinDays }),
  }),
  fc.record({ absence: fc.record({ of: filter, forDays: withinDays }) }),
  fc.record({
    streak: fc.record({
      shown: fc.constantFrom('pricing', 'home').map(topic),
      visits: fc.integer({ min: 1, max: 3 }),
    }),
  }),
  fc.record({ intent: fc.record({ atLeast: fc.constantFrom(200, 600) }) }),
  fc.record({ stage: fc.record({ in: fc.subarray([...stages], { minLength: 1 }) }) }),
  fc.record({ tag: fc.record({ has: fc.constantFrom('甲', '乙').map(tag) }) }),
) as fc.Arbitrary<Condition>

export const condition: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { arbitrary: leaf, weight: 4 },
    { arbitrary: fc.record({ all: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }), weight: 2 },
    { arbitrary: fc.record({ any: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }), weight: 1 },
    { arbitrary: fc.record({ not: tie('node') }), weight: 1 },
  ),
})).node

export const standing = fc.record({
  intentTenths: fc.constantFrom(0, 199, 200, 600, 1000),
  stage: fc.constantFrom(...stages),
  tags: fc.subarray(['甲', '乙']),
})
