import type { Millis } from '../../../contract/quantities'

/** What became of a call. Refusals are values: every caller knows better than the client what they mean to it. */
export type RestOutcome<T> = { readonly kind: 'answered'; readonly value: T } | RestRefused | RestTryLater

export interface RestRefused {
  readonly kind: 'refused'
  /** WeCom's own number, 0 where it answered with something that is not in its documents. */
  readonly errcode: number
  /** `wecom-60011`, or `wecom-unreadable`. */
  readonly code: string
  /** What an admin can do about it. */
  readonly advice: string
  /** With 60020: the address that WeCom saw, which is the one to enter as trusted. */
  readonly address?: string
}

export interface RestTryLater {
  readonly kind: 'try-later'
  readonly after: Millis
  /** `no-answer` says nothing about whether the work was done; every other code means that it was not. */
  readonly code: string
}
