import { asCustomer, pagesByKind, sentFromMiniProgram, sentFromWeb, walk } from './journey'
import type { PageKind, TrialCustomer } from '../../company/company-types'
import type { Visitor } from '../happening'
import type { Journey, JourneyContext } from './journey'

const strolls: readonly (readonly PageKind[])[] = [
  ['home', 'product', 'product'],
  ['home', 'case'],
  ['home', 'product', 'case', 'product'],
  ['product', 'docs'],
  ['home', 'product', 'pricing'],
  ['case', 'product', 'contact'],
]

/** Looks around, on the site or in the mini-program, and wants nothing yet. */
export function browser(context: JourneyContext, customer: TrialCustomer): Journey {
  const { random, start } = context
  const kinds = random.pick(strolls)
  if (customer.identifiers.openid !== undefined && random.chance(0.55)) {
    const pages = pagesByKind(context, 'mini-program', kinds)
    return sentFromMiniProgram(walk(context, asCustomer(customer), pages, start))
  }
  return sentFromWeb(walk(context, asCustomer(customer), pagesByKind(context, 'site', kinds), start))
}

/** The same from a browser that nobody has signed in to. */
export function anonymousBrowser(context: JourneyContext): Journey {
  const { random, start, company } = context
  const visitor: Visitor = { kind: 'anonymous', device: random.pick(company.anonymousDevices) }
  return sentFromWeb(walk(context, visitor, pagesByKind(context, 'site', random.pick(strolls)), start))
}
