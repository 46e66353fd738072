import type { MemberId } from '../../contract/ids'
import type { Clock } from '../../contract/ports/clock'
import { days, minus } from '../../contract/quantities'
import type { Database } from '../database'
import { needsFreshCard } from './domain/expiry'
import type { QuietHours } from './domain/quiet-hours'
import { callableAt } from './domain/quiet-hours'
import { insertFreshCard, unchangedCards } from './fresh-cards.typeorm'

/** A change that was refused longer ago than this is left as it is. */
const LOOK_BACK = days(1)

/**
 * Sends anew what was answered and could no longer be changed, as a card that says which one it replaces. Once for
 * each answer. For a job; how many cards it made.
 */
export async function sendFreshCards(deps: {
  readonly database: Database
  readonly clock: Clock
  readonly quietHoursOf: (member: MemberId) => Promise<QuietHours | undefined>
}): Promise<number> {
  const now = deps.clock.now()
  const refused = await unchangedCards(deps.database.read, minus(now, LOOK_BACK))
  const expired = refused.filter(({ card, code }) =>
    needsFreshCard({ code, sentAt: card.sentAt ?? card.createdAt, now }),
  )
  let made = 0
  for (const { card, answer } of expired) {
    const due = callableAt(now, await deps.quietHoursOf(card.member))
    made += await deps.database.write((tx) => insertFreshCard(tx, card, answer, now, due))
  }
  return made
}
