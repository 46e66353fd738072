import { wordingOf } from '../card-context'
import type { CardContext } from '../card-context'
import type { Card, Fact, Line, Paragraph } from '../card-model'
import { fitPieces, tidy } from './fit'
import { markdown as limits } from './limits'
import { safeMarkdown } from './safe-markdown'

/** What differs between the dialects. */
export interface Dialect {
  /** What stands between two lines. */
  readonly breakBetween: (line: string, next: string) => string
  readonly byteLimit: number
}

/** A whole card as one markdown text, its title as the heading. */
export const cardMarkdown = (card: Card, dialect: Dialect, context: CardContext): string =>
  fitted([`### ${cardTitle(card, context)}`, ...quoted(card.subtitle), ...bodyLines(card, context)], {
    card,
    dialect,
    context,
  })

/** The heading, which is also what lists of conversations show. */
export const cardTitle = (card: Card, context: CardContext): string =>
  safe(card.title, limits.title) || wordingOf(context).cards.unnamed

/** A card's body where title and subtitle have places of their own. */
export const bodyMarkdown = (card: Card, dialect: Dialect, context: CardContext): string =>
  fitted(bodyLines(card, context), { card, dialect, context })

const fitted = (
  lines: readonly string[],
  { card, dialect, context }: { card: Card; dialect: Dialect; context: CardContext },
): string => {
  const { shortened, comma } = wordingOf(context).cards
  const note = card.more === '' ? shortened : `${shortened}${comma}${safe(card.more, limits.line)}`
  const pieces = lines.map((line, i) => {
    const previous = lines[i - 1]
    return previous === undefined ? line : dialect.breakBetween(previous, line) + line
  })
  return fitPieces(pieces, dialect.byteLimit, `\n\n${note}`)
}

const bodyLines = (card: Card, context: CardContext): readonly string[] => {
  const paragraphs = card.paragraphs.flatMap((paragraph) => paragraphLines(paragraph, context))
  const cutShort = card.paragraphs.some((paragraph) => paragraph.lines.length > limits.lines)
  return [
    ...(card.emphasis === null ? [] : [factLine(card.emphasis)]),
    ...card.facts.map(factLine),
    ...paragraphs,
    ...(cutShort || card.abridged ? quoted(card.more) : []),
  ]
}

const paragraphLines = ({ heading, lines }: Paragraph, context: CardContext): readonly string[] => {
  const { colon, leftOut } = wordingOf(context).cards
  const left = lines.length - limits.lines
  return [
    ...(tidy(heading) === '' ? [] : [`**${safe(heading, limits.title)}**`]),
    ...lines.slice(0, limits.lines).map((line) => listLine(line, colon)),
    ...(left > 0 ? [`- ${leftOut(left)}`] : []),
  ]
}

const listLine = ({ label, text, detail }: Line, colon: string): string => {
  const said = safe(text, limits.line) + (detail === '' ? '' : `${colon}${safe(detail, limits.line)}`)
  return label === '' ? `- ${said}` : `- **${safe(label, 24)}** ${said}`
}

const factLine = ({ name, value }: Fact): string => `- **${safe(name, 24)}** ${safe(value, limits.line)}`
const quoted = (text: string): readonly string[] =>
  tidy(text) === '' ? [] : [`> ${safe(text, limits.line)}`]
const safe = safeMarkdown
