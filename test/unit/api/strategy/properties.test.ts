import fc from 'fast-check'

import { compileRules } from '../../../../api/strategy'
import type { Facts } from '../../../../api/strategy'
import { ruleId } from '../../../../contract/ids'
import { instant } from '../../../../contract/quantities'
import type { Condition, Reading, RuleDocument } from '../../../../contract/rule'
import { factsAt, hitIds, ruleOf, triggerOf } from './judging'
import { truthOf } from './oracle'
import { condition, firstDay, momentAfter, standing, touches } from './random-customers'
import type { Touch } from './state-of'
import { atOf, stateOf } from './state-of'

const day = 86_400_000
const runs = { numRuns: 500 }

type Standing = typeof standing extends fc.Arbitrary<infer T> ? T : never

const factsOf = (
  list: readonly Touch[],
  now: number,
  { intentTenths, stage, tags }: Standing,
  fired = {},
): Facts => {
  const marks = { tags: Object.fromEntries(tags.map((t) => [t, { at: instant(now), decision: 1 }])), fired }
  return factsAt(now, stateOf(list, { marks }), { intentTenths, stage })
}

const rules = fc
  .array(fc.tuple(condition, fc.constantFrom(0, 1, 5)), { minLength: 1, maxLength: 4 })
  .map((list) => list.map(([when, restDays], i) => ruleOf(when, { id: ruleId(`r${i}`), restDays })))

/** A fired mark for some of the rules. */
const someFired = fc
  .array(fc.option(fc.nat(14 * 144), { nil: undefined }), { maxLength: 4 })
  .map((list) =>
    Object.fromEntries(
      list.flatMap((steps, i) => (steps === undefined ? [] : [[`r${i}`, firstDay + steps * 600_000]])),
    ),
  )

const isDue = (rule: RuleDocument, facts: Facts): boolean => {
  const { met, restsUntil } = compileRules([rule]).explain(rule.id, facts)
  return met && restsUntil === null
}

