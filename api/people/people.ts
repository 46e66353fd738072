import type { MemberId } from '../../contract/ids'
import type { ChatAddress, Member } from '../../contract/people'
import type { Clock } from '../../contract/ports/clock'
import type { Database, Sql } from '../database'
import { addressKey } from './domain/address-key'
import type { KnownMember, MemberEntry } from './domain/plan-directory'
import { planDirectory } from './domain/plan-directory'
import { may } from './domain/policy'
import { MemberCache } from './member-cache'
import type { Ownership } from './people-store.typeorm'
import * as store from './people-store.typeorm'

export interface PeopleDeps {
  readonly database: Database
  readonly clock: Clock
  /** How many answers are kept in memory; 10,000 unless said otherwise. */
  readonly cacheSize?: number
}

/** What taking over a directory did. */
export interface DirectoryReport {
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  /** Left the company: not active any more, and never deleted. */
  readonly removed: number
  /** Customers whose owner has left and who need another one. */
  readonly ownedByRemoved: number
}

export type People = ReturnType<typeof createPeople>

/** Who works here, which account is whose, who owns what and who may do what. */
export function createPeople({ database, clock, cacheSize = 10_000 }: PeopleDeps) {
  const cache = new MemberCache(clock, cacheSize)

  async function cached(key: string, read: () => Promise<Member | undefined>): Promise<Member | undefined> {
    const hit = cache.get(key)
    if (hit !== undefined) return hit.member
    const generation = cache.generation
    const member = await read()
    cache.remember(key, member, generation)
    return member
  }

  const member = (id: MemberId): Promise<Member | undefined> =>
    cached(`#${id}`, async () => withoutKey((await store.readMembers(database.read, [id]))[0]))

  return {
    may,
    member,
    /** Whose account it is, also of somebody who has left: `active` says so. */
    memberOf: (address: ChatAddress): Promise<Member | undefined> =>
      cached(`${address.platform}:${addressKey(address)}`, async () => {
        const id = await store.idOfAddress(database.read, address)
        return id === undefined ? undefined : member(id)
      }),
    /** Everybody, those who left included, by id. */
    all: async (): Promise<Member[]> =>
      (await store.readMembers(database.read)).flatMap((known) => withoutKey(known) ?? []),
    /** Takes over a list of the whole company; whoever is missing from it has left. */
    upsert: async (list: readonly MemberEntry[]): Promise<DirectoryReport> => {
      const report = await database.write((tx) => takeOver(tx, list))
      cache.forgetAll()
      return report
    },
    /** The active rep with the fewest customers, counted as theirs at once; undefined when there is no rep. */
    nextOwner: async (tx: Sql): Promise<Member | undefined> => {
      const id = await store.takeNextOwner(tx)
      return id === undefined ? undefined : withoutKey((await store.readMembers(tx, [id]))[0])
    },
    /** Gives customers another owner, or none, and keeps the counts right. Returns how many changed hands. */
    setOwners: (tx: Sql, owners: readonly Ownership[]): Promise<number> => store.moveOwners(tx, owners),
  }
}

function withoutKey(known: KnownMember | undefined): Member | undefined {
  if (known === undefined) return undefined
  const { key: _key, ...member } = known
  return member
}

async function takeOver(tx: Sql, list: readonly MemberEntry[]): Promise<DirectoryReport> {
  const plan = planDirectory(await store.readMembers(tx), list)
  await store.insertMembers(tx, plan.added)
  for (const { id, entry } of plan.changed) await store.updateMember(tx, id, entry)
  const ids = await store.idsByKey(tx)
  for (const entry of [...plan.added, ...plan.changed.map((c) => c.entry)]) {
    const id = ids.get(entry.key)
    if (id === undefined) continue
    await store.setManager(tx, id, entry.manager === null ? null : (ids.get(entry.manager) ?? null))
    await store.setAddresses(tx, id, entry.addresses)
  }
  const ownedByRemoved = await store.deactivate(tx, plan.removed)
  return {
    added: plan.added.length,
    changed: plan.changed.length,
    unchanged: plan.unchanged.length,
    removed: plan.removed.length,
    ownedByRemoved,
  }
}
