import { wordingOf } from '../card-context'
import type { CardContext } from '../card-context'
import type { Card, Line, Paragraph } from '../card-model'
import { fitCharacters, fitPieces, tidy } from './fit'
import { plainBytes } from './limits'

/** The card as a person reads it where nothing but text can be shown, with what to reply instead of pressing. */
export const plainText = (card: Card, context: CardContext): string => {
  const { colon, shortened } = wordingOf(context).cards
  const facts = [...(card.emphasis === null ? [] : [card.emphasis]), ...card.facts]
  const blocks = [
    [card.title],
    [card.note],
    [card.settled ?? ''],
    [card.subtitle],
    // Before the paragraphs, so that a long card never loses the way to answer it.
    [card.replies],
    ...facts.map(({ name, value }) => [`${name}${colon}${value}`]),
    ...card.paragraphs.flatMap((paragraph) => paragraphBlocks(paragraph, colon)),
  ]
  const pieces = blocks
    .map((block) => block.map(fitted).filter((line) => line !== ''))
    .filter((block) => block.length > 0)
    .map((block, i) => (i === 0 ? '' : '\n') + block.join('\n'))
  return fitPieces(pieces, plainBytes, `\n${shortened}`)
}

const paragraphBlocks = (
  { heading, lines, whole }: Paragraph,
  colon: string,
): readonly (readonly string[])[] => {
  const texts = [heading, ...lines.map((line) => lineText(line, colon))]
  return whole ? [texts] : texts.map((text) => [text])
}

/** An address alone is shown whole or not at all, by how much room there is. */
const fitted = (line: string): string =>
  /^https?:\/\/\S{1,500}$/.test(line) ? line : fitCharacters(tidy(line), 160)

const lineText = ({ label, text, detail, link }: Line, colon: string): string =>
  link !== undefined
    ? `${text === '' ? '' : `${text} `}${link}`
    : (label === '' ? text : `${label} ${text}`) + (detail === '' ? '' : colon + detail)
