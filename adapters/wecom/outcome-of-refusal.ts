import type { DeliveryOutcome } from '../../contract/ports/chat'
import { minutes, seconds } from '../../contract/quantities'
import type { Millis } from '../../contract/quantities'
import { wording } from './wording'

/** What an errcode means for a delivery; `already-shown` for a task_id that this bot has used before. */
export type Refusal = Exclude<DeliveryOutcome, { kind: 'sent' }> | { readonly kind: 'already-shown' }

/**
 * Codes of DOC 90313 (global), DOC 101463 (long connection) and DOC 90236 (cards). Which code a bot gets for a used
 * task_id is not documented: 42014 is the one for task_ids, and ours are well-formed before they leave.
 */
export const outcomeOfRefusal = (errcode: number): Refusal => {
  if (errcode === 42014) return { kind: 'already-shown' }
  const skipped = skips.get(errcode)
  if (skipped !== undefined) return { kind: 'skipped', because: skipped }
  const after = waits.get(errcode)
  if (after !== undefined) return { kind: 'try-later', after, code: code(errcode) }
  return { kind: 'refused', code: code(errcode), advice: adviceFor(errcode) }
}

/** The gateway no longer knows this connection; asking again on it changes nothing. */
export const isNotSubscribed = (errcode: number): boolean => errcode === 846609

const code = (errcode: number): string => `wecom-${errcode}`

const skips: ReadonlyMap<number, 'left-the-company' | 'never-talked-to-bot' | 'outside-visible-range'> =
  new Map([
    [86201, 'never-talked-to-bot'],
    [93006, 'never-talked-to-bot'],
    [60111, 'left-the-company'],
    [60011, 'outside-visible-range'],
  ])

const waits: ReadonlyMap<number, Millis> = new Map([
  [-1, seconds(10)],
  [6000, seconds(10)],
  [45009, minutes(1)],
  [45033, seconds(10)],
  [846609, seconds(2)],
])

const adviceFor = (errcode: number): string => {
  if (errcode === 40058 || errcode === 40008 || errcode === 44004) return wording.badBody
  if (errcode === 45002 || (errcode >= 42014 && errcode <= 42051)) return wording.badBody
  if (errcode === 48002 || errcode === 48006 || errcode === 50003) return wording.notPermitted
  if (errcode === 40001 || errcode === 40013 || errcode === 40014) return wording.badCredentials
  return wording.refused
}
