import type { MemberId } from '../../../contract/ids'
import type { ChatAddress, Platform } from '../../../contract/people'
import type { DirectoryPerson, DirectorySnapshot } from '../../../contract/ports/directory'
import { addressKey, fullKey } from './address-key'
import type { AddressKey } from './address-key'
import { joinAccounts } from './join-accounts'
import type { JoinReason, Pair, Unclear } from './join-accounts'
import { orgTree } from './org-tree'
import type { OrgTree } from './org-tree'
import type { KnownMember, MemberEntry, Place } from './plan-directory'
import { isCovered } from './plan-directory'
import { roleOf } from './role-map'
import type { RoleMap } from './role-map'

/** An account that came to a person who had another one. */
export interface Join {
  /** Key of the entry both now belong to. */
  readonly key: string
  readonly address: ChatAddress
  /** The account it stands beside now. */
  readonly beside: AddressKey
  readonly reason: JoinReason
  /** Who the account was before, where it was somebody. */
  readonly from: MemberId | null
}

export interface ComposedDirectory {
  readonly entries: readonly MemberEntry[]
  readonly joins: readonly Join[]
  readonly unclear: readonly Unclear[]
  /** People whose role is `none`. */
  readonly leftOut: number
  /** Names of those whose managers went round in a circle, which was cut. */
  readonly circles: readonly string[]
}

export interface ComposeParts {
  readonly known: readonly KnownMember[]
  /** At most one a platform. */
  readonly snapshots: readonly DirectorySnapshot[]
  readonly roles: RoleMap | null
  /** Pairs of accounts that a person has taken apart, by `pairKey`. */
  readonly apart: ReadonlySet<string>
}

interface Account {
  readonly address: ChatAddress
  readonly person: DirectoryPerson
  readonly tree: OrgTree
}

/** One person: his accounts in the snapshots, and who he is already. */
interface Group {
  readonly accounts: readonly Account[]
  readonly known: KnownMember | undefined
}

/**
 * What the platforms' directories say together, as one list of members. Pure, and the same for the same snapshots in
 * any order. A person keeps the key he has; an address on a platform that was not read stays with him.
 */
export function composeDirectory(parts: ComposeParts): ComposedDirectory {
  const { known, snapshots, apart } = parts
  const owner = new Map(known.flatMap((m) => m.addresses.map((a) => [fullKey(a), m] as const)))
  const first = firstGroups(snapshots, owner)
  const { pairs, unclear } = joinAccounts(snapshots, apart)
  const { groups, joined, refused } = joinGroups(first, pairs, new Set(snapshots.map((s) => s.platform)))
  const keys = keysOf(groups, known)
  const rated = groups.map((group) => ({
    group,
    role: roleOf(ratedOf(group), parts.roles, group.known?.role),
  }))
  const listed = rated.filter((r) => r.role !== 'none').map((r) => r.group)
  const managers = managersOf(listed, groups, keys, parts)
  const { cut, circles } = cutCircles(managers, managersElsewhere(parts, managers))
  const entries = rated.flatMap(({ group, role }) =>
    role === 'none' ? [] : [entryOf(group, role, keys, cut, snapshots)],
  )
  const named = new Map(entries.map((e) => [e.key, e.name]))
  return {
    entries,
    joins: joined.flatMap((j) => joinOf(j, keys)),
    unclear: [...unclear, ...refused],
    leftOut: groups.length - listed.length,
    circles: circles.map((key) => named.get(key) ?? key),
  }
}

const byPlatform = (a: DirectorySnapshot, b: DirectorySnapshot): number => (a.platform < b.platform ? 1 : -1)

/** Everybody in the snapshots, WeCom first; accounts that already are one member stand together. */
function firstGroups(
  snapshots: readonly DirectorySnapshot[],
  owner: ReadonlyMap<AddressKey, KnownMember>,
): Group[] {
  const groups = new Map<string, { accounts: Account[]; known: KnownMember | undefined }>()
  for (const snapshot of [...snapshots].sort(byPlatform)) {
    const tree = orgTree(snapshot)
    for (const person of snapshot.people) {
      const address = { platform: snapshot.platform, userId: person.userId }
      if (!person.active) continue
      const known = owner.get(fullKey(address))
      const name = known === undefined ? fullKey(address) : `#${known.id}`
      const group = groups.get(name) ?? { accounts: [], known }
      groups.set(name, group)
      group.accounts.push({ address, person, tree })
    }
  }
  return [...groups.values()].map(inOrder)
}

