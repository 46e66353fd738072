import type { DepartmentId, MemberId } from './ids'

export const roles = ['rep', 'manager', 'director', 'admin'] as const
export type Role = (typeof roles)[number]

export const platforms = ['wecom', 'dingtalk'] as const
export type Platform = (typeof platforms)[number]

/** Somebody's account on one platform. */
export interface ChatAddress {
  readonly platform: Platform
  /** The platform's own user id; compared without regard to case on WeCom. */
  readonly userId: string
}

/** Where somebody stands in the company. */
export interface Standing {
  /** Everybody above him along the manager links, nearest first. */
  readonly above: readonly MemberId[]
  /** Null where no tree of departments has him: a list that was imported has none. */
  readonly place: {
    /** The departments he sits in and every one around them. */
    readonly within: readonly DepartmentId[]
    /** With everything below them: the departments he leads, or else those he sits in below the top. */
    readonly answersFor: readonly DepartmentId[]
    /** For a director: whether he stands at the top of the company. */
    readonly wholeCompany: boolean
  } | null
}

export interface Member {
  readonly id: MemberId
  readonly name: string
  readonly role: Role
  readonly team: string
  readonly manager: MemberId | null
  /** First one preferred. */
  readonly addresses: readonly ChatAddress[]
  readonly active: boolean
  /** Left out of members that do not come from the store, as the bearer of a token. */
  readonly standing?: Standing
}
