import type { Instant, Millis } from '../../../contract/quantities'
import { hours, plus } from '../../../contract/quantities'

/** WeCom changes a card for 72 hours after it was sent (DOC 94888); nobody looks for an older one further up. */
export const CARD_LIVES: Millis = hours(72)

/** Codes by which a platform says that this one card cannot be changed any more. */
const lostCodes: ReadonlySet<string> = new Set(['card-expired', 'card-not-found'])

/**
 * Whether a card that could not be changed is to be sent anew: when the platform has lost it, or when it lies so far
 * back that nobody will press it to see what became of it. A younger one on a platform without changes is left: its
 * next press shows the answer.
 */
export const needsFreshCard = (refusal: { code: string; sentAt: Instant; now: Instant }): boolean =>
  lostCodes.has(refusal.code) || plus(refusal.sentAt, CARD_LIVES) <= refusal.now
