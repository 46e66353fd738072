import type { DeliveryOutcome } from '../../../contract/ports/chat'
import type { RestRefused } from '../rest'
import { wording } from '../wording'

/** What a refused message means for its delivery. */
export type AppRefusal =
  | Exclude<DeliveryOutcome, { kind: 'sent' }>
  /** A task_id is used once per app: the card is on the screen. */
  | { readonly kind: 'already-shown' }
  /** The code that changes a card is used or too old (DOC 94888). */
  | { readonly kind: 'code-spent' }
  /** The upload is older than three days. */
  | { readonly kind: 'media-gone' }

/** Codes of DOC 90236 (sending), DOC 94888 (changing), DOC 90313 (global); those of DOC 90312 never get here. */
export const outcomeOfAppRefusal = ({ errcode, code, advice }: RestRefused): AppRefusal => {
  if (errcode === 42014) return { kind: 'already-shown' }
  if (errcode === 60140 || errcode === 42016) return { kind: 'code-spent' }
  if (errcode === 40007) return { kind: 'media-gone' }
  const because = skips.get(errcode)
  if (because !== undefined) return { kind: 'skipped', because }
  return { kind: 'refused', code, advice: badBodies.has(errcode) ? wording.badBody : advice }
}

const skips: ReadonlyMap<number, 'left-the-company' | 'outside-visible-range'> = new Map([
  [60111, 'left-the-company'],
  [60011, 'outside-visible-range'],
  [81013, 'outside-visible-range'],
  [82001, 'outside-visible-range'],
])

/** The card's own codes are 42015 to 42051; the others are those of every message. */
const badBodies: ReadonlySet<number> = new Set([
  40008,
  40058,
  44004,
  45002,
  ...Array.from({ length: 37 }, (_, i) => 42015 + i),
])
