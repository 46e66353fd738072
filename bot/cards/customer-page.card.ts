import type { CustomerPage } from '../../contract/ports/desk'
import type { Instant } from '../../contract/quantities'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { paragraph, plainLine, sayCard } from './card-model'
import type { Card } from './card-model'
import { customerTitle, tagsFact, wecomTagsFact } from './customer-text'
import { timedEvidence } from './evidence-text'
import { moment } from './moment'
import { linkToCustomer } from './record-link'
import { fitCharacters, tidy } from './render/fit'
import { scoreFact, scoreParagraph } from './score'

/** One customer: where they stand, how the score adds up, and what they did last. */
export const customerPageCard = (page: CustomerPage, now: Instant, context: CardContext): Card => {
  const { facts, stages, hot, customer: words } = wordingOf(context).cards
  const recent = page.recent.map((line) => timedEvidence(line, now, context))
  return {
    ...sayCard(customerTitle(page, context), [
      scoreParagraph(page.contributions, 6, context),
      paragraph(words.recent, recent.length > 0 ? recent : [plainLine(words.noRecent)]),
    ]),
    link: linkToCustomer(page.id),
    subtitle: words.ask(fitCharacters(tidy(page.name), 14)),
    emphasis: scoreFact(page.tenths, context),
    facts: [
      { name: facts.stage, value: `${stages[page.stage]} · ${moment(page.lastAt, now, context)}` },
      { name: facts.owner, value: page.owner ?? hot.noOwner },
      ...tagsFact(page, context),
      ...wecomTagsFact(page, context),
    ],
  }
}
