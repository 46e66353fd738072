import type { Platform } from '../people'

/** Somebody as a platform's directory lists him. */
export interface DirectoryPerson {
  /** The platform's own user id. */
  readonly userId: string
  readonly name: string
  /** Job title; empty where none is given. */
  readonly title: string
  /** Every department he sits in, the main one first. */
  readonly departments: readonly string[]
  /** Those of them that he leads. */
  readonly leads: readonly string[]
  /** Who the platform says he reports to, nearest first. Often empty. */
  readonly managers: readonly string[]
  /** False where the account is disabled or has left. */
  readonly active: boolean
  /** What the platform itself vouches for. Compared in memory, never stored. */
  readonly verified: VerifiedContacts
}

export interface VerifiedContacts {
  /** E.164. */
  readonly phone: string | null
  /** The mailbox the company gave him, in lower case. */
  readonly email: string | null
}

export interface DirectoryDepartment {
  readonly id: string
  readonly name: string
  /** Null for the root, and for a department whose parent the app may not see. */
  readonly parent: string | null
  readonly leaders: readonly string[]
}

/** Everything one platform lets the hub see, whole. */
export interface DirectorySnapshot {
  readonly platform: Platform
  readonly people: readonly DirectoryPerson[]
  readonly departments: readonly DirectoryDepartment[]
  /** REST calls it took. */
  readonly calls: number
}

/** Why a directory could not be read, or why nobody was in it. */
export const directoryTroubles = [
  'nobody-visible', // the app sees no department and no member
  'nobody-in-departments', // it sees departments, and nobody sits in them
  'no-permission', // this API was not granted to the app
  'out-of-range', // a department or member outside the visible range
  'other-secret', // the secret belongs to another app, or to the contact sync (通讯录同步)
  'wrong-secret', // id and secret are not a pair
  'wrong-company', // the company's id is not one
  'wrong-agent', // no such app number, or it belongs to another secret
  'untrusted-ip', // this machine's public address is not on the list
  'app-disabled', // the app was switched off, or never published
  'no-department', // a department that was asked for does not exist
  'quota-used-up', // no calls left this month
  'too-fast', // more calls a moment than allowed
  'unreachable', // no answer
  'incomplete', // the answers contradict each other, as when a page is missing
  'not-known', // a refusal this hub has no words for
] as const
export type DirectoryTrouble = (typeof directoryTroubles)[number]

/** A directory that could not be read whole is not read at all. */
export type DirectoryReading =
  | { readonly kind: 'read'; readonly snapshot: DirectorySnapshot }
  | {
      readonly kind: 'refused'
      readonly platform: Platform
      readonly trouble: DirectoryTrouble
      /** The platform's own code, `60020`; empty where there is none. */
      readonly code: string
      /** What the reader needs besides: an address, a scope, a path. Never a secret. */
      readonly detail: string
      readonly calls: number
    }

/** How the hub learns who works in the company. */
export interface DirectoryPort {
  readonly platform: Platform
  /** Never throws for what the platform says. A signal that fires ends it with `incomplete`. */
  read(signal: AbortSignal): Promise<DirectoryReading>
}

/** A number as a directory writes it, in E.164; null where it does not say which country it is of. */
export function phoneOf(written: string | null | undefined): string | null {
  const digits = (written ?? '').replace(/[\s()-]/g, '')
  if (/^1[3-9]\d{9}$/.test(digits)) return `+86${digits}`
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : null
}

/** A company mailbox in the form in which two of them are compared; null where it is none. */
export function mailboxOf(written: string | null | undefined): string | null {
  const mailbox = (written ?? '').trim().toLowerCase()
  return /^[^\s@]{1,64}@[^\s@]{1,190}$/.test(mailbox) ? mailbox : null
}
