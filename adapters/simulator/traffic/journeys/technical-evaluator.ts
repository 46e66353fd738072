import { asCustomer, hours, seconds, sentFromMiniProgram, sentLate, somePages, walk } from './journey'
import type { TrialCustomer } from '../../company/company-types'
import type { Happening } from '../happening'
import type { Journey, JourneyContext } from './journey'

/** How long before today's visit the earlier ones took place, in hours: about the same time of day, so at work. */
const earlier = [47, 23.5, 1.5] as const

/**
 * Reads the API documentation again and again and walks past the price page three visits in a row. The first three
 * visits were made without a network; the mini-program delivers them when it is opened for the fourth. Only then are
 * they over, since a visit is over when a later one has begun.
 */
export function technicalEvaluator(context: JourneyContext, customer: TrialCustomer): Journey {
  const visitor = asCustomer(customer)
  const read = (count: number, from: number): Happening[] =>
    walk(context, visitor, somePages(context, 'mini-program', 'docs', count), from)
  const past = earlier.flatMap((hoursAgo) =>
    read(context.random.between(2, 3), context.start - hours(hoursAgo) + jitter(context)),
  )
  const today = read(2, context.start)
  const opened = today.slice(0, 1)
  return [
    ...sentLate([...past, ...opened], context.start + seconds(1)),
    ...sentFromMiniProgram(today.slice(1)),
  ]
}

function jitter({ random }: JourneyContext): number {
  return random.between(-20, 20) * seconds(60)
}
