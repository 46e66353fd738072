import { wordingOf } from '../card-context'
import type { CardContext } from '../card-context'
import type { Card, Line } from '../card-model'
import { fitCharacters, fitPieces, tidy } from './fit'
import { plainBytes } from './limits'

/** The card as a person reads it where nothing but text can be shown, with what to reply instead of pressing. */
export const plainText = (card: Card, context: CardContext): string => {
  const { colon, shortened } = wordingOf(context).cards
  const facts = [...(card.emphasis === null ? [] : [card.emphasis]), ...card.facts]
  const lines = [
    card.title,
    card.settled ?? '',
    card.subtitle,
    ...facts.map(({ name, value }) => `${name}${colon}${value}`),
    ...card.paragraphs.flatMap(({ heading, lines }) => [
      heading,
      ...lines.map((line) => lineText(line, colon)),
    ]),
    card.settled === null ? card.replies : '',
  ]
  const shown = lines.map((line) => fitCharacters(tidy(line), 200)).filter((line) => line !== '')
  const pieces = shown.map((line, i) => (i === 0 ? line : `\n${line}`))
  return fitPieces(pieces, plainBytes, `\n${shortened}`)
}

const lineText = ({ label, text, detail }: Line, colon: string): string =>
  (label === '' ? text : `${label} ${text}`) + (detail === '' ? '' : colon + detail)
