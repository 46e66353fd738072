import type { CustomerId } from '../../../contract/ids'
import type { KeptContact } from './contact'
import { present } from './contact'
import type { CustomerBehind, HubView } from './hub-view'
import type { Proposed } from './propose-owner'

export const conflictKinds = [
  'owner-differs', // the hub's owner has him not as a contact
  'two-customers', // external id and unionid belong to two customers of the hub
  'same-unionid', // several contacts have one unionid
  'phone-elsewhere', // a phone number that a rep wrote down is another customer's
  'not-a-member', // somebody who has contacts is nobody the hub knows, or has left
  'several-followers', // several of our people have him
] as const
export type ConflictKind = (typeof conflictKinds)[number]

interface About {
  readonly externalId: string
  readonly name: string
}

interface CustomerRef {
  readonly customer: CustomerId
  readonly name: string
}

/** Something between WeCom and the hub that a person has to look at. Nothing was changed because of it. */
export type Conflict =
  | (About & {
      readonly kind: 'owner-differs'
      readonly customer: CustomerId
      readonly owner: string
      readonly ownerActive: boolean
      /** Who would be the owner if there were none. */
      readonly follower: string
    })
  | (About & { readonly kind: 'two-customers'; readonly customers: readonly [CustomerRef, CustomerRef] })
  | (About & { readonly kind: 'same-unionid'; readonly others: readonly string[] })
  | (About & {
      readonly kind: 'phone-elsewhere'
      /** With its middle hidden. */
      readonly phone: string
      readonly follower: string
      readonly other: CustomerRef
    })
  | { readonly kind: 'not-a-member'; readonly userId: string; readonly contacts: number }
  | (About & {
      readonly kind: 'several-followers'
      readonly followers: readonly string[]
      /** Who is proposed as owner, where somebody is. */
      readonly proposed: string | null
    })

/** What is odd about one contact; strangers among his followers are for `strangersOf`. */
export function conflictsOf(
  contact: Pick<KeptContact, 'person' | 'followers'>,
  name: string,
  proposed: Proposed | null,
  hub: HubView,
): Conflict[] {
  const { externalId, unionid } = contact.person
  const about = { externalId, name }
  const byId = hub.behind({ type: 'external-userid', value: externalId })
  const byUnion = unionid === null ? undefined : hub.behind({ type: 'unionid', value: unionid })
  return [
    ...ownerDiffers(contact, about, proposed, byUnion ?? byId, hub),
    ...twoCustomers(about, byId, byUnion),
    ...sameUnionid(about, unionid, hub),
    ...phonesElsewhere(contact, about, byUnion ?? byId, hub),
    ...severalFollowers(contact, about, proposed, hub),
  ]
}

/** No conflict where the owner is one of those who have him, whoever came first. */
function ownerDiffers(
  contact: Pick<KeptContact, 'followers'>,
  about: About,
  proposed: Proposed | null,
  behind: CustomerBehind | undefined,
  hub: HubView,
): Conflict[] {
  if (proposed === null || behind === undefined || behind.owner === null) return []
  const { owner, customer } = behind
  const hasHim = present(contact.followers).some((f) => hub.memberOf(f.userId)?.id === owner.id)
  if (hasHim && owner.active) return []
  return [
    {
      ...{ kind: 'owner-differs' as const, ...about, customer },
      ...{ owner: owner.name, ownerActive: owner.active, follower: proposed.member.name },
    },
  ]
}

function twoCustomers(
  about: About,
  byId: CustomerBehind | undefined,
  byUnion: CustomerBehind | undefined,
): Conflict[] {
  if (byId === undefined || byUnion === undefined || byId.customer === byUnion.customer) return []
  return [{ kind: 'two-customers', ...about, customers: [refOf(byUnion), refOf(byId)] }]
}

/** Told once for all of them, with the smallest id. */
function sameUnionid(about: About, unionid: string | null, hub: HubView): Conflict[] {
  if (unionid === null) return []
  const others = hub.sharing(unionid).filter((id) => id !== about.externalId)
  const isFirst = others.length > 0 && others.every((id) => about.externalId < id)
  return isFirst ? [{ kind: 'same-unionid', ...about, others: [...others].sort() }] : []
}

/** A rep's word moves nobody; it is a hint for whoever looks. */
function phonesElsewhere(
  contact: Pick<KeptContact, 'followers'>,
  about: About,
  own: CustomerBehind | undefined,
  hub: HubView,
): Conflict[] {
  const told = new Set<string>()
  return present(contact.followers).flatMap((follower) =>
    follower.remarkPhones.flatMap((phone): Conflict[] => {
      const other = hub.behind({ type: 'phone', value: phone })
      if (other === undefined || other.customer === own?.customer || told.has(phone)) return []
      told.add(phone)
      const who = hub.memberOf(follower.userId)?.name ?? follower.userId
      return [{ kind: 'phone-elsewhere', ...about, phone: masked(phone), follower: who, other: refOf(other) }]
    }),
  )
}

function severalFollowers(
  contact: Pick<KeptContact, 'followers'>,
  about: About,
  proposed: Proposed | null,
  hub: HubView,
): Conflict[] {
  const now = present(contact.followers)
  if (now.length < 2) return []
  const followers = now.map((f) => hub.memberOf(f.userId)?.name ?? f.userId)
  return [{ kind: 'several-followers', ...about, followers, proposed: proposed?.member.name ?? null }]
}

/** Those who have him and are no active members, as WeCom writes them. */
export const strangersOf = (
  contact: Pick<KeptContact, 'followers'>,
  memberOf: HubView['memberOf'],
): string[] =>
  present(contact.followers)
    .filter((follower) => memberOf(follower.userId)?.active !== true)
    .map((follower) => follower.userId)

const refOf = ({ customer, name }: CustomerBehind): CustomerRef => ({ customer, name })

const masked = (phone: string): string => `${phone.slice(0, -8)}****${phone.slice(-4)}`
