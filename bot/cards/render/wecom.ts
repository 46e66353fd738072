import type { WordsMessage } from '../../../contract/ports/chat'
import { wordingOf } from '../card-context'
import type { CardContext } from '../card-context'
import { isPressable } from '../card-model'
import type { Card, CardButton, Fact, Line } from '../card-model'
import { characterLength, fitCharacters, tidy } from './fit'
import { paragraphLines, wecomCard as limits, wecomMarkdownBytes } from './limits'
import { cardMarkdown, cardTitle } from './markdown'
import type { Dialect } from './markdown'
import { linkShown } from '../record-link'
import { plainText } from './plain-text'

/**
 * A card with something to press as a `button_interaction` template card; anything else as markdown. The third form,
 * `text_notice`, must carry an address to open (developer document 90236), which an installation behind a firewall
 * does not have. An answered card keeps its form, so that it can be replaced in place, with one grey button.
 * The `task_id` is the adapter's to set.
 */
export const renderForWecom = (card: Card, context: CardContext): WordsMessage =>
  !isPressable(card)
    ? {
        platform: 'wecom',
        form: 'markdown',
        body: {
          title: cardTitle(card, context),
          text: cardMarkdown(card, dialectFor(card, context), context),
        },
        plain: plainText(card, context),
      }
    : { platform: 'wecom', form: 'card', body: templateCard(card, context), plain: plainText(card, context) }

/** Line breaks are kept as they are; an empty line sets a paragraph's heading apart. */
const dialect: Dialect = {
  breakBetween: (_, next) => (next.startsWith('**') ? '\n\n' : '\n'),
  byteLimit: wecomMarkdownBytes,
  lineLimit: paragraphLines.message,
  link: null,
}

/** A link is opened by the client that shows it, so its address says which one that is. */
const dialectFor = (card: Card, context: CardContext): Dialect => ({
  ...dialect,
  link: linkShown(card, 'wecom', context),
})

const templateCard = (card: Card, context: CardContext): Record<string, unknown> => {
  const link = linkShown(card, 'wecom', context)
  const { rows, leftOut } = rowsOf(card, link, context)
  const text = textOf(card, leftOut, context)
  const { answers, menu } = placed(card)
  const said = [card.note, card.settled ?? '', card.subtitle].map((line) => fit(line, limits.subtitle))
  const subtitle = said.find((line) => line !== '') ?? ''
  return {
    card_type: 'button_interaction',
    source: { desc: fit(card.source, limits.source), desc_color: sourceColour(card) },
    ...(menu.length === 0 ? {} : { action_menu: actionMenu(menu, context) }),
    main_title: { title: titled(card, context), ...(subtitle === '' ? {} : { desc: subtitle }) },
    ...(text === '' ? {} : { sub_title_text: text }),
    ...(rows.length === 0 ? {} : { horizontal_content_list: rows }),
    button_list: answers.map(toButton),
    ...(link === null ? {} : { card_action: { type: URL_JUMP, url: link.url } }),
  }
}

/** The card's own buttons, and the menu behind its upper corner; a card without answers has its menu as buttons. */
const placed = ({ buttons, menu }: Card) => ({
  answers: (buttons.length === 0 ? menu : fewest(buttons)).slice(0, limits.buttons),
  menu: buttons.length === 0 ? [] : menu.slice(0, limits.menu),
})

/** Where there are too many, the reasons go first: a reply asks for them as well. */
const fewest = (buttons: readonly CardButton[]): readonly CardButton[] =>
  buttons.length <= limits.buttons ? buttons : buttons.filter(({ key }) => key !== 'why')

const actionMenu = (menu: readonly CardButton[], context: CardContext) => ({
  desc: fit(wordingOf(context).cards.menu, limits.button),
  action_list: menu.map(({ key, text }) => ({ text: fit(text, limits.button), key })),
})

const titled = (card: Card, context: CardContext): string => {
  const title = fit(card.title, limits.title)
  return title === '' ? wordingOf(context).cards.unnamed : title
}

/** 0 grey, 1 black, 2 red, 3 green. A card that was put off is quiet, but not done. */
const sourceColour = (card: Card): number => {
  if (card.settled !== null) return card.buttons.some(({ style }) => style === 'done') ? 3 : 0
  return card.tone === 'good' ? 3 : card.tone === 'alarm' ? 2 : 0
}

/** 1 blue, 2 grey with blue text, 3 grey with red text, 4 grey with black text (bots, document 101032). */
const styles: Record<CardButton['style'], number> = { primary: 1, normal: 2, danger: 3, done: 4 }
const toButton = ({ key, text, style }: CardButton) => ({
  text: fit(text, limits.button),
  style: styles[style],
  key,
})

/** The facts, then the paragraphs' lines in turn, so that each paragraph shows its first before any its second. */
const rowsOf = (card: Card, link: ReturnType<typeof linkShown>, context: CardContext) => {
  // The way to the page is the one row that is never left out.
  const most = limits.rows - (link === null ? 0 : 1)
  const facts = [...(card.emphasis === null ? [] : [card.emphasis]), ...card.facts]
  const columns = card.paragraphs.map(({ lines }) => lines.filter(({ row }) => row !== ''))
  const room = Math.max(0, most - facts.length)
  const chosen = takeInTurn(columns, room)
  const lines = columns.flatMap((column, i) => column.slice(0, chosen[i]))
  const all = [...facts, ...lines.map((line: Line): Fact => ({ name: line.row, value: line.text }))]
  return {
    rows: [...all.slice(0, most).map((fact) => toRow(fact, context)), ...linkRow(link)],
    leftOut: columns.reduce((n, column) => n + column.length, 0) - lines.length,
  }
}

/** How many of each column: one of each while there is room, then a second of each, and so on. */
const takeInTurn = (columns: readonly (readonly unknown[])[], room: number): readonly number[] => {
  const taken = columns.map(() => 0)
  let left = room
  for (let round = 0; left > 0 && columns.some((column) => column.length > round); round++) {
    columns.forEach((column, i) => {
      if (left === 0 || column.length <= round) return
      taken[i] = round + 1
      left -= 1
    })
  }
  return taken
}

/** `type` of a row or a card that opens an address (documents 90236 and 101032). */
const URL_JUMP = 1

const linkRow = (link: ReturnType<typeof linkShown>) =>
  link === null ? [] : [{ type: URL_JUMP, keyname: link.words.row, value: link.words.value, url: link.url }]

const toRow = ({ name, value }: Fact, context: CardContext) => {
  const { nothing } = wordingOf(context).cards
  return {
    keyname: fit(name, limits.rowName) || nothing,
    value: fit(value, limits.rowValue) || nothing,
  }
}

/** The summary, and after it what was left out, for which room is kept. */
const textOf = (card: Card, leftOut: number, context: CardContext): string => {
  const { leftOut: words, comma } = wordingOf(context).cards
  const parts = [leftOut > 0 ? words(leftOut) : '', leftOut > 0 || card.abridged ? card.more : '']
  const note = fit(parts.filter((part) => part !== '').join(comma), 50)
  if (note === '') return fit(card.summary, limits.text)
  const room = limits.text - characterLength(note) - 1
  return tidy(card.summary) === '' ? note : `${fit(card.summary, room)}\n${note}`
}

const fit = (text: string, limit: number): string => fitCharacters(tidy(text), limit)
