import type { DirectoryTrouble } from '../../../contract/ports/directory'

/** What a refusal means to somebody who reads the directory (global error codes, DOC 90313). */
export const troubleOf = (code: string): DirectoryTrouble =>
  byCode.get(code) ?? (/^http-\d+$/.test(code) ? 'unreachable' : 'not-known')

const byCode: ReadonlyMap<string, DirectoryTrouble> = new Map([
  ['wecom-40001', 'wrong-secret'],
  ['wecom-40013', 'wrong-company'],
  ['wecom-40056', 'wrong-agent'],
  ['wecom-301002', 'wrong-agent'],
  ['wecom-48002', 'no-permission'],
  ['wecom-48006', 'app-disabled'],
  ['wecom-50003', 'app-disabled'],
  ['wecom-60003', 'no-department'],
  ['wecom-60123', 'no-department'],
  ['wecom-60011', 'out-of-range'],
  ['wecom-60020', 'untrusted-ip'],
  ['wecom-45009', 'too-fast'],
  ['wecom-45033', 'too-fast'],
  ['wecom-unreadable', 'incomplete'],
  ['wecom--1', 'unreachable'],
  ['no-answer', 'unreachable'],
  ['token-not-accepted', 'wrong-secret'],
])
