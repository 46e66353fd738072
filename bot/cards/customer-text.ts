import type { CustomerBrief } from '../../contract/notice'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import type { Fact } from './card-model'
import { fitCharacters, tidy } from './render/fit'

/** Name and company on one line; the name is shortened so that both are seen. */
export const customerTitle = (customer: CustomerBrief, context: CardContext): string => {
  const name = fitCharacters(tidy(customer.name), 14) || wordingOf(context).cards.unnamed
  const company = tidy(customer.company ?? '')
  return company === '' || company === name ? name : `${name} · ${company}`
}

/** The same for one row of a list. */
export const customerRow = (customer: CustomerBrief, context: CardContext): string =>
  fitCharacters(customerTitle(customer, context), 32)

/** A rule or a strategy package with its version, which is never what is cut off. */
export const versioned = (
  of: { readonly name: string; readonly version: number },
  context: CardContext,
): string => wordingOf(context).cards.version(fitCharacters(tidy(of.name), 20), of.version)

export const tagsFact = (customer: CustomerBrief, context: CardContext): readonly Fact[] => {
  const { facts, listed } = wordingOf(context).cards
  return customer.tags.length === 0 ? [] : [{ name: facts.tags, value: listed(customer.tags) }]
}

/** What WeCom has tagged him with, beside the hub's own tags and never among them. */
export const wecomTagsFact = (
  { wecomTags = [] }: { readonly wecomTags?: readonly string[] },
  context: CardContext,
): readonly Fact[] => {
  const { facts, listed } = wordingOf(context).cards
  return wecomTags.length === 0 ? [] : [{ name: facts.wecomTags, value: listed(wecomTags.map(tidy)) }]
}
