import type { Finding } from '../finding'
import { atTheDoor, setAsideToo } from './at-the-door'
import { atTheNotices } from './at-the-notices'
import { atTheRules } from './at-the-rules'
import { findCustomer } from './find-customer'
import type { WalkParts } from './walk-parts'

/** What was found on the way, in its order, and the first thing that explains why there is no card. */
export interface Walk {
  readonly findings: readonly Finding[]
  readonly stop: Finding | undefined
}

/**
 * Walks the way of a customer's touchpoints (door, quarantine, identity, rules, decision, notice, delivery) and says
 * where it ended. `query` is a name, a company, a number such as `#12`, or an identifier such as a phone number.
 */
export async function whyNoCard(parts: WalkParts, query: string): Promise<Walk> {
  const found = await findCustomer(parts, query)
  if (found.kind === 'none') return walked(await atTheDoor(parts, query))
  if (found.kind === 'several') return walked([found.finding])
  return walked([
    found.finding,
    ...(await setAsideToo(parts, found.customer, query)),
    ...(await atTheNotices(parts, found.customer)),
    ...(await atTheRules(parts, found.customer)),
  ])
}

/** What is wrong goes before what is merely as it should be. */
const walked = (findings: readonly Finding[]): Walk => ({
  findings,
  stop:
    findings.find((f) => f.state === 'bad') ??
    findings.find((f) => f.state === 'warn' && f.cause !== undefined),
})
