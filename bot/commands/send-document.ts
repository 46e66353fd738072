import { decisionCode } from '../../contract/ids'
import type { DocumentSent, HandedOut } from '../../contract/ports/documents-desk'
import { wordingOf } from '../cards/card-context'
import type { CardContext } from '../cards/card-context'
import { linkLine, namedLine, paragraph, plainLine, sayCard } from '../cards/card-model'
import type { Card } from '../cards/card-model'
import { customerTitle } from '../cards/customer-text'
import { dayOfYear, moment } from '../cards/moment'
import type { SendTarget } from './command'
import { taughtWord } from './command-table'
import { forbidden, say } from './say'
import type { Session } from './session'

/** A link to a document, with the words that go to the customer with it. */
export const sendDocument = async (which: SendTarget, session: Session): Promise<Card> => {
  const { desk, asker, context, at } = session
  const sent = await desk.sendDocument(asker, which)
  if (sent.kind !== 'made' && sent.kind !== 'there') return notSent(sent, context)
  const { made, there } = wordingOf(context).chat.sending
  const { customer, madeAt } = sent.handedOut
  const to = customerTitle(customer, context)
  return toForward(
    sent.handedOut,
    sent.kind === 'made' ? made(to) : there(to, moment(madeAt, at, context)),
    context,
  )
}

/** What the customer is to read and nothing else, so that it can be passed on as it is. */
export const forwardable = (handedOut: HandedOut, context: CardContext): Card =>
  toForward(handedOut, wordingOf(context).chat.sending.name(handedOut.document.name), context)

const toForward = (
  { customer, document, url, ends }: HandedOut,
  title: string,
  context: CardContext,
): Card => {
  const { greeting, validUntil } = wordingOf(context).chat.sending
  return sayCard(title, [
    paragraph('', [
      plainLine(greeting(customer.name, document.name)),
      linkLine(url),
      plainLine(validUntil(dayOfYear(ends, context))),
    ]),
  ])
}

type NotSent = Exclude<DocumentSent, { kind: 'made' | 'there' }>

const notSent = (sent: NotSent, context: CardContext): Card => {
  const words = wordingOf(context).chat.sending
  if (sent.kind === 'forbidden') return forbidden(context)
  if (sent.kind === 'several') {
    const names = sent.choices.map((choice) => namedLine(`#${choice.id}`, customerTitle(choice, context)))
    return sayCard(words.several(sent.said), [paragraph('', names)])
  }
  return say(words.nothing, [reasonOf(sent, context)])
}

/** Why nothing was sent, in one sentence. */
export const reasonOf = (
  sent: Exclude<NotSent, { kind: 'forbidden' | 'several' }>,
  context: CardContext,
): string => {
  const wording = wordingOf(context)
  const words = wording.chat.sending
  switch (sent.kind) {
    case 'none':
      return words.none
    case 'nothing-to-send':
      return words.nothingToSend
    case 'nobody':
      return words.nobody
    case 'off':
      return words.off
    case 'which':
      return words.which(sent.decisions.map((d) => `${taughtWord('send', wording)} ${decisionCode(d)}`))
  }
}
