import { contentMap, eventMeanings } from './content-map'
import { createCustomers } from './customers'
import { firstMember, members } from './members'
import { pages } from './pages'
import { products } from './products'
import { seededRandom } from './seeded-random'
import type { TrialCompany } from './company-types'

const customerCount = 400
const anonymousCount = 40

/**
 * 砚川智联, a maker of industrial gateways and device software that does not exist: its people, its customers and
 * its pages. The same seed gives the same company.
 */
export function trialCompany(seed: number): TrialCompany {
  const random = seededRandom(seed)
  return {
    name: '砚川智联科技',
    members,
    customers: createCustomers(customerCount, random),
    products,
    pages,
    contentMap,
    eventMeanings,
    anonymousDevices: Array.from(
      { length: anonymousCount },
      () => `anon-${random.text('0123456789abcdef', 20)}`,
    ),
    firstMember,
  }
}
