import type { DirectoryTrouble } from '../../../contract/ports/directory'

/** What a code means to somebody who reads the directory (全局错误码; sub_codes of 88 arrive here by themselves). */
export const troubleOf = (code: string): DirectoryTrouble => {
  const name = code.toLowerCase()
  const known = byCode.get(name)
  if (known !== undefined) return known
  if (name.includes('qpslimit')) return 'too-fast'
  if (name.includes('apicountlimit')) return 'quota-used-up'
  if (name.includes('ipnotin')) return 'untrusted-ip'
  if (name.includes('tokenpermissiondenied')) return 'no-permission'
  if (/^token-[34]\d\d$/.test(name)) return 'wrong-secret'
  if (/^http-5\d\d$|^token-5\d\d$/.test(name)) return 'unreachable'
  return 'not-known'
}

const byCode: ReadonlyMap<string, DirectoryTrouble> = new Map([
  ['60011', 'no-permission'],
  ['50002', 'out-of-range'],
  ['50004', 'out-of-range'],
  ['60003', 'no-department'],
  ['60020', 'untrusted-ip'],
  ['40089', 'wrong-secret'],
  ['token-not-accepted', 'wrong-secret'],
  ['90002', 'too-fast'],
  ['90018', 'too-fast'],
  ['90019', 'too-fast'],
  ['own-pace', 'too-fast'],
  ['ip-blocked', 'too-fast'],
  ['90020', 'quota-used-up'],
  ['directory-unreadable', 'incomplete'],
  ['unreachable', 'unreachable'],
  ['-1', 'unreachable'],
  ['88', 'unreachable'],
  ['isp.top-remote-connection-timeout', 'unreachable'],
])
