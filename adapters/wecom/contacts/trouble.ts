import type { ContactTrouble, ContactTroubleKind } from '../../../contract/ports/contacts'

/** Ends a reading, or the reading of one member's contacts. */
export class Trouble extends Error {
  constructor(
    readonly kind: ContactTroubleKind,
    readonly code: string,
    readonly detail = '',
  ) {
    super(kind)
  }

  told(): ContactTrouble {
    return { kind: this.kind, code: this.code.replace(/^wecom-/, ''), detail: this.detail }
  }
}

/** What a refusal means to somebody who reads contacts (global error codes, DOC 90313; those of DOC 92114). */
export const troubleOf = (code: string): ContactTroubleKind =>
  byCode.get(code) ?? (/^http-\d+$/.test(code) ? 'unreachable' : 'not-known')

const byCode: ReadonlyMap<string, ContactTroubleKind> = new Map([
  ['wecom-40001', 'wrong-secret'],
  ['token-not-accepted', 'wrong-secret'],
  ['wecom-40013', 'wrong-company'],
  ['wecom-48002', 'no-permission'],
  ['wecom-48006', 'app-disabled'],
  ['wecom-50003', 'app-disabled'],
  ['wecom-60020', 'untrusted-ip'],
  ['wecom-84074', 'no-contact-rights'],
  ['wecom-60011', 'out-of-range'],
  ['wecom-60111', 'out-of-range'],
  ['wecom-84061', 'not-a-contact'],
  ['wecom-40096', 'not-a-contact'],
  ['wecom-701008', 'unlicensed'],
  ['wecom-45009', 'too-fast'],
  ['wecom-45033', 'too-fast'],
  ['wecom-unreadable', 'incomplete'],
  ['wecom--1', 'unreachable'],
  ['wecom-6000', 'unreachable'],
  ['no-answer', 'unreachable'],
])

/** About the app or the network: no other member's contacts would be read either. */
export const isEverybodys = (kind: ContactTroubleKind): boolean => everybodys.has(kind)

const everybodys: ReadonlySet<ContactTroubleKind> = new Set([
  'no-permission',
  'wrong-secret',
  'wrong-company',
  'untrusted-ip',
  'app-disabled',
  'too-fast',
  'unreachable',
  'incomplete',
])