describe('what rules say of random customers', () => {
  it('C1 explains every condition, hit or miss, with the value the raw touchpoints give', () => {
    const outcomes = { hit: 0, miss: 0 }
    fc.assert(
      fc.property(condition, touches, momentAfter, standing, (when, list, now, standing) => {
        const facts = factsOf(list, now, standing)
        const rule = ruleOf(when)
        const { reading } = compileRules([rule]).explain(rule.id, facts)
        compare(when, reading, list, facts)
        outcomes[reading.met ? 'hit' : 'miss']++
      }),
      { numRuns: 1700 },
    )
    expect(outcomes.hit).toBeGreaterThanOrEqual(500)
    expect(outcomes.miss).toBeGreaterThanOrEqual(500)
  })

  it('S1-31 judges exactly as it explains, for touchpoint, tag and clock', () => {
    fc.assert(
      fc.property(rules, touches, momentAfter, standing, someFired, (rules, list, now, standing, fired) => {
        const facts = factsOf(list, now, standing, fired)
        const index = compileRules(rules)
        const due = rules.filter((rule) => isDue(rule, facts)).map(({ id }) => id as string)
        for (const trigger of [...list.map(triggerOf), { kind: 'clock' } as const]) {
          const hits = hitIds(index, facts, trigger)
          // In the order of the rules, and none that is not due.
          same(
            hits,
            due.filter((id) => hits.includes(id)),
          )
        }
      }),
      runs,
    )
  })

  it('S1-31 asks every rule that a touchpoint can have made true', () => {
    fc.assert(
      fc.property(rules, touches, momentAfter, standing, (rules, list, now, standing) => {
        const [last, ...before] = [...list].reverse()
        if (last === undefined || before.length === 0) return
        const index = compileRules(rules)
        const after = factsOf(list, now, standing)
        const isDueByClock = index.nextCheck(after) === now
        const hits = hitIds(index, after, triggerOf(last))
        for (const rule of rules) {
          const became = !isDue(rule, factsOf(before, now, standing)) && isDue(rule, after)
          const asked = hits.includes(rule.id)
          // Time cannot tell whether a rule without rest has had its say; readRule refuses such rules.
          if (became && !asked && rule.restDays > 0) {
            expect(isDueByClock).toBe(true)
            expect(hitIds(index, after, { kind: 'clock' })).toContain(rule.id)
          }
        }
      }),
      runs,
    )
  })

  it('S1-24 names a next check no later than time alone makes a rule fire', () => {
    fc.assert(
      fc.property(
        rules, touches, momentAfter, standing, someFired, fc.array(fc.nat(20 * 144), { maxLength: 30 }),
        (rules, list, now, standing, fired, later) => {
          const index = compileRules(rules)
          const facts = factsOf(list, now, standing, fired)
          const next = index.nextCheck(facts) ?? Infinity
          expect(next).toBeGreaterThanOrEqual(now)
          for (const steps of later) {
            const then = now + steps * 600_000
            if (then <= now || then >= next) continue
            for (const rule of rules) {
              const turned = !isDue(rule, facts) && isDue(rule, factsOf(list, then, standing, fired))
              // What fires on touchpoints only may rest and wake without anybody being told.
              const byRest = turned && compileRules([rule]).explain(rule.id, facts).met
              if (turned && !byRest) throw new Error(`${rule.id} turned at ${then}, next check ${next}`)
            }
          }
        },
      ),
      runs,
    ) // prettier-ignore
  })

  it('S1-24 comes to an end: following the checks never stands still', () => {
    fc.assert(
      fc.property(rules, touches, standing, (rules, list, standing) => {
        const index = compileRules(rules)
        const fired: Record<string, number> = {}
        let now = Math.max(...list.map(atOf))
        for (let i = 0; i < 400; i++) {
          const next = index.nextCheck(factsOf(list, now, standing, { ...fired }))
          if (next === null || next > firstDay + 30 * day) return
          const hits = hitIds(index, factsOf(list, next, standing, { ...fired }), { kind: 'clock' })
          expect(next > now || hits.length > 0).toBe(true)
          for (const id of hits) fired[id] = next
          now = next
        }
        throw new Error('four hundred checks in thirty days')
      }),
      { numRuns: 200 },
    )
  })

  it('C1 gives evidence that is enough: with only the evidence of a count, the count is the same', () => {
    fc.assert(
      fc.property(condition, touches, momentAfter, standing, (when, list, now, standing) => {
        if (!('count' in when || 'sum' in when || 'sequence' in when || 'streak' in when)) return
        const facts = factsOf(list, now, standing)
        const rule = ruleOf(when)
        const { reading } = compileRules([rule]).explain(rule.id, facts)
        const ids = new Set<number>(reading.evidence)
        const kept = list.filter(({ id }) => ids.has(id))
        if (kept.length === 0) return
        const alone = truthOf(when, kept, facts)
        if ('streak' in when) expect(reading.evidence.length).toBeGreaterThanOrEqual(Number(reading.found))
        else expect(alone.found).toEqual(reading.found)
      }),
      runs,
    )
  })
})

/** Thousands of comparisons: told apart by plain means, and shown by `expect` only where they differ. */
const same = (found: unknown, wanted: unknown): void => {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) expect(found).toEqual(wanted)
}

const compare = (when: Condition, reading: Reading, list: readonly Touch[], facts: Facts): void => {
  const { met, found } = truthOf(when, list, facts)
  same({ when, met: reading.met, found: reading.found }, { when, met, found })
  const children = 'all' in when ? when.all : 'any' in when ? when.any : 'not' in when ? [when.not] : []
  same(reading.children.length, children.length)
  children.forEach((child, i) => {
    const inner = reading.children[i]
    if (inner !== undefined) compare(child, inner, list, facts)
  })
  checkEvidence(reading, list)
}

const checkEvidence = ({ evidence }: Reading, list: readonly Touch[]): void => {
  same(new Set(evidence).size, evidence.length)
  same(evidence.length <= 50, true)
  const spots = evidence
    .map((id) => list.find((touch) => touch.id === id))
    .filter((touch) => touch !== undefined)
  same(spots.length, evidence.length)
  same(
    spots.map(({ id }) => id),
    [...spots].sort((a, b) => atOf(b) - atOf(a) || b.id - a.id).map(({ id }) => id),
  )
}
