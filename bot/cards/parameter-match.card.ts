import type { OutboundNotice } from '../../contract/notice'
import type {
  MatchCell,
  MatchedPart,
  ParameterMatch,
  ParameterValue,
  Requirement,
} from '../../contract/notices/parameter-match'
import { noticeReference } from '../../contract/ports/chat'
import { readingButtons } from './buttons'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { paragraph, plainLine, rowLine, sayCard } from './card-model'
import type { Card, Line } from './card-model'
import { customerTitle } from './customer-text'
import { figure } from './figures'
import { fitCharacters, tidy } from './render/fit'
import { points } from './score'
import { noteOf } from './settled'

/** How the requirement was understood, and the best parts with where each is better, short or unknown, and its page. */
export const parameterMatchCard = (
  outbound: OutboundNotice,
  match: ParameterMatch,
  context: CardContext,
): Card => ({
  ...parameterMatchAnswer(match, context),
  ...readingButtons(context),
  reference: noticeReference(outbound.id),
  more: wordingOf(context).notices.seeAll,
  note: noteOf(outbound, context),
})

/** The same as an answer in chat. */
export const parameterMatchAnswer = (match: ParameterMatch, context: CardContext): Card => {
  const { match: words } = wordingOf(context).notices
  const { requirements, parts } = match
  const hard = requirements.filter((requirement) => requirement.hard).length
  return {
    ...sayCard(match.asked, [
      paragraph(
        words.wanted.heading,
        requirements.map((requirement) => requirementLine(requirement, context)),
      ),
      paragraph(
        words.parts,
        parts.length === 0
          ? [plainLine(words.none)]
          : parts.map((part, i) => partLine(part, i, requirements, context)),
      ),
    ]),
    source: words.source,
    subtitle: words.subtitle(hard, requirements.length - hard, figure(match.considered)),
    summary: match.customer === null ? '' : customerTitle(match.customer, context),
  }
}

const requirementLine = ({ parameter, hard, wanted }: Requirement, context: CardContext): Line => {
  const { match: words } = wordingOf(context).notices
  const said = hard ? words.hard : words.soft
  return rowLine(words.wanted.row, said(fitCharacters(tidy(parameter.name), 12), valueText(wanted, context)))
}

const partLine = (
  part: MatchedPart,
  i: number,
  requirements: readonly Requirement[],
  context: CardContext,
): Line => {
  const { notices, cards } = wordingOf(context)
  const words = notices.match
  const stock = part.available === null ? [] : [words.available(figure(part.available))]
  const name = [fitCharacters(tidy(part.name), 20), words.share(points(part.tenths)), ...stock]
  const differing = part.cells.flatMap((cell, at) => {
    const requirement = requirements[at]
    return requirement === undefined || cell.verdict === 'meets' ? [] : [cellText(cell, requirement, context)]
  })
  const row = words.row(i + 1)
  return {
    label: row,
    row,
    text: name.join(' '),
    detail: [fitCharacters(tidy(part.maker), 16), ...differing]
      .filter((text) => text !== '')
      .join(cards.comma),
  }
}

const cellText = (
  { verdict, found, source }: MatchCell,
  { parameter }: Requirement,
  context: CardContext,
) => {
  const { match: words } = wordingOf(context).notices
  const value = found === null ? '' : valueText(found, context)
  const said = words.cell(fitCharacters(tidy(parameter.name), 12), value, verdict)
  return source === null
    ? said
    : `${said} (${words.cited(fitCharacters(tidy(source.document), 20), source.page)})`
}

/** A value as a data sheet writes it. */
const valueText = (value: ParameterValue, context: CardContext): string => {
  const { match: words } = wordingOf(context).notices
  if (value.kind === 'word') return fitCharacters(tidy(value.word), 16)
  const unit = tidy(value.unit)
  const plain = (number: number): string => `${String(number)}${unit}`
  if (value.kind === 'number') return plain(value.value)
  const { min, max } = value
  if (min !== null && max !== null) return words.between(String(min), plain(max))
  if (min !== null) return words.atLeast(plain(min))
  return max === null ? words.any : words.atMost(plain(max))
}
