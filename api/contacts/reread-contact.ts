import type { ContactsPort, ContactTrouble } from '../../contract/ports/contacts'
import { applyPlans } from './apply-plans'
import * as store from './contact-store.typeorm'
import type { ContactsDeps } from './contacts-deps'
import type { ContactChange } from './domain/plan-contact'
import { planContact } from './domain/plan-contact'
import { hubNow, membersByAccount } from './hub-now'

export type Reread =
  | { readonly kind: ContactChange | 'left' | 'unknown' }
  | { readonly kind: 'refused'; readonly trouble: ContactTrouble }

/** One contact as he is now. What is odd about him is for the next sync to tell. */
export async function rereadContact(
  deps: ContactsDeps,
  port: ContactsPort,
  externalId: string,
  signal: AbortSignal,
): Promise<Reread> {
  const { database, clock } = deps
  const found = await port.one(externalId, signal)
  if (found.kind === 'refused') return found
  const now = clock.now()
  if (found.kind === 'gone') {
    const left = await database.write((tx) => store.markLeft(tx, externalId, now))
    return { kind: left > 0 ? 'left' : 'unknown' }
  }
  const known = (await store.readContacts(database.read, [externalId])).get(externalId)
  const members = membersByAccount(await deps.members())
  const hub = await hubNow(deps, [found], {
    members,
    tags: await store.readTags(database.read),
    staged: false,
  })
  const plan = planContact(known, found, { whole: true, now, hub })
  await applyPlans(deps, [plan], now)
  return { kind: plan.what }
}
