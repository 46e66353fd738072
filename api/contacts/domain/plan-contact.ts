import type { Instant } from '../../../contract/quantities'
import type { KeptContact, KeptFollower, SeenContact } from './contact'
import { userKey } from './contact'
import type { HubView } from './hub-view'
import type { Proposed } from './propose-owner'
import { proposeOwner } from './propose-owner'
import type { Saying } from './saying'
import { sayingOf } from './saying'

export const contactChanges = ['added', 'changed', 'came-back', 'unchanged'] as const
export type ContactChange = (typeof contactChanges)[number]

/** What becomes of one contact. */
export interface ContactPlan {
  readonly what: ContactChange
  readonly contact: KeptContact
  /** What is to be said about him; null where the newest touchpoint says it already. */
  readonly say: Saying | null
  readonly proposed: Proposed | null
}

/**
 * The contact as he is to be kept.
 *
 * 1. The same reading again changes nothing and says nothing.
 * 2. Followers who are missing have left only where everybody was read; nobody is removed.
 * 3. His own tags of a follower stay as they were where the reading does not tell them.
 */
export function planContact(
  known: KeptContact | undefined,
  seen: SeenContact,
  how: {
    readonly whole: boolean
    readonly now: Instant
    readonly hub: Pick<HubView, 'memberOf' | 'tagName'>
  },
): ContactPlan {
  const { whole, now, hub } = how
  const followers = mergeFollowers(known?.followers ?? [], seen, whole, now)
  const proposed = proposeOwner(followers, hub.memberOf)
  const saying = sayingOf(seen.person, followers, proposed, hub.tagName)
  const said = JSON.stringify(saying)
  const says = known?.said !== said
  const what = whatHappened(known, { person: seen.person, followers }, says)
  const contact: KeptContact = {
    person: seen.person,
    followers,
    revision: (known?.revision ?? 0) + (says ? 1 : 0),
    said,
    firstAt: known?.firstAt ?? now,
    changedAt: what === 'unchanged' && known !== undefined ? known.changedAt : now,
    leftAt: null,
  }
  return { what, contact, say: says ? saying : null, proposed }
}

function mergeFollowers(
  known: readonly KeptFollower[],
  seen: SeenContact,
  whole: boolean,
  now: Instant,
): KeptFollower[] {
  const before = new Map(known.map((follower) => [userKey(follower.userId), follower]))
  const after = new Map<string, KeptFollower>()
  for (const [key, follower] of before)
    after.set(key, whole && follower.leftAt === null ? { ...follower, leftAt: now } : follower)
  for (const follower of seen.followers) {
    const key = userKey(follower.userId)
    const ownTags = follower.ownTags ?? before.get(key)?.ownTags ?? []
    after.set(key, { ...follower, tags: [...follower.tags].sort(), ownTags, leftAt: null })
  }
  return [...after.keys()].sort().flatMap((key) => after.get(key) ?? [])
}

function whatHappened(
  known: KeptContact | undefined,
  now: Pick<KeptContact, 'person' | 'followers'>,
  says: boolean,
): ContactChange {
  if (known === undefined) return 'added'
  if (known.leftAt !== null) return 'came-back'
  return says || !isSame(known, now) ? 'changed' : 'unchanged'
}

/** Keys in one order: what comes from the store need not have that of what was read. */
const isSame = (
  a: Pick<KeptContact, 'person' | 'followers'>,
  b: Pick<KeptContact, 'person' | 'followers'>,
): boolean => stable([a.person, a.followers]) === stable([b.person, b.followers])

const stable = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
