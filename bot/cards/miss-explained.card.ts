import type { MissExplained } from '../../contract/ports/desk'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { paragraph, plainLine, plainLines, sayCard } from './card-model'
import type { Card, Paragraph } from './card-model'
import { conditionLines, conditionScore, markedLine } from './condition-text'
import { customerTitle, versioned } from './customer-text'
import { dayAndTime } from './moment'
import { nearness } from './nearness'
import { linkToCustomer } from './record-link'

type MissedRule = MissExplained['rules'][number]

/** Why nothing happened: for each rule how many of its conditions hold, and the value of each. Nearest first. */
export const missExplainedCard = (miss: MissExplained, context: CardContext): Card => {
  const words = wordingOf(context).cards
  const title = words.miss.title(customerTitle(miss.customer, context))
  if (miss.rules.length === 0) return sayCard(title, [plainLines([words.miss.none])])
  const ordered = miss.rules.toSorted((a, b) => rank(b) - rank(a))
  const shown = ordered.slice(0, rulesShown).map((rule) => rulePart(rule, context))
  const left = ordered.length - shown.length
  return {
    ...sayCard(title, left > 0 ? [...shown, plainLines([words.leftOut(left)])] : shown),
    link: linkToCustomer(miss.customer.id),
    subtitle: ordered.length > 1 ? words.miss.closest : '',
  }
}

const rulesShown = 4

/** A rule that holds but rests comes first. */
const rank = (rule: MissedRule): number => (rule.met ? 2 : nearness(rule.reading))

const rulePart = (rule: MissedRule, context: CardContext): Paragraph => {
  const { miss: words, colon } = wordingOf(context).cards
  const { met, total } = conditionScore(rule.reading)
  const state = !rule.met
    ? words.score(met, total)
    : rule.restsUntil === null
      ? words.met
      : words.rests(dayAndTime(rule.restsUntil, context))
  return paragraph(
    `${versioned({ name: rule.name, version: rule.ruleVersion }, context)}${colon}${state}`,
    conditionLines(rule.reading, context).map((line) => plainLine(markedLine(line, context))),
  )
}
