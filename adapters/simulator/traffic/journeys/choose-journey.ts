import { anonymousBrowser, browser } from './browser'
import { crawler } from './crawler'
import { inquiry } from './inquiry'
import { priceSensitive } from './price-sensitive'
import { returningSilent, seenByServer } from './returning-silent'
import { technicalEvaluator } from './technical-evaluator'
import type { SeededRandom } from '../../company/seeded-random'
import type { Temper, TrialCompany, TrialCustomer } from '../../company/company-types'
import type { Journey, JourneyContext } from './journey'

/** Sends somebody on his way. Remembers who already told his one story, so that nobody tells it twice in a run. */
export interface JourneyPlanner {
  next(context: JourneyContext): Journey
  /** The next one of that temper whose story is untold, of that owner where one is given. */
  untold(temper: Temper, owner?: string): TrialCustomer | undefined
}

type Make = (context: JourneyContext, customer: TrialCustomer) => Journey

/** Of a hundred visitors, so many go each way. */
const shares: readonly (readonly [share: number, temper: Temper | 'anonymous' | 'crawler' | 'server'])[] = [
  [44, 'browser'],
  [7, 'technical'],
  [12, 'price'],
  [6, 'inquirer'],
  [5, 'silent'],
  [12, 'server'],
  [9, 'anonymous'],
  [5, 'crawler'],
]

/** Stories that are told once a run: a second time would contradict the first. */
const stories: Readonly<Record<Exclude<Temper, 'browser'>, Make>> = {
  technical: technicalEvaluator,
  price: priceSensitive,
  inquirer: inquiry,
  silent: returningSilent,
}

export function createJourneyPlanner(company: TrialCompany, random: SeededRandom): JourneyPlanner {
  const told = new Set<string>()
  const strollers = company.customers.filter(({ temper }) => temper === 'browser')

  const untold = (temper: Temper, owner?: string): TrialCustomer | undefined => {
    const left = company.customers.filter(
      (c) => c.temper === temper && !told.has(c.key) && (owner === undefined || c.owner === owner),
    )
    const chosen = left.length === 0 ? undefined : random.pick(left)
    if (chosen !== undefined) told.add(chosen.key)
    return chosen
  }

  return {
    untold,
    next: (context) => {
      const way = chooseWay(random)
      if (way === 'crawler') return crawler(context)
      if (way === 'anonymous') return anonymousBrowser(context)
      if (way === 'server') return seenByServer(context, random.pick(strollers))
      if (way === 'browser') return browser(context, random.pick(strollers))
      const customer = untold(way)
      return customer === undefined
        ? browser(context, random.pick(strollers))
        : stories[way](context, customer)
    },
  }
}

function chooseWay(random: SeededRandom): (typeof shares)[number][1] {
  let left = random.next() * shares.reduce((sum, [share]) => sum + share, 0)
  for (const [share, way] of shares) {
    left -= share
    if (left < 0) return way
  }
  return 'browser'
}
