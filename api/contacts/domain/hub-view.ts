import type { CustomerId, MemberId } from '../../../contract/ids'
import type { Identifier } from '../../../contract/touchpoint'

/** One of our people, as far as contacts are concerned. */
export interface MemberRef {
  readonly id: MemberId
  readonly name: string
  readonly active: boolean
}

/** A customer whom the hub knows by some identifier. */
export interface CustomerBehind {
  readonly customer: CustomerId
  readonly name: string
  readonly owner: MemberRef | null
}

/** What the hub knows when a contact is looked at. */
export interface HubView {
  memberOf(userId: string): MemberRef | undefined
  behind(identifier: Identifier): CustomerBehind | undefined
  /** External ids of all contacts that have the unionid. */
  sharing(unionid: string): readonly string[]
  /** The name of a tag of the company; undefined where it has none. */
  tagName(id: string): string | undefined
}
