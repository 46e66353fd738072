import { asCustomer, hours, pagesByKind, seconds, sentFromMiniProgram, sentFromWeb, walk } from './journey'
import type { TrialCustomer } from '../../company/company-types'
import type { Happening, Parcel } from '../happening'
import type { Journey, JourneyContext } from './journey'

/**
 * Tried the product three weeks ago, opened a quote, has been silent since, and is back. What happened then arrives
 * first, from the server's own records.
 */
export function returningSilent(context: JourneyContext, customer: TrialCustomer): Journey {
  const { start, random } = context
  const then = start - hours(24 * random.between(19, 27))
  const pages = pagesByKind(context, 'site', ['case', 'product'])
  const back = walk(context, asCustomer(customer), pages, start + seconds(2))
  return [...remembered(context, customer, then), ...sentFromWeb(back)]
}

/** What the server saw: a trial begun, a document taken, a mail answered, and a little reading after it. */
export function seenByServer(context: JourneyContext, customer: TrialCustomer): Journey {
  const { start, random, company } = context
  const product = company.products.find(({ key }) => key === customer.interest)?.name ?? ''
  const [name, properties] = random.pick([
    ['Trial Started', { product, seats: random.between(1, 5) }],
    ['Document Downloaded', { document: `${product} 白皮书`, path: `/downloads/${customer.interest}.pdf` }],
    ['Email Replied', { subject: `关于${product}的方案` }],
    ['Quote Opened', { quoteId: `Q-${random.between(1_000, 9_999)}`, product }],
    ['Device Connected', { product, devices: random.between(1, 12) }],
  ] as const)
  const event = serverEvent(context, customer, name, properties, start)
  if (customer.identifiers.openid === undefined) return [event]
  const pages = pagesByKind(context, 'mini-program', ['home', 'product'])
  return [event, ...sentFromMiniProgram(walk(context, asCustomer(customer), pages, start + seconds(5)))]
}

function remembered(context: JourneyContext, customer: TrialCustomer, at: number): Parcel[] {
  return [
    serverEvent(context, customer, 'Trial Started', { product: customer.interest }, at - hours(30)),
    serverEvent(context, customer, 'Quote Opened', { quoteId: `Q-${customer.key}` }, at),
  ].map((parcel) => ({ ...parcel, sendAt: context.start }))
}

function serverEvent(
  { newId }: JourneyContext,
  customer: TrialCustomer,
  name: string,
  properties: Readonly<Record<string, string | number>>,
  at: number,
): Parcel {
  const happening: Happening = {
    id: newId(),
    at,
    visitor: asCustomer(customer),
    visit: newId(),
    deed: { does: 'event', name, properties },
  }
  return { wire: 'segment', sendAt: at, happenings: [happening] }
}
