import fc from 'fast-check'

import { seededRandom } from '../../../../adapters/simulator/company/seeded-random'
import { trialCompany } from '../../../../adapters/simulator/company/trial-company'
import { createJourneyPlanner } from '../../../../adapters/simulator/traffic/journeys/choose-journey'
import { inquiry } from '../../../../adapters/simulator/traffic/journeys/inquiry'
import { priceSensitive } from '../../../../adapters/simulator/traffic/journeys/price-sensitive'
import { technicalEvaluator } from '../../../../adapters/simulator/traffic/journeys/technical-evaluator'
import type { Journey, JourneyContext } from '../../../../adapters/simulator/traffic/journeys/journey'
import type { Happening } from '../../../../adapters/simulator/traffic/happening'

const company = trialCompany(1)
const start = Date.UTC(2026, 10, 23, 6)
const hour = 3_600_000

const contextOf = (seed: number): JourneyContext => {
  let ids = 0
  return { company, random: seededRandom(seed), start, newId: () => `t${++ids}` }
}
const customerOf = (temper: string) => {
  const found = company.customers.find((customer) => customer.temper === temper)
  if (found === undefined) throw new Error(`no ${temper} customer`)
  return found
}
const happeningsOf = (journey: Journey): Happening[] => journey.flatMap(({ happenings }) => [...happenings])
const visitsOf = (happenings: readonly Happening[]): Happening[][] =>
  [...new Set(happenings.map(({ visit }) => visit))].map((visit) =>
    happenings.filter((happening) => happening.visit === visit),
  )
const kindsOf = (happenings: readonly Happening[]): string[] =>
  happenings.flatMap(({ deed }) => (deed.does === 'opens' ? [deed.page.kind] : []))

describe('a technical reader', () => {
  const journey = technicalEvaluator(contextOf(3), customerOf('technical'))
  const visits = visitsOf(happeningsOf(journey))

  it('S1-24 passes the price page in three finished visits, reading the API documentation in each', () => {
    expect(visits).toHaveLength(4)
    for (const visit of visits) {
      expect(kindsOf(visit).length).toBeGreaterThanOrEqual(2)
      expect(new Set(kindsOf(visit))).toEqual(new Set(['docs']))
    }
  })

  it('makes the earlier visits hours apart, none of them more than two days ago', () => {
    const starts = visits.map((visit) => Math.min(...visit.map(({ at }) => at))).sort((a, b) => a - b)
    expect(start - (starts[0] ?? 0)).toBeLessThanOrEqual(48 * hour)
    for (const [index, at] of starts.slice(1).entries()) {
      expect(at - (starts[index] ?? 0)).toBeGreaterThan(hour)
    }
  })

  it('delivers the earlier visits together with the opening of the fourth', () => {
    const [first] = journey
    expect(first?.sendAt).toBe(start + 1_000)
    expect(visitsOf(first?.happenings ?? [])).toHaveLength(4)
  })
})

describe('a customer who watches the prices', () => {
  it('opens the price page in three visits', () => {
    const visits = visitsOf(happeningsOf(priceSensitive(contextOf(4), customerOf('price'))))
    expect(visits.filter((visit) => kindsOf(visit).includes('pricing'))).toHaveLength(3)
  })
})

describe('an inquiry', () => {
  it('S1-10 ends with the form, in the visit in which the product was looked at', () => {
    const happenings = happeningsOf(inquiry(contextOf(5), customerOf('inquirer')))
    expect(happenings.at(-1)?.deed.does).toBe('asks')
    expect(visitsOf(happenings)).toHaveLength(1)
  })
})

describe('every journey', () => {
  const journeys = fc.integer({ min: 0, max: 2 ** 31 }).map((seed) => {
    const context = contextOf(seed)
    return createJourneyPlanner(company, context.random).next(context)
  })

  it('sends nothing before it happened and gives everything its own id', () => {
    fc.assert(
      fc.property(journeys, (journey) => {
        const early = journey.filter((p) => p.happenings.some(({ at }) => at > p.sendAt))
        const ids = happeningsOf(journey).map(({ id }) => id)
        return early.length === 0 && new Set(ids).size === ids.length
      }),
    )
  })

  it('leaves each page as long after opening it as the dwell time says', () => {
    fc.assert(
      fc.property(journeys, (journey) =>
        visitsOf(happeningsOf(journey)).every((visit) => {
          const sorted = [...visit].sort((a, b) => a.at - b.at)
          return sorted.every((happening, index) => {
            if (happening.deed.does !== 'leaves') return true
            const opened = sorted[index - 1]
            return (
              opened?.deed.does === 'opens' &&
              opened.deed.page === happening.deed.page &&
              Math.abs(happening.at - opened.at - happening.deed.dwellSeconds * 1_000) <= 1
            )
          })
        }),
      ),
    )
  })

  it('takes a story from each customer once only', () => {
    const planner = createJourneyPlanner(company, seededRandom(9))
    const told = Array.from({ length: 100 }, () => planner.untold('technical')?.key)
    const customers = told.filter((key) => key !== undefined)
    expect(new Set(customers).size).toBe(customers.length)
    expect(customers).toHaveLength(company.customers.filter(({ temper }) => temper === 'technical').length)
  })
})