interface Joined {
  readonly group: Group
  readonly other: Group
  readonly beside: AddressKey
  readonly reason: JoinReason
}

/** Lays together what belongs to one person. Nobody gets a second account on a platform this way. */
function joinGroups(first: readonly Group[], pairs: readonly Pair[], covered: ReadonlySet<Platform>) {
  const of = new Map<AddressKey, Group>(
    first.flatMap((g) => g.accounts.map((a) => [fullKey(a.address), g] as const)),
  )
  const joined: Joined[] = []
  const refused: Unclear[] = []
  for (const { accounts, reason } of pairs) {
    const [a, b] = accounts.map((address) => of.get(fullKey(address)))
    if (a === undefined || b === undefined || a === b) continue
    const [kept, other] = (b.known?.id ?? Infinity) < (a.known?.id ?? Infinity) ? [b, a] : [a, b]
    if (platformsOf(kept, covered).some((p) => platformsOf(other, covered).includes(p))) {
      refused.push({ accounts: [...accounts], because: 'has-another-account' })
      continue
    }
    const group = inOrder({ accounts: [...kept.accounts, ...other.accounts], known: kept.known })
    for (const account of group.accounts) of.set(fullKey(account.address), group)
    const beside = kept === a ? accounts[0] : accounts[1]
    joined.push({ group, other, beside: fullKey(beside), reason })
  }
  return { groups: [...new Set(of.values())], joined, refused }
}

/** Also those of addresses on a platform that was not read: they are still his. */
const platformsOf = ({ accounts, known }: Group, covered: ReadonlySet<Platform>): readonly Platform[] => [
  ...accounts.map((a) => a.address.platform),
  ...(known?.addresses ?? []).map((a) => a.platform).filter((p) => !covered.has(p)),
]

const joinOf = ({ group, other, beside, reason }: Joined, keys: ReadonlyMap<Group, string>): Join[] =>
  other.accounts.map(({ address }) => ({
    key: keys.get(group) ?? '',
    address,
    beside,
    reason,
    from: other.known?.id ?? null,
  }))

function keysOf(groups: readonly Group[], known: readonly KnownMember[]): ReadonlyMap<Group, string> {
  const taken = new Set(known.map((m) => m.key))
  return new Map(
    groups.map((group) => {
      const [one] = group.accounts
      if (group.known !== undefined || one === undefined) return [group, group.known?.key ?? ''] as const
      const key = freeKey(`${one.address.platform}:${addressKey(one.address)}`, taken)
      taken.add(key)
      return [group, key] as const
    }),
  )
}

/** A key stands for a person; somebody who has it and not the account is another one. */
function freeKey(wanted: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n += 1) {
    const key = n === 1 ? wanted : `${wanted}#${n}`
    if (!taken.has(key)) return key
  }
}

const ratedOf = ({ accounts }: Group) => ({
  title: accounts[0]?.person.title ?? '',
  departments: accounts.flatMap(({ person, tree }) =>
    person.departments.flatMap((id) => tree.around(id).map((d) => d.name)),
  ),
  leads: accounts.some(({ person, tree }) => tree.led(person.userId).length > 0),
})

/** The key of everybody's manager. Whoever is left out of the hub is passed over: his own manager stands in. */
function managersOf(
  listed: readonly Group[],
  groups: readonly Group[],
  keys: ReadonlyMap<Group, string>,
  { known, snapshots }: ComposeParts,
): ReadonlyMap<string, string | null> {
  const of = new Map<AddressKey, Group>(
    groups.flatMap((g) => g.accounts.map((a) => [fullKey(a.address), g] as const)),
  )
  const inHub = new Set(listed)
  const covered = new Set(snapshots.map((s) => s.platform))
  const byId = new Map(known.map((m) => [m.id, m]))
  const above = (group: Group): Group | undefined => {
    for (const { address, person, tree } of group.accounts) {
      const userId = tree.managerOf(person)
      const manager = userId === null ? undefined : of.get(fullKey({ platform: address.platform, userId }))
      if (manager !== undefined && manager !== group) return manager
    }
    return undefined
  }
  const managerKey = (group: Group): string | null => {
    const passed = new Set([group])
    for (let at = above(group); at !== undefined && !passed.has(at); at = above(at)) {
      if (inHub.has(at)) return keys.get(at) ?? null
      passed.add(at)
    }
    const before = byId.get(group.known?.manager ?? (0 as MemberId))
    return before !== undefined && before.active && !isCovered(before, covered) ? before.key : null
  }
  return new Map(listed.map((group) => [keys.get(group) ?? '', managerKey(group)]))
}

