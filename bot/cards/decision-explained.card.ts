import { decisionCode } from '../../contract/ids'
import type { DecisionExplained } from '../../contract/ports/desk'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { paragraph, plainLine, rowLine, sayCard } from './card-model'
import type { Card, Paragraph } from './card-model'
import { conditionLines, markedLine } from './condition-text'
import { customerTitle, versioned } from './customer-text'
import { layeredEvidence } from './evidence-text'
import { dayAndTime } from './moment'
import { linkToDecision } from './record-link'
import { settledText } from './settled'

/** The three layers behind a decision: touchpoints; conditions with values; strategy, hypothesis and outcome. */
export const decisionExplainedCard = (explained: DecisionExplained, context: CardContext): Card => {
  const words = wordingOf(context).cards
  return {
    ...sayCard(
      words.explained.title(decisionCode(explained.decision), customerTitle(explained.customer, context)),
      [
        touchpointLayer(explained, context),
        conditionLayer(explained, context),
        strategyLayer(explained, context),
      ],
    ),
    link: linkToDecision(explained.decision),
    subtitle: dayAndTime(explained.at, context),
  }
}

/**
 * The short form for a card whose "why" was pressed: the card stays, with its buttons, and shows the layers in
 * place of what it showed.
 */
export const explainedInPlace = (card: Card, explained: DecisionExplained, context: CardContext): Card => {
  const { hypothesis } = wordingOf(context).cards.explained
  return {
    ...card,
    emphasis: null,
    facts: [],
    summary: hypothesis(explained.package?.hypothesis ?? explained.rule.hypothesis),
    abridged: true,
    paragraphs: decisionExplainedCard(explained, context).paragraphs,
  }
}

const touchpointLayer = (explained: DecisionExplained, context: CardContext): Paragraph => {
  const { heading, row } = wordingOf(context).cards.explained.evidence
  const lines = explained.evidence.map((line) => layeredEvidence(line, row, explained.at, context))
  return paragraph(heading, lines)
}

const conditionLayer = (explained: DecisionExplained, context: CardContext): Paragraph => {
  const { listed, explained: words } = wordingOf(context).cards
  const { heading, row, tags } = words.conditions
  // On small cards the groups would take the place of the values below them.
  const lines = conditionLines(explained.reading, context).map((line) =>
    rowLine(line.group ? '' : row, markedLine(line, context)),
  )
  const tag = explained.tags.length === 0 ? [] : [tags(listed(explained.tags))]
  return paragraph(heading, [...lines, ...tag.map(plainLine)])
}

const strategyLayer = (explained: DecisionExplained, context: CardContext): Paragraph => {
  const words = wordingOf(context).cards.explained
  const { heading, row } = words.strategy
  const { rule, package: strategy, outcome, trace } = explained
  const settled = settledText(outcome, explained.at, context)
  const named = (text: string) => rowLine(row, text)
  return paragraph(heading, [
    named(words.rule(versioned(rule, context))),
    plainLine(words.hypothesis(rule.hypothesis)),
    ...(strategy === null
      ? []
      : [
          named(words.package(versioned(strategy, context))),
          plainLine(words.hypothesis(strategy.hypothesis)),
        ]),
    named(words.outcome(settled ?? words.noAnswer)),
    plainLine(words.trace(trace)),
  ])
}
