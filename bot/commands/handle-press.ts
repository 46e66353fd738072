import type { GivenAnswer } from '../../contract/decision'
import type { Member } from '../../contract/people'
import { decisionCode } from '../../contract/ids'
import type { DecisionId, NoticeId } from '../../contract/ids'
import { decisionOf } from '../../contract/notice'
import type { OutboundNotice } from '../../contract/notice'
import type { CardPress, WordsMessage } from '../../contract/ports/chat'
import type { HubDesk } from '../../contract/ports/desk'
import { cardForNotice } from '../cards/card-for-notice'
import { wordingOf } from '../cards/card-context'
import type { CardContext } from '../cards/card-context'
import { noticeOf } from '../cards/card-model'
import type { Card } from '../cards/card-model'
import { explainedInPlace } from '../cards/decision-explained.card'
import { askingWhyBad } from '../cards/buttons'
import { isExtra } from '../cards/extra-keys'
import { renderWords } from '../cards/render/render'
import { feedbackOf, keepFeedback } from './give-feedback'
import { askerOf } from './session'
import type { BotDeps } from './session'

/**
 * Answers a pressed button with the card as it must look now. Null leaves the card alone: a press can only redraw
 * the card, which others may be looking at, so whoever may not press it sees and changes nothing. Never throws.
 */
export const createPressHandler =
  (deps: BotDeps) =>
  async (press: CardPress): Promise<WordsMessage | null> => {
    const card = await answer(deps, press).catch((error: unknown) => {
      deps.report?.(error)
      return null
    })
    return card === null ? null : renderWords(card, press.from.platform, deps)
  }

const answers: Readonly<Record<string, GivenAnswer>> = { take: 'taken', later: 'snoozed', wrong: 'wrong' }

const answer = async (deps: BotDeps, press: CardPress): Promise<Card | null> => {
  const notice = noticeOf(press.reference)
  if (notice === null) return null
  const asker = await askerOf(deps, press.from)
  if (asker === null) return null

  const order = Object.hasOwn(answers, press.key) ? answers[press.key] : undefined
  if (order !== undefined) return confirm(deps, asker, notice, order)
  const feedback = feedbackOf(press.key)
  if (feedback !== null) {
    const judged = await keepFeedback(deps.desk, asker, notice, feedback)
    if (judged === null) return null
    const card = cardForNotice(judged, deps)
    return feedback.verdict === 'bad' && feedback.reason === null ? askingWhyBad(card, deps) : card
  }
  if (!['why', 'noop', 'all'].includes(press.key) && !isExtra(press.key)) return null
  const outbound = await deps.desk.notice(asker, notice)
  if (outbound === null) return null
  if (press.key === 'why') return explained(deps.desk, asker, outbound, deps)
  const card = cardForNotice(outbound, deps)
  if (press.key === 'all') return allOf(card)
  return isExtra(press.key) ? extra(press.key, outbound, asker, deps) : card
}

/** A card has no place to type a name, so handing over says what to write. */
const extra = async (key: string, outbound: OutboundNotice, asker: Member, deps: BotDeps): Promise<Card> => {
  const decision = decisionOf(outbound.notice)
  const { handOverBy, notWired } = wordingOf(deps).notices
  if (decision === null) return noted(outbound, notWired, deps)
  if (key === 'undo') return takenBack(decision, outbound, asker, deps)
  return noted(outbound, key === 'handover' ? handOverBy(decisionCode(decision)) : notWired, deps)
}

/** The card as it is, with a sentence about what the press has done, or that nothing has changed. */
const noted = (outbound: OutboundNotice, note: string, context: CardContext): Card => ({
  ...cardForNotice(outbound, context),
  note,
})

/** Open again, or called off, for everybody; the others' cards are changed by the outbox. Or why it cannot be. */
const takenBack = async (
  decision: DecisionId,
  outbound: OutboundNotice,
  asker: Member,
  deps: BotDeps,
): Promise<Card> => {
  const undone = await deps.desk.undo(asker, decision)
  if (!('notice' in undone)) return noted(outbound, wordingOf(deps).notices.notUndone[undone.kind], deps)
  return cardForNotice({ ...outbound, settled: undone.notice.settled }, deps)
}

/** Everything in a message of its own; the card stays where it is, with its buttons. */
const allOf = (card: Card): Card => ({ ...card, buttons: [], menu: [], more: '' })

/** A press that comes too late gets the card that says who was first. */
const confirm = async (
  deps: BotDeps,
  asker: Member,
  notice: NoticeId,
  order: GivenAnswer,
): Promise<Card | null> => {
  const confirmed = await deps.desk.confirm(asker, { notice }, order, null)
  return confirmed.kind === 'done' || confirmed.kind === 'already'
    ? cardForNotice(confirmed.notice, deps)
    : null
}

const explained = async (
  desk: HubDesk,
  asker: Member,
  outbound: OutboundNotice,
  context: CardContext,
): Promise<Card> => {
  const card = cardForNotice(outbound, context)
  const decision = decisionOf(outbound.notice)
  if (decision === null) return card
  const found = await desk.explain(asker, decision)
  return found.kind === 'found' ? explainedInPlace(card, found.value, context) : card
}
