import type { Instant } from '../../contract/quantities'
import { writeContacts } from './contact-store.typeorm'
import type { ContactsDeps } from './contacts-deps'
import type { ContactPlan } from './domain/plan-contact'
import { touchpointOf } from './say-contact'

/**
 * Hands in what is to be said and then writes the contacts down. In that order: dying in between costs a touchpoint
 * that is handed in twice and kept once; the other way round it would never be handed in.
 */
export async function applyPlans(
  { database, inbox, source }: Pick<ContactsDeps, 'database' | 'inbox' | 'source'>,
  plans: readonly ContactPlan[],
  now: Instant,
): Promise<number> {
  const touchpoints = plans.flatMap((plan) => touchpointOf(plan, now) ?? [])
  if (touchpoints.length > 0)
    await inbox.accept({ source: await source(), receivedAt: now, touchpoints, unreadable: [] })
  const changed = plans.filter((plan) => plan.what !== 'unchanged')
  if (changed.length > 0)
    await database.write((tx) =>
      writeContacts(
        tx,
        changed.map((plan) => plan.contact),
      ),
    )
  return touchpoints.length
}
