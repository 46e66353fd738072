import { createHash } from 'node:crypto'

import type { Instant } from '../../contract/quantities'
import type { Identifier, NewTouchpoint } from '../../contract/touchpoint'
import type { ContactPlan } from './domain/plan-contact'
import type { Saying } from './domain/saying'

/**
 * The touchpoint that tells the hub of a contact. Its id comes from how many there were before and from what it says:
 * a sync that dies between handing it in and writing that down hands in the same one again.
 */
export function touchpointOf({ contact, say }: ContactPlan, now: Instant): NewTouchpoint | null {
  if (say === null) return null
  const { person, revision, followers, said } = contact
  const since = Math.min(now, ...followers.flatMap((f) => (f.since > 0 ? [f.since] : [])))
  const hash = createHash('sha256').update(said).digest('hex').slice(0, 16)
  return {
    sourceEventId: `${person.externalId}:${revision}:${hash}`,
    // He has been a contact since then; what is told of him later is told now.
    occurredAt: revision === 1 ? (since as Instant) : now,
    actor: 'ours',
    verb: 'identified',
    object: { type: 'customer', id: person.externalId, ...(say.name === '' ? {} : { name: say.name }) },
    identifiers: identifiersOf(person.externalId, say),
    profile: profileOf(say, revision > 1),
  }
}

/** A rep's phone numbers are not among them: nobody has proved that they are his. */
const identifiersOf = (externalId: string, { unionid }: Saying): Identifier[] => [
  { type: 'external-userid', value: externalId },
  ...(unionid === null ? [] : [{ type: 'unionid' as const, value: unionid }]),
]

/** Empty words are said only where they may have to take the place of older ones. */
const profileOf = (say: Saying, again: boolean): Record<string, string> =>
  Object.fromEntries(
    Object.entries({
      name: say.name,
      company: say.company,
      position: say.position,
      owner: say.owner === '' ? '' : `wecom:${say.owner}`,
      wecomTags: say.tags.join('、'),
    }).filter(([field, value]) => value !== '' || (again && (field === 'wecomTags' || field === 'owner'))),
  )
