import type { CustomerBrief } from '../../contract/notice'
import { wordingOf } from '../cards/card-context'
import type { CardContext } from '../cards/card-context'
import { paragraph, plainLine, plainLines, sayCard } from '../cards/card-model'
import type { Card } from '../cards/card-model'
import { customerTitle } from '../cards/customer-text'

/** A title and some sentences. */
export const say = (title: string, lines: readonly string[]): Card =>
  sayCard(title, lines.length === 0 ? [] : [plainLines(lines)])

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

export const severalCustomers = (
  query: string,
  choices: readonly CustomerBrief[],
  context: CardContext,
): Card => {
  const { notFound } = wordingOf(context).chat
  const lines = choices.map((choice) => plainLine(customerTitle(choice, context)))
  return sayCard(notFound.several(query), [paragraph('', lines)])
}
