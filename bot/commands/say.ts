import type { CustomerBrief } from '../../contract/notice'
import { wordingOf } from '../cards/card-context'
import type { CardContext } from '../cards/card-context'
import { namedLine, paragraph, plainLine, plainLines, sayCard } from '../cards/card-model'
import type { Card } from '../cards/card-model'
import { customerTitle } from '../cards/customer-text'

/** A title and some sentences. */
export const say = (title: string, lines: readonly string[]): Card =>
  sayCard(title, lines.length === 0 ? [] : [plainLines(lines)])

/** The command is not the asker's to use, whatever it is about. */
export const forbidden = (context: CardContext): Card => {
  const { title, line } = wordingOf(context).chat.forbidden
  return say(title, [line])
}

/** The same answer with a sentence before it. */
export const withPreface = (card: Card, preface: string): Card => ({
  ...card,
  paragraphs: [plainLines([preface]), ...card.paragraphs],
})

/** One answer for "there is none" and "not yours", so that asking tells nothing about others' customers. */
export const customerNotFound = (query: string, context: CardContext): Card => {
  const { notFound } = wordingOf(context).chat
  return say(notFound.title, [notFound.customer(query)])
}

/** Two people may share a name and a company, so each can also be asked for by number. */
export const severalCustomers = (
  query: string,
  choices: readonly CustomerBrief[],
  context: CardContext,
): Card => {
  const { notFound } = wordingOf(context).chat
  const numbered = choices.map((choice) => namedLine(`#${choice.id}`, customerTitle(choice, context)))
  const [first] = choices
  const hint = first === undefined ? [] : [plainLine(notFound.byNumber(`#${first.id}`))]
  return sayCard(notFound.several(query), [paragraph('', [...numbered, ...hint])])
}
