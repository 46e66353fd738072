import type { GivenAnswer } from '../../contract/decision'
import type { Member } from '../../contract/people'
import { decisionCode } from '../../contract/ids'
import type { DecisionId, NoticeId } from '../../contract/ids'
import { decisionOf } from '../../contract/notice'
import type { OutboundNotice } from '../../contract/notice'
import type { CardPress, WordsMessage } from '../../contract/ports/chat'
import type { HubDesk } from '../../contract/ports/desk'
import { cardForNotice } from '../cards/card-for-notice'
import { notedCard } from '../cards/noted-card'
import { wordingOf } from '../cards/card-context'
import type { CardContext } from '../cards/card-context'
import { noticeOf } from '../cards/card-model'
import type { Card } from '../cards/card-model'
import { explainedInPlace } from '../cards/decision-explained.card'
import { askingWhyBad } from '../cards/buttons'
import { isExtra } from '../cards/extra-keys'
import { renderWords } from '../cards/render/render'
import { feedbackOf, keepFeedback } from './give-feedback'
import { forwardable, reasonOf } from './send-document'
import { isMeetingKey, pressMeeting } from './press-meeting'
import { askerOf } from './session'
import type { BotDeps } from './session'

/**
 * Answers a pressed button with the card as it must look now. Null leaves the card alone: a press can only redraw
 * the card, which others may be looking at, so whoever may not press it sees and changes nothing. Never throws.
 */
export const createPressHandler =
  (deps: BotDeps) =>
  async (press: CardPress): Promise<WordsMessage | null> => {
    const pressed = await answer(deps, press).catch((error: unknown) => {
      deps.report?.(error)
      return null
    })
    if (pressed === null) return null
    const { card, also } = 'card' in pressed ? pressed : { card: pressed, also: undefined }
    const words = renderWords(card, press.from.platform, deps)
    return also === undefined ? words : { ...words, also: renderWords(also, press.from.platform, deps) }
  }

/** The card as it looks now, and what is said besides in a message of its own. */
interface WithMessage {
  readonly card: Card
  readonly also: Card
}

const answers: Readonly<Record<string, GivenAnswer>> = { take: 'taken', later: 'snoozed', wrong: 'wrong' }

const answer = async (deps: BotDeps, press: CardPress): Promise<Card | WithMessage | null> => {
  const notice = noticeOf(press.reference)
  if (notice === null) return null
  const asker = await askerOf(deps, press.from)
  if (asker === null) return null

  const order = Object.hasOwn(answers, press.key) ? answers[press.key] : undefined
  if (order !== undefined) return confirm(deps, asker, notice, order)
  if (press.key === 'send') return sendFrom(notice, asker, deps)
  const feedback = feedbackOf(press.key)
  if (feedback !== null) {
    const judged = await keepFeedback(deps.desk, asker, notice, feedback)
    if (judged === null) return null
    const card = cardForNotice(judged, deps)
    return feedback.verdict === 'bad' && feedback.reason === null ? askingWhyBad(card, deps) : card
  }
  const isMeeting = isMeetingKey(press.key)
  if (!['why', 'noop', 'all'].includes(press.key) && !isMeeting && !isExtra(press.key)) return null
  const outbound = await deps.desk.notice(asker, notice)
  if (outbound === null) return null
  if (isMeeting) return pressMeeting(press.key, outbound, asker, deps)
  if (press.key === 'why') return explained(deps.desk, asker, outbound, deps)
  const card = cardForNotice(outbound, deps)
  if (press.key === 'all') return allOf(card)
  return isExtra(press.key) ? extra(press.key, outbound, asker, deps) : card
}

/** A card has no place to type a name, so handing over says what to write. */
const extra = async (key: string, outbound: OutboundNotice, asker: Member, deps: BotDeps): Promise<Card> => {
  const decision = decisionOf(outbound.notice)
  const { handOverBy, notWired } = wordingOf(deps).notices
  if (decision === null) return notedCard(outbound, notWired, deps)
  if (key === 'undo') return takenBack(decision, outbound, asker, deps)
  return notedCard(outbound, key === 'handover' ? handOverBy(decisionCode(decision)) : notWired, deps)
}

/** The link as a message to pass on, and the card that says it was made. */
const sendFrom = async (
  notice: NoticeId,
  asker: Member,
  deps: BotDeps,
): Promise<Card | WithMessage | null> => {
  const sent = await deps.desk.sendDocument(asker, { notice })
  const outbound = 'notice' in sent ? sent.notice : await deps.desk.notice(asker, notice)
  if (outbound === null) return null
  if (sent.kind === 'made' || sent.kind === 'there') {
    const { forward, forwardAgain } = wordingOf(deps).chat.sending
    const said = sent.kind === 'made' ? forward : forwardAgain
    return { card: notedCard(outbound, said, deps), also: forwardable(sent.handedOut, deps) }
  }
  // A card names one notice, so nothing about it can be unclear; what is not his says nothing of itself.
  if (sent.kind === 'forbidden' || sent.kind === 'several')
    return notedCard(outbound, wordingOf(deps).notices.notWired, deps)
  return notedCard(outbound, reasonOf(sent, deps), deps)
}

/** Open again, or called off, for everybody; the others' cards are changed by the outbox. Or why it cannot be. */
const takenBack = async (
  decision: DecisionId,
  outbound: OutboundNotice,
  asker: Member,
  deps: BotDeps,
): Promise<Card> => {
  const undone = await deps.desk.undo(asker, decision)
  if (!('notice' in undone)) return notedCard(outbound, wordingOf(deps).notices.notUndone[undone.kind], deps)
  const { document: _before, ...told } = outbound
  const { settled, document } = undone.notice
  return cardForNotice({ ...told, settled, ...(document === undefined ? {} : { document }) }, deps)
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
