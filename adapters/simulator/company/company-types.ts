import type { ContentRow } from '../../../contract/content'
import type { ChatAddress, Role } from '../../../contract/people'
import type { ObjectType, Verb } from '../../../contract/touchpoint'

/** A made-up company with everybody in it, as plain data. */
export interface TrialCompany {
  readonly name: string
  readonly members: readonly TrialMember[]
  readonly customers: readonly TrialCustomer[]
  readonly products: readonly TrialProduct[]
  readonly pages: readonly TrialPage[]
  readonly contentMap: readonly ContentRow[]
  /** What the company's own event names mean, for the doors whose protocol leaves names to the sender. */
  readonly eventMeanings: readonly EventMeaningRow[]
  /** Browsers that never said who sits in front of them: values of the `anonymous` identifier. */
  readonly anonymousDevices: readonly string[]
  /** Whose chat is worth opening first: the traffic begins with customers of this member. */
  readonly firstMember: string
}

export interface TrialMember {
  /** Stable name inside the company, `rep-01`. */
  readonly key: string
  readonly name: string
  readonly role: Role
  readonly team: string
  /** Key of the superior, null for the director and the admin. */
  readonly manager: string | null
  /** First one preferred. */
  readonly addresses: readonly ChatAddress[]
}

/** How somebody tends to behave; it decides which journeys he is sent on. */
export const tempers = ['browser', 'technical', 'price', 'inquirer', 'silent'] as const
export type Temper = (typeof tempers)[number]

export interface TrialCustomer {
  /** `c-001`. */
  readonly key: string
  readonly name: string
  readonly company: string
  readonly position: string
  readonly region: string
  readonly city: string
  /** Key of the member who looks after the customer. */
  readonly owner: string
  readonly temper: Temper
  /** Key of the product he cares about most. */
  readonly interest: string
  readonly identifiers: TrialIdentifiers
}

/** Present where the company knows it. Every customer has a device and at least one personal identifier. */
export interface TrialIdentifiers {
  readonly account?: string
  readonly openid?: string
  readonly unionid?: string
  /** E.164. */
  readonly phone?: string
  readonly email?: string
  readonly device: string
}

export interface TrialProduct {
  readonly key: string
  readonly name: string
  readonly summary: string
}

export const places = ['site', 'mini-program'] as const
export type Place = (typeof places)[number]

/** Rough kinds of page, for choosing where a visitor goes next. */
export const pageKinds = [
  'home', 'product', 'case', 'docs', 'pricing', 'download', 'news', 'contact',
] as const // prettier-ignore
export type PageKind = (typeof pageKinds)[number]

export interface TrialPage {
  readonly place: Place
  /** `/docs/api/auth` on the site, `pages/docs/api-auth` in the mini-program. */
  readonly path: string
  readonly title: string
  readonly kind: PageKind
  /** Seconds that people spend on it, shortest and longest. */
  readonly dwell: readonly [number, number]
}

export interface EventMeaningRow {
  readonly sourceKind: 'segment' | 'sensors'
  readonly eventName: string
  readonly verb: Verb
  readonly objectType: ObjectType
  readonly topic: string
}
