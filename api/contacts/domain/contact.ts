import type { ContactFollower, ContactPair, ContactPerson } from '../../../contract/ports/contacts'
import type { Instant } from '../../../contract/quantities'

/** A contact as one reading showed him. */
export interface SeenContact {
  readonly person: ContactPerson
  /** By user key, each once. */
  readonly followers: readonly ContactFollower[]
}

/** What the hub keeps of somebody who has a contact, or had him. */
export interface KeptFollower extends Omit<ContactFollower, 'ownTags'> {
  readonly ownTags: readonly string[]
  /** When it was found that he has him no more. */
  readonly leftAt: Instant | null
}

/** A contact as the hub keeps him; nobody is ever deleted. */
export interface KeptContact {
  readonly person: ContactPerson
  readonly followers: readonly KeptFollower[]
  /** Touchpoints about him so far; with what the next one says it makes that one's id. */
  readonly revision: number
  /** What the newest of them said. */
  readonly said: string
  readonly firstAt: Instant
  readonly changedAt: Instant
  readonly leftAt: Instant | null
}

/** WeCom compares user ids without regard to case. */
export const userKey = (userId: string): string => userId.toLowerCase()

const byKey = (a: ContactFollower, b: ContactFollower): number =>
  userKey(a.userId) < userKey(b.userId) ? -1 : userKey(a.userId) > userKey(b.userId) ? 1 : 0

/** The contacts behind the pairs of a reading, by external id; the order of the pairs does not matter. */
export function gatherContacts(pairs: readonly ContactPair[]): SeenContact[] {
  const found = new Map<string, ContactPair[]>()
  for (const pair of pairs) {
    const id = pair.person.externalId
    found.set(id, [...(found.get(id) ?? []), pair])
  }
  return [...found.keys()].sort().map((id) => gathered(found.get(id) ?? []))
}

function gathered(pairs: readonly ContactPair[]): SeenContact {
  const each = new Map(pairs.map((pair) => [userKey(pair.follower.userId), pair]))
  const sorted = [...each.values()].sort((a, b) => byKey(a.follower, b.follower))
  const [first] = sorted
  if (first === undefined) throw new RangeError('a contact comes with somebody who has him')
  return { person: first.person, followers: sorted.map((pair) => pair.follower) }
}

/** Those who have him now. */
export const present = (followers: readonly KeptFollower[]): readonly KeptFollower[] =>
  followers.filter((follower) => follower.leftAt === null)
