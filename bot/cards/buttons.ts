import { feedbackReasons } from '../../contract/feedback'
import type { CardDocument, Settled } from '../../contract/notice'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import type { Card, CardButton } from './card-model'
import { reasonKey } from './extra-keys'
import type { ExtraKey } from './extra-keys'

type Buttons = Pick<Card, 'buttons' | 'menu'>

/** What stands on a strategy's card besides the answers. */
export interface StrategyButtons {
  readonly document?: CardDocument | undefined
  /** The hub has started the package by itself. */
  readonly startedByItself: boolean
}

/**
 * On a card about a decision. Four answers while it is open, the two that settle it while it is put off, and
 * afterwards one grey button that says what the answer was, with a way back. A document that is to be sent stands right
 * behind the answer that takes the lead, for it takes it, too. What the hub has started by itself can be called off as
 * long as nobody has settled it. Handing over and feedback besides.
 */
export const answerButtons = (
  settled: Settled,
  context: CardContext,
  { document, startedByItself }: StrategyButtons = { startedByItself: false },
): Buttons => {
  const { buttons, answered, ruled } = wordingOf(context).cards
  const take: CardButton = { key: 'take', text: buttons.take, style: 'primary' }
  const wrong: CardButton = { key: 'wrong', text: buttons.wrong, style: 'danger' }
  const menu = extras(['handover', 'good', 'bad'], context)
  const send = sendButton(document, context)
  const callOff = startedByItself ? extras(['undo'], context) : []
  if (settled.kind === 'open') {
    const later: CardButton = { key: 'later', text: buttons.later, style: 'normal' }
    const why: CardButton = { key: 'why', text: buttons.why, style: 'normal' }
    return { buttons: [take, ...send, later, wrong, why, ...callOff], menu }
  }
  if (settled.kind === 'ruled') return { buttons: [doneButton(ruled[settled.ruling].button)], menu: [] }
  if (settled.answer === 'snoozed') return { buttons: [take, ...send, wrong, ...callOff], menu }
  const passable: readonly PlainExtra[] = settled.answer === 'taken' ? ['handover'] : []
  return {
    buttons: [doneButton(answered[settled.answer].button), ...send, ...extras(['undo'], context)],
    menu: extras([...passable, 'good', 'bad'], context),
  }
}

/** For whoever is to send it, and once more for whoever has: the link can be had again. */
const sendButton = (document: CardDocument | undefined, context: CardContext): readonly CardButton[] => {
  if (document?.yours !== true || context.extras?.has('send') !== true) return []
  const { send, again } = wordingOf(context).cards.sendButton
  return [{ key: 'send', text: document.sent === null ? send(document.name) : again, style: 'normal' }]
}

/** On a proposal: ruled on while it waits, taken back while it is in force. */
export const rulingButtons = (settled: Settled, inForce: boolean, context: CardContext): Buttons => {
  const { ruled } = wordingOf(context).cards
  const menu = extras(['good', 'bad'], context)
  if (settled.kind !== 'ruled') {
    const rule = extras(inForce ? ['undo'] : ['approve', 'reject'], context)
    return { buttons: [...rule, allButton(context)], menu }
  }
  const back = settled.ruling === 'approved' ? extras(['undo'], context) : []
  return { buttons: [doneButton(ruled[settled.ruling].button), ...back, allButton(context)], menu }
}

/** On what asks for nothing: all of it, and whether it was of use. */
export const readingButtons = (context: CardContext): Buttons => ({
  buttons: [allButton(context)],
  menu: extras(['good', 'bad'], context),
})

/** A small card's way to what it leaves out, where there is no decision that could be asked why. */
const allButton = (context: CardContext): CardButton => ({
  key: 'all',
  text: wordingOf(context).cards.buttons.all,
  style: 'normal',
})

/** The card that asks why it was bad; nothing on it is answered by the way. */
export const askingWhyBad = (card: Card, context: CardContext): Card => {
  const { feedback } = wordingOf(context).notices
  return {
    ...card,
    note: feedback.ask,
    buttons: feedbackReasons.map((reason) => ({
      key: reasonKey(reason),
      text: feedback.reasons[reason],
      style: 'normal',
    })),
    menu: [],
  }
}

const doneButton = (text: string): CardButton => ({ key: 'noop', text, style: 'done' })

/** Those whose text is the same on every card. */
type PlainExtra = Exclude<ExtraKey, 'send'>

const styles: Record<PlainExtra, CardButton['style']> = {
  good: 'normal',
  bad: 'normal',
  handover: 'normal',
  undo: 'normal',
  approve: 'primary',
  reject: 'danger',
  meet: 'normal',
  unmeet: 'normal',
}

/** Those of the buttons that somebody listens to. */
const extras = (keys: readonly PlainExtra[], context: CardContext): readonly CardButton[] => {
  const { buttons } = wordingOf(context).cards
  return keys
    .filter((key) => context.extras?.has(key) === true)
    .map((key) => ({ key, text: buttons[key], style: styles[key] }))
}
