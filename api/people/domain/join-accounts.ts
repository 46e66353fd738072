import type { ChatAddress, Platform } from '../../../contract/people'
import { platforms } from '../../../contract/people'
import type { DirectoryPerson, DirectorySnapshot } from '../../../contract/ports/directory'
import type { AddressKey } from './address-key'
import { fullKey } from './address-key'

export type JoinReason = 'phone' | 'email'

/** Two accounts that are one person, and what says so. */
export interface Pair {
  readonly accounts: readonly [ChatAddress, ChatAddress]
  readonly reason: JoinReason
}

export const unclearReasons = [
  'shared-by-several', // the same number stands beside several people
  'phone-and-mail-differ', // the phone says one, the mailbox another
  'has-another-account', // he has an account on that platform already
  'undone-before', // a person has taken the two apart
] as const

/** Accounts that share something and are joined by nobody but a person. */
export interface Unclear {
  readonly accounts: readonly ChatAddress[]
  readonly because: (typeof unclearReasons)[number]
}

export interface Joining {
  readonly pairs: readonly Pair[]
  readonly unclear: readonly Unclear[]
}

type Account = { readonly address: ChatAddress; readonly person: DirectoryPerson }

/**
 * Which accounts on two platforms are one person. Only what a platform itself vouches for counts, a phone number or
 * a company mailbox; names and titles never do. What fits several people, or fits one by phone and another by mail,
 * is left to somebody who knows them. `apart` holds the pairs that a person has taken apart.
 */
export function joinAccounts(snapshots: readonly DirectorySnapshot[], apart: ReadonlySet<string>): Joining {
  const [left = [], right = []] = platforms.map((platform) => accountsOn(snapshots, platform))
  const unclear: Unclear[] = []
  const byReason = (['phone', 'email'] as const).map((reason) => match(left, right, reason, unclear))
  const partners = new Map<AddressKey, Set<AddressKey>>()
  for (const { accounts } of byReason.flat()) note(partners, accounts)
  const taken = new Set<AddressKey>()
  const pairs: Pair[] = []
  for (const pair of byReason.flat()) {
    const [a, b] = pair.accounts
    if (taken.has(fullKey(a)) || taken.has(fullKey(b))) continue
    taken.add(fullKey(a)).add(fullKey(b))
    const rivals = (partners.get(fullKey(a))?.size ?? 0) > 1 || (partners.get(fullKey(b))?.size ?? 0) > 1
    if (rivals) unclear.push({ accounts: pair.accounts, because: 'phone-and-mail-differ' })
    else if (apart.has(pairKey(a, b))) unclear.push({ accounts: pair.accounts, because: 'undone-before' })
    else pairs.push(pair)
  }
  return { pairs, unclear }
}

/** How a pair is named, whichever of the two comes first. */
export const pairKey = (a: ChatAddress, b: ChatAddress): string =>
  [fullKey(a), fullKey(b)].sort(byText).join(' ')

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const accountsOn = (snapshots: readonly DirectorySnapshot[], platform: Platform): Account[] =>
  snapshots
    .filter((s) => s.platform === platform)
    .flatMap((s) => s.people)
    .filter((person) => person.active)
    .map((person) => ({ address: { platform, userId: person.userId }, person }))

function match(
  left: readonly Account[],
  right: readonly Account[],
  reason: JoinReason,
  unclear: Unclear[],
): Pair[] {
  const rightBy = groupBy(right, reason)
  return [...groupBy(left, reason)].flatMap(([value, ones]): Pair[] => {
    const others = rightBy.get(value) ?? []
    const [one] = ones
    const [other] = others
    if (one === undefined || other === undefined) return []
    if (ones.length === 1 && others.length === 1) return [{ accounts: [one.address, other.address], reason }]
    unclear.push({ accounts: [...ones, ...others].map((a) => a.address), because: 'shared-by-several' })
    return []
  })
}

function groupBy(accounts: readonly Account[], reason: JoinReason): ReadonlyMap<string, readonly Account[]> {
  const groups = new Map<string, Account[]>()
  for (const account of accounts) {
    const value = account.person.verified[reason]
    if (value === null) continue
    const group = groups.get(value)
    if (group === undefined) groups.set(value, [account])
    else group.push(account)
  }
  return groups
}

function note(partners: Map<AddressKey, Set<AddressKey>>, [a, b]: readonly [ChatAddress, ChatAddress]): void {
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const set = partners.get(fullKey(one)) ?? new Set<AddressKey>()
    partners.set(fullKey(one), set.add(fullKey(other)))
  }
}