/** Who leads those whom no snapshot shows; nothing of them changes, and a circle may go through them. */
function managersElsewhere(
  { known }: ComposeParts,
  listed: ReadonlyMap<string, string | null>,
): ReadonlyMap<string, string | null> {
  const keyOf = new Map(known.map((m) => [m.id, m.key]))
  return new Map(
    known
      .filter((m) => !listed.has(m.key))
      .map((m) => [m.key, m.manager === null ? null : (keyOf.get(m.manager) ?? null)]),
  )
}

/** Two who lead each other lead nobody: the circle is opened at the smallest key of the list, and said. */
function cutCircles(
  managers: ReadonlyMap<string, string | null>,
  elsewhere: ReadonlyMap<string, string | null>,
) {
  const cut = new Map(managers)
  const circles: string[] = []
  const done = new Set<string>()
  for (const start of [...managers.keys()].sort()) {
    const way: string[] = []
    let at: string | null = start
    while (at !== null && !done.has(at) && !way.includes(at)) {
      way.push(at)
      at = cut.get(at) ?? elsewhere.get(at) ?? null
    }
    for (const key of way) done.add(key)
    if (at === null || !way.includes(at)) continue
    const [opened] = way
      .slice(way.indexOf(at))
      .filter((key) => cut.has(key))
      .sort()
    if (opened === undefined) continue
    cut.set(opened, null)
    circles.push(opened)
  }
  return { cut, circles }
}

function entryOf(
  group: Group,
  role: MemberEntry['role'],
  keys: ReadonlyMap<Group, string>,
  managers: ReadonlyMap<string, string | null>,
  snapshots: readonly DirectorySnapshot[],
): MemberEntry {
  const key = keys.get(group) ?? ''
  const [one] = group.accounts
  const main = one?.tree.around(one.person.departments[0] ?? '')[0]
  return {
    key,
    name: one?.person.name ?? key,
    role,
    team: main?.name ?? '',
    manager: managers.get(key) ?? null,
    addresses: addressesOf(group, new Set(snapshots.map((s) => s.platform))),
    places: each(group.accounts.flatMap(placesOf)),
  }
}

/**
 * Accounts in the order in which he wants to be reached, which was decided when his first one came. Title, superior and
 * department are the first one's that has them, today as at the next sync.
 */
function inOrder({ accounts, known }: Group): Group {
  const order = (known?.addresses ?? []).map(fullKey)
  const rank = (account: Account): number => {
    const at = order.indexOf(fullKey(account.address))
    return at < 0 ? order.length : at
  }
  return { known, accounts: [...accounts].sort((a, b) => rank(a) - rank(b)) }
}

function addressesOf(group: Group, covered: ReadonlySet<Platform>): ChatAddress[] {
  const seen = new Map(group.accounts.map((a) => [fullKey(a.address), a.address]))
  const before = (group.known?.addresses ?? []).flatMap((a): ChatAddress[] => {
    const now = seen.get(fullKey(a))
    if (now !== undefined) return [now]
    return covered.has(a.platform) ? [] : [a]
  })
  const had = new Set(before.map(fullKey))
  return [...before, ...[...seen].filter(([key]) => !had.has(key)).map(([, address]) => address)]
}

/** Two accounts of one person may sit in the same department: once is enough, and leading outweighs sitting. */
function each(places: readonly Place[]): Place[] {
  const found = new Map<string, Place>()
  for (const place of places) {
    const name = `${place.platform}:${place.department}`
    const before = found.get(name)
    found.set(name, before === undefined ? place : { ...place, leads: before.leads || place.leads })
  }
  return [...found.values()]
}

function placesOf({ address: { platform }, person, tree }: Account): Place[] {
  const led = tree.led(person.userId)
  const departments = [...new Set([...person.departments, ...led])]
  return departments
    .filter((id) => tree.around(id).length > 0)
    .map((department) => ({ platform, department, leads: led.includes(department) }))
}
