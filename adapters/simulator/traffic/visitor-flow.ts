import { createJourneyPlanner } from './journeys/choose-journey'
import { openingJourneys } from './journeys/opening'
import type { TrialCompany } from '../company/company-types'
import type { SeededRandom } from '../company/seeded-random'
import type { Parcel } from './happening'
import type { JourneyContext } from './journeys/journey'

/** Who comes, and when. Holds no parcels: what it returns is the caller's to send. */
export interface VisitorFlow {
  /** The opening, and the visitors who are in the middle of something when the show begins. */
  begin(now: number): readonly Parcel[]
  /** The visitors who set off because so many milliseconds have passed. */
  goOn(elapsedMs: number, now: number): readonly Parcel[]
  journeys(): number
}

/** Visitors who are already there at the start came up to so long ago. */
const warmSpanMs = 90_000
/** What those did before the start arrives in the first half minute. */
const catchUpMs = 30_000

/** Visitors set off whenever what the earlier ones do is less than `rate` touchpoints a second in the long run. */
export function createVisitorFlow(deps: {
  readonly company: TrialCompany
  readonly random: SeededRandom
  readonly rate: number
  readonly newId: () => string
}): VisitorFlow {
  const { company, random, rate, newId } = deps
  const planner = createJourneyPlanner(company, random)
  let credit = 0
  let journeys = 0

  const contextAt = (start: number): JourneyContext => ({ company, random, start, newId })

  const setOff = (startOf: () => number): Parcel[] => {
    const parcels: Parcel[] = []
    while (credit > 0) {
      const journey = planner.next(contextAt(startOf()))
      credit -= journey.reduce((sum, { happenings }) => sum + happenings.length, 0)
      journeys += 1
      parcels.push(...journey)
    }
    return parcels
  }

  return {
    begin: (now) => {
      credit = (rate * warmSpanMs) / 1_000
      const warm = setOff(() => now - random.between(0, warmSpanMs))
      return [...openingJourneys(contextAt(now), planner), ...warm.map((parcel) => caughtUp(parcel, now))]
    },
    goOn: (elapsedMs, now) => {
      credit += (rate * elapsedMs) / 1_000
      return setOff(() => now + random.between(0, 2_000))
    },
    journeys: () => journeys,
  }
}

/** An overdue parcel leaves in the first half minute, in the order of old; the others leave when they are due. */
function caughtUp(parcel: Parcel, now: number): Parcel {
  if (parcel.sendAt >= now) return parcel
  const progress = (parcel.sendAt - now + warmSpanMs) / warmSpanMs
  return { ...parcel, sendAt: now + Math.round(Math.max(progress, 0) * catchUpMs) }
}
