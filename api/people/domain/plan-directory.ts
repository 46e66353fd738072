import { Fault } from '../../../contract/fault'
import type { MemberId } from '../../../contract/ids'
import type { ChatAddress, Member, Platform, Role } from '../../../contract/people'
import { fullKey } from './address-key'

/** A department that somebody sits in or leads. */
export interface Place {
  readonly platform: Platform
  /** The platform's own department id. */
  readonly department: string
  readonly leads: boolean
}

/** One person as a directory lists him. */
export interface MemberEntry {
  /** His stable name in the directory: a staff number, a user id. */
  readonly key: string
  readonly name: string
  readonly role: Role
  readonly team: string
  /** The manager's key. */
  readonly manager: string | null
  /** First one preferred. */
  readonly addresses: readonly ChatAddress[]
  /** Main department first. A list that knows no departments leaves it out, and whatever is known stays. */
  readonly places?: readonly Place[]
}

export interface KnownMember extends Member {
  readonly key: string
  readonly places?: readonly Place[]
}

export interface DirectoryPlan {
  readonly added: readonly MemberEntry[]
  readonly changed: readonly { readonly id: MemberId; readonly entry: MemberEntry }[]
  readonly unchanged: readonly MemberId[]
  /** Not in the list any more: they leave, and keep their id and their customers. */
  readonly removed: readonly MemberId[]
}

/**
 * What a list of the whole company changes. A person is recognised by key, then by address, so that a new staff
 * number does not make a new person. Throws a Fault `bad-request` when the list contradicts itself or is empty:
 * a directory that answers nothing must not send everybody home.
 *
 * A list of some platforms only says nothing of people who are elsewhere too: whoever has no address, or one that
 * was not `covered`, does not leave.
 */
export function planDirectory(
  known: readonly KnownMember[],
  list: readonly MemberEntry[],
  covered: ReadonlySet<Platform> | 'everything' = 'everything',
): DirectoryPlan {
  checkList(list, new Set(known.filter((m) => m.active && !isCovered(m, covered)).map((m) => m.key)))
  const matches = matchEntries(known, list)
  const keyOf = keysAfter(known, matches)
  const added: MemberEntry[] = []
  const changed: { id: MemberId; entry: MemberEntry }[] = []
  const unchanged: MemberId[] = []
  for (const entry of list) {
    const member = matches.get(entry.key)
    if (member === undefined) added.push(entry)
    else if (same(member, entry, keyOf)) unchanged.push(member.id)
    else changed.push({ id: member.id, entry })
  }
  const kept = new Set([...matches.values()].map((m) => m.id))
  const removed = known.filter((m) => m.active && !kept.has(m.id) && isCovered(m, covered)).map((m) => m.id)
  return { added, changed, unchanged, removed }
}

/** Whether a list of those platforms is a list of the whole of him. */
export const isCovered = (
  { addresses }: Pick<KnownMember, 'addresses'>,
  covered: ReadonlySet<Platform> | 'everything',
): boolean =>
  covered === 'everything' || (addresses.length > 0 && addresses.every((a) => covered.has(a.platform)))

function checkList(list: readonly MemberEntry[], elsewhere: ReadonlySet<string>): void {
  if (list.length === 0) refuse('The list of members is empty.')
  const keys = new Set<string>()
  const addresses = new Set<string>()
  for (const entry of list) {
    if (keys.has(entry.key)) refuse(`The key ${entry.key} is in the list twice.`)
    keys.add(entry.key)
    for (const address of entry.addresses) {
      const key = fullKey(address)
      if (addresses.has(key)) refuse(`The address ${key} is in the list twice.`)
      addresses.add(key)
    }
  }
  for (const { key, manager } of list) {
    if (manager !== null && !keys.has(manager) && !elsewhere.has(manager))
      refuse(`The manager ${manager} of ${key} is not in the list.`)
  }
}

function refuse(message: string): never {
  throw new Fault({
    code: 'bad-request',
    message,
    advice:
      'Nothing was changed. Correct the list (or the rights of the directory account) and send it whole.',
  })
}

function matchEntries(
  known: readonly KnownMember[],
  list: readonly MemberEntry[],
): ReadonlyMap<string, KnownMember> {
  const byKey = new Map(known.map((m) => [m.key, m]))
  const byAddress = new Map<string, KnownMember>(
    known.flatMap((m) => m.addresses.map((a) => [fullKey(a), m] as const)),
  )
  const matches = new Map<string, KnownMember>()
  const taken = new Set<MemberId>()
  const take = (entry: MemberEntry, member: KnownMember | undefined): void => {
    if (member === undefined || taken.has(member.id) || matches.has(entry.key)) return
    matches.set(entry.key, member)
    taken.add(member.id)
  }
  for (const entry of list) take(entry, byKey.get(entry.key))
  for (const entry of list) {
    for (const address of entry.addresses) take(entry, byAddress.get(fullKey(address)))
  }
  return matches
}

/** Each known member's key once the list is taken over. */
function keysAfter(
  known: readonly KnownMember[],
  matches: ReadonlyMap<string, KnownMember>,
): ReadonlyMap<MemberId, string> {
  const keys = new Map(known.map((m) => [m.id, m.key]))
  for (const [key, member] of matches) keys.set(member.id, key)
  return keys
}

function same(member: KnownMember, entry: MemberEntry, keyOf: ReadonlyMap<MemberId, string>): boolean {
  const manager = member.manager === null ? null : (keyOf.get(member.manager) ?? null)
  return (
    member.active &&
    member.key === entry.key &&
    member.name === entry.name &&
    member.role === entry.role &&
    member.team === entry.team &&
    manager === entry.manager &&
    member.addresses.map(exactly).join('\n') === entry.addresses.map(exactly).join('\n') &&
    (entry.places === undefined || placesText(member.places) === placesText(entry.places))
  )
}

const placesText = (places: readonly Place[] = []): string =>
  places.map((p) => `${p.platform}:${p.department}:${p.leads ? 'leads' : 'sits'}`).join('\n')

const exactly = (address: ChatAddress): string => `${address.platform}:${address.userId}`
