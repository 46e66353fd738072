import { wordingOf } from '../card-context'
import type { CardContext } from '../card-context'
import type { Card, Fact, Line, Paragraph } from '../card-model'
import { byteLength, fitPieces, tidy } from './fit'
import { markdown as limits } from './limits'
import { safeMarkdown } from './safe-markdown'

/** What differs between the dialects. */
export interface Dialect {
  /** What stands between two lines. */
  readonly breakBetween: (line: string, next: string) => string
  readonly byteLimit: number
  /** Lines shown of one paragraph. */
  readonly lineLimit: number
  /** The way to a page, below everything and never cut; null where there is none or it has a place of its own. */
  readonly link: { readonly url: string; readonly words: { readonly value: string } } | null
}

/** A whole card as one markdown text, its title as the heading. */
export const cardMarkdown = (card: Card, dialect: Dialect, context: CardContext): string =>
  fitted(
    [
      [`### ${cardTitle(card, context)}`],
      quoted(card.note),
      quoted(card.subtitle),
      ...body(card, dialect, context),
    ],
    { card, dialect, context },
  )

/** The heading, which is also what lists of conversations show. */
export const cardTitle = (card: Card, context: CardContext): string =>
  safe(card.title, limits.title) || wordingOf(context).cards.unnamed

/** A card's body where title and subtitle have places of their own. */
export const bodyMarkdown = (card: Card, dialect: Dialect, context: CardContext): string =>
  fitted(body(card, dialect, context), { card, dialect, context })

/** Lines that are shown together or not at all. */
type Block = readonly string[]

const fitted = (
  blocks: readonly Block[],
  { card, dialect, context }: { card: Card; dialect: Dialect; context: CardContext },
): string => {
  const { shortened, comma } = wordingOf(context).cards
  const note = card.more === '' ? shortened : `${shortened}${comma}${safe(card.more, limits.line)}`
  let previous: string | undefined
  const pieces = blocks.map((block) => {
    let piece = ''
    for (const line of block) {
      piece += previous === undefined ? line : dialect.breakBetween(previous, line) + line
      previous = line
    }
    return piece
  })
  const { link } = dialect
  const last = link === null ? '' : `\n\n[${link.words.value}](${link.url})`
  return fitPieces(pieces, dialect.byteLimit - byteLength(last), `\n\n${note}`) + last
}

const body = (card: Card, { lineLimit }: Dialect, context: CardContext): readonly Block[] => {
  const facts = [...(card.emphasis === null ? [] : [card.emphasis]), ...card.facts]
  const cutShort = card.paragraphs.some(({ lines, whole }) => !whole && lines.length > lineLimit)
  return [
    ...facts.map((fact) => [factLine(fact)]),
    ...card.paragraphs.flatMap((paragraph) => paragraphBlocks(paragraph, lineLimit, context)),
    ...(cutShort || card.abridged ? [quoted(card.more)] : []),
  ]
}

/** A heading stays with its first line; a paragraph that is only true as a whole is one block. */
const paragraphBlocks = (paragraph: Paragraph, lineLimit: number, context: CardContext): readonly Block[] => {
  const { colon, leftOut } = wordingOf(context).cards
  const heading = tidy(paragraph.heading) === '' ? [] : [`**${safe(paragraph.heading, limits.title)}**`]
  const shown = paragraph.whole ? paragraph.lines : paragraph.lines.slice(0, lineLimit)
  const lines = shown.map((line) => listLine(line, colon))
  if (paragraph.whole) return [[...heading, ...lines]]
  const left = paragraph.lines.length - shown.length
  const [first, ...others] = left > 0 ? [...lines, `- ${leftOut(left)}`] : lines
  return first === undefined ? [heading] : [[...heading, first], ...others.map((line) => [line])]
}

const listLine = ({ label, text, detail, link }: Line, colon: string): string => {
  if (link !== undefined && isPlainAddress(link))
    return `${text === '' ? '' : `${safe(text, limits.line)} `}[${link}](${link})`
  const said = safe(text, limits.line) + (detail === '' ? '' : `${colon}${safe(detail, limits.line)}`)
  return label === '' ? `- ${said}` : `- **${safe(label, limits.label)}** ${said}`
}

/** Nothing in it that would end a link or be taken for markup. */
const isPlainAddress = (link: string): boolean => /^https?:\/\/[\w.~:/?#@!$&=+,;%-]{1,500}$/.test(link)

const factLine = ({ name, value }: Fact): string =>
  `- **${safe(name, limits.label)}** ${safe(value, limits.fact)}`
const quoted = (text: string): Block => (tidy(text) === '' ? [] : [`> ${safe(text, limits.line)}`])
const safe = safeMarkdown
