import type { Clock } from '../../contract/ports/clock'
import type { HubDesk } from '../../contract/ports/desk'
import type { LlmPort } from '../../contract/ports/llm'
import type { ChatAddress, Member } from '../../contract/people'
import type { Instant } from '../../contract/quantities'
import type { CardContext } from '../cards/card-context'

/** What the bot is given by whoever starts it. */
export interface BotDeps extends CardContext {
  readonly desk: HubDesk
  /** Null for somebody who is not registered. */
  readonly memberOf: (address: ChatAddress) => Promise<Member | null>
  readonly now: Clock
  /** Suggests a reading of what was not understood; left out where nobody connected one. */
  readonly llm?: LlmPort
  /** Told of what went wrong; the person is only told that something did. */
  readonly report?: (error: unknown) => void
}

/** One question of one member. */
export interface Session {
  readonly asker: Member
  readonly desk: HubDesk
  readonly context: CardContext
  readonly at: Instant
  /** Others read along, so no answer may show a customer. */
  readonly inGroup: boolean
}

/** Somebody who may ask: registered and still with the company. */
export const askerOf = async (deps: BotDeps, from: ChatAddress): Promise<Member | null> => {
  const member = await deps.memberOf(from)
  return member?.active === true ? member : null
}
