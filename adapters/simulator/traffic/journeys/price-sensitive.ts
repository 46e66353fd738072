import { asCustomer, hours, pagesByKind, sentFromWeb, walk } from './journey'
import type { TrialCustomer } from '../../company/company-types'
import type { Journey, JourneyContext } from './journey'

/** Comes back to the price page: two looks yesterday that arrive from a sleeping laptop, and two now. */
export function priceSensitive(context: JourneyContext, customer: TrialCustomer): Journey {
  const { start, random } = context
  const visitor = asCustomer(customer)
  const yesterday = start - hours(random.between(18, 24))
  const before = walk(context, visitor, pagesByKind(context, 'site', ['product', 'pricing']), yesterday)
  const now = walk(context, visitor, pagesByKind(context, 'site', ['pricing', 'product', 'pricing']), start)
  const woken = before.map((happening, index) => ({
    wire: 'native' as const,
    sendAt: start + index * 300,
    happenings: [happening],
  }))
  return [...woken, ...sentFromWeb(now)]
}
