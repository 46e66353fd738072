import type { MemberId } from '../../contract/ids'
import type { ChatAddress, Member } from '../../contract/people'
import type { Clock } from '../../contract/ports/clock'
import type { Database, Sql } from '../database'
import { applyDirectory } from './apply-directory'
import { addressKey } from './domain/address-key'
import type { KnownMember, MemberEntry } from './domain/plan-directory'
import { planDirectory } from './domain/plan-directory'
import { may } from './domain/policy'
import { standingsOf } from './domain/standing'
import { joinedInto } from './join-store.typeorm'
import { FRESH_MS, MemberCache } from './member-cache'
import type { Ownership } from './people-store.typeorm'
import * as store from './people-store.typeorm'
import { readOrganisation } from './place-store.typeorm'

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

  let standings: { readonly of: ReturnType<typeof standingsOf>; readonly at: number } | undefined

  /** The tree is small and asked for with every member, so it is kept whole for as long as they are. */
  const standingOf = async (): Promise<ReturnType<typeof standingsOf>> => {
    if (standings !== undefined && clock.now() - standings.at < FRESH_MS) return standings.of
    const { generation } = cache
    const fresh = { of: standingsOf(await readOrganisation(database.read)), at: clock.now() }
    if (generation === cache.generation) standings = fresh
    return fresh.of
  }

  const forgetAll = (): void => {
    cache.forgetAll()
    standings = undefined
  }

  const placed = async (known: readonly KnownMember[]): Promise<Member[]> => {
    const of = await standingOf()
    return known.flatMap((one) => {
      const bare = withoutKey(one)
      return bare === undefined ? [] : [{ ...bare, standing: of(one.id) }]
    })
  }

  const member = (id: MemberId): Promise<Member | undefined> =>
    cached(`#${id}`, async () => {
      const [known] = await store.readMembers(database.read, [id])
      // Whoever still names the member that an account was joined away from means the one it was joined to.
      const now = known?.active === false ? await joinedInto(database.read, id) : undefined
      return now === undefined ? (await placed(known === undefined ? [] : [known]))[0] : member(now)
    })

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
    all: async (): Promise<Member[]> => placed(await store.readMembers(database.read)),
    /** Takes over a list of the whole company; whoever is missing from it has left. */
    upsert: async (list: readonly MemberEntry[]): Promise<DirectoryReport> => {
      const report = await database.write((tx) => takeOver(tx, list))
      forgetAll()
      return report
    },
    /** After somebody else in this process has written members. */
    forgetAll,
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
  const { key: _key, places: _places, ...member } = known
  return member
}

async function takeOver(tx: Sql, list: readonly MemberEntry[]): Promise<DirectoryReport> {
  const plan = planDirectory(await store.readMembers(tx), list)
  const ownedByRemoved = await applyDirectory(tx, plan)
  return {
    added: plan.added.length,
    changed: plan.changed.length,
    unchanged: plan.unchanged.length,
    removed: plan.removed.length,
    ownedByRemoved,
  }
}
