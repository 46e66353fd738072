import type { Instant } from '../quantities'

/** A customer as a chat platform keeps him: an external contact (外部联系人) of one or several of our people. */
export interface ContactPerson {
  /** WeCom's external_userid. */
  readonly externalId: string
  /** `member` is somebody who uses WeCom in another company. */
  readonly kind: 'wechat' | 'member'
  /** What he calls himself. */
  readonly name: string
  /** Empty where nothing is told. */
  readonly position: string
  readonly company: string
  /** Null for `member`, and where the company has bound no developer account (微信开发者ID). */
  readonly unionid: string | null
}

/** What one of our people keeps about a contact of his. */
export interface ContactFollower {
  readonly userId: string
  /** When the two became contacts. */
  readonly since: Instant
  /** What he calls him; empty where he calls him nothing. */
  readonly remark: string
  readonly remarkCompany: string
  /** E.164, as he wrote them down: a claim. Nobody is ever recognised by them. */
  readonly remarkPhones: readonly string[]
  /** Ids of tags of the company (企业标签). */
  readonly tags: readonly string[]
  /** Names of his own tags (个人标签); null where the interface that was asked does not tell them. */
  readonly ownTags: readonly string[] | null
  /** The channel he came by (`state` of 联系我); empty where none is told. */
  readonly channel: string
}

export interface ContactPair {
  readonly person: ContactPerson
  readonly follower: ContactFollower
}

export interface CorpTag {
  readonly id: string
  readonly group: string
  readonly name: string
}

/** Why contacts could not be read, or why there were none. */
export const contactTroubles = [
  'no-permission', // the app is not on the list of those that may call 客户联系
  'no-contact-rights', // this member may not have external contacts
  'nobody-follows', // no member is allowed to have contacts, or none of them is in the visible range
  'out-of-range', // this member is outside the visible range, or gone
  'not-a-contact', // nobody has him as a contact any more
  'wrong-secret', // id and secret are not a pair
  'wrong-company', // the company's id is not one
  'untrusted-ip', // this machine's public address is not on the list
  'app-disabled', // the app was switched off, or lost its rights
  'unlicensed', // the interface wants a licence (接口许可) for this member
  'too-fast', // more calls than allowed
  'unreachable', // no answer
  'incomplete', // answers that cannot be read or do not come to an end, or a reading that was stopped
  'not-known', // a refusal this hub has no words for
] as const
export type ContactTroubleKind = (typeof contactTroubles)[number]

export interface ContactTrouble {
  readonly kind: ContactTroubleKind
  /** The platform's own code, `48002`; empty where there is none. */
  readonly code: string
  /** What the reader needs besides: an address, a path. Never a secret. */
  readonly detail: string
}

/** What one reading came to. Whatever was read until a trouble has been handed out already. */
export interface ContactsReading {
  /** User ids of those who may have contacts, and were asked for. */
  readonly followUsers: readonly string[]
  /** Null where the tags were refused: those known before stay. */
  readonly tags: readonly CorpTag[] | null
  readonly pages: number
  /** Pairs of a contact and somebody who has him. */
  readonly pairs: number
  /** REST calls it took. */
  readonly calls: number
  /** What ended it early. */
  readonly trouble: ContactTrouble | null
  /** Whose contacts could not be read while the others' could. */
  readonly unread: readonly { readonly userId: string; readonly trouble: ContactTrouble }[]
}

/** Whether somebody who is missing from it is missing from the platform. */
export const isWhole = (reading: ContactsReading): boolean =>
  reading.trouble === null && reading.unread.length === 0

export type ContactReading =
  | { readonly kind: 'read'; readonly person: ContactPerson; readonly followers: readonly ContactFollower[] }
  /** Nobody has him any more. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly trouble: ContactTrouble }

export interface ReadingStep {
  readonly pairs: readonly ContactPair[]
  readonly usersDone: number
  readonly users: number
}

/** How the hub learns whom the company's people have as contacts. It reads; it never writes. */
export interface ContactsPort {
  /**
   * Hands out everything in pages of at most 100, in no order; a pair may come twice, and the page is waited for, so
   * that memory stays bounded. Never throws for what the platform says; throws what `take` throws. A signal that
   * fires ends it with `incomplete`.
   */
  read(take: (step: ReadingStep) => Promise<void>, signal: AbortSignal): Promise<ContactsReading>
  /** One contact as he is now, with everybody who has him. */
  one(externalId: string, signal: AbortSignal): Promise<ContactReading>
  /** Asks only whether contacts may be read. */
  probe(signal: AbortSignal): Promise<{ readonly followUsers: number } | ContactTrouble>
}
