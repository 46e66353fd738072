import { millis, seconds } from '../../../contract/quantities'
import type { Millis } from '../../../contract/quantities'
import { wording } from '../wording'

/**
 * What an errcode says about a call, whatever the call was (global error codes, DOC 90313; limits, DOC 90312).
 * Decided by the number alone: WeCom changes its prose.
 */
export type Meaning =
  | { readonly kind: 'token-refused' }
  | { readonly kind: 'too-often' }
  | { readonly kind: 'busy'; readonly after: Millis }
  /** Nothing goes on until an admin changes something. */
  | { readonly kind: 'alarm'; readonly advice: string }
  | { readonly kind: 'refused'; readonly advice: string }

export const meaningOfErrcode = (errcode: number, errmsg: string): Meaning => {
  if (errcode === 40014 || errcode === 42001 || errcode === 40001) return { kind: 'token-refused' }
  if (errcode === 45009) return { kind: 'too-often' }
  const after = busy.get(errcode)
  if (after !== undefined) return { kind: 'busy', after }
  if (errcode === 60020) return { kind: 'alarm', advice: wording.ipNotTrusted(addressIn(errmsg)) }
  const alarm = alarms.get(errcode)
  if (alarm !== undefined) return { kind: 'alarm', advice: alarm }
  return { kind: 'refused', advice: wording.refused }
}

/** -1 system busy, 6000 somebody else wrote at the same time, 45033 too many calls at once. */
const busy: ReadonlyMap<number, Millis> = new Map([
  [-1, seconds(10)],
  [6000, seconds(5)],
  [45033, millis(2_000)],
])

const alarms: ReadonlyMap<number, string> = new Map([
  [40013, wording.badCorpId],
  [40056, wording.badAgentId],
  [301002, wording.badAgentId],
  [48002, wording.notPermitted],
  [48006, wording.inactiveApp],
  [50003, wording.notPermitted],
])

/** The address that WeCom saw, which is the one to enter as trusted: `… from ip: 203.0.113.9 …`. */
export const addressIn = (errmsg: string): string => /\b(\d{1,3}(?:\.\d{1,3}){3})\b/.exec(errmsg)?.[1] ?? ''
