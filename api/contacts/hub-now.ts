import type { Member } from '../../contract/people'
import type { Identifier } from '../../contract/touchpoint'
import { sharingIn } from './contact-store.typeorm'
import type { ContactsDeps } from './contacts-deps'
import type { SeenContact } from './domain/contact'
import { userKey } from './domain/contact'
import type { HubView, MemberRef } from './domain/hub-view'

/** Our people by the WeCom accounts under which they have contacts. */
export function membersByAccount(members: readonly Member[]): ReadonlyMap<string, MemberRef> {
  const found = new Map<string, MemberRef>()
  for (const { id, name, active, addresses } of members)
    for (const address of addresses)
      if (address.platform === 'wecom') found.set(userKey(address.userId), { id, name, active })
  return found
}

/** What the hub knows about these contacts, fetched before anything is decided. */
export async function hubNow(
  { database, customersBehind }: Pick<ContactsDeps, 'database' | 'customersBehind'>,
  seen: readonly SeenContact[],
  known: {
    readonly members: ReadonlyMap<string, MemberRef>
    readonly tags: ReadonlyMap<string, string>
    readonly staged: boolean
  },
): Promise<HubView> {
  const behind = await customersBehind(identifiersOf(seen))
  const unionids = [...new Set(seen.flatMap((contact) => contact.person.unionid ?? []))]
  const shared = new Map<string, Set<string>>()
  const tables = known.staged ? (['contact', 'contact_staged'] as const) : (['contact'] as const)
  for (const table of tables)
    for (const [unionid, externalId] of await sharingIn(database.read, unionids, table))
      shared.set(unionid, (shared.get(unionid) ?? new Set()).add(externalId))
  return {
    memberOf: (userId) => known.members.get(userKey(userId)),
    behind: ({ type, value }) => behind.get(`${type}:${value}`),
    sharing: (unionid) => [...(shared.get(unionid) ?? [])],
    tagName: (id) => known.tags.get(id),
  }
}

const identifiersOf = (seen: readonly SeenContact[]): Identifier[] => {
  const found = new Map<string, Identifier>()
  const add = (type: Identifier['type'], value: string): void =>
    void found.set(`${type}:${value}`, { type, value })
  for (const { person, followers } of seen) {
    add('external-userid', person.externalId)
    if (person.unionid !== null) add('unionid', person.unionid)
    for (const follower of followers) follower.remarkPhones.forEach((phone) => add('phone', phone))
  }
  return [...found.values()]
}
