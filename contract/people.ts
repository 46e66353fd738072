import type { MemberId } from './ids'

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

export interface Member {
  readonly id: MemberId
  readonly name: string
  readonly role: Role
  readonly team: string
  readonly manager: MemberId | null
  /** First one preferred. */
  readonly addresses: readonly ChatAddress[]
  readonly active: boolean
}
