import { asCustomer, hours, pagesByKind, sentFromWeb, walk } from './journey'
import type { TrialCustomer } from '../../company/company-types'
import type { Journey, JourneyContext } from './journey'

/**
 * Looks at the prices in three visits and asks nobody: two visits of the last days arrive from a laptop that slept,
 * the third one is now.
 */
export function priceSensitive(context: JourneyContext, customer: TrialCustomer): Journey {
  const { start, random } = context
  const visitor = asCustomer(customer)
  const before = [random.between(45, 47), random.between(22, 24)].flatMap((hoursAgo) =>
    walk(context, visitor, pagesByKind(context, 'site', ['product', 'pricing']), start - hours(hoursAgo)),
  )
  const now = walk(context, visitor, pagesByKind(context, 'site', ['pricing', 'product', 'pricing']), start)
  const woken = before.map((happening, index) => ({
    wire: 'native' as const,
    sendAt: start + index * 300,
    happenings: [happening],
  }))
  return [...woken, ...sentFromWeb(now)]
}
