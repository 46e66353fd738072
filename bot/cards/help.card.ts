import type { DeskRight } from '../../contract/ports/desk'
import { commandRows } from '../commands/command-rows'
import { commandNames } from '../wording/command-name'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { namedLine, paragraph, plainLines, sayCard } from './card-model'
import type { Card } from './card-model'

/** As many as one message shows on either platform. */
const pageLength = 12

/** What this person can ask, each with an example that can be sent as it stands. */
export const helpCard = (rights: ReadonlySet<DeskRight>, page: number, context: CardContext): Card => {
  const { help, next, noMore, page: onPage } = wordingOf(context).chat
  const mine = commandNames.filter((name) => {
    const { needs } = commandRows[name]
    return name !== 'help' && (needs === null || rights.has(needs))
  })
  const shown = mine.slice((page - 1) * pageLength, page * pageLength)
  const rows = shown.map((name) => namedLine(...help.rows[name]))
  const more = mine.length > page * pageLength
  const [word = ''] = help.rows.help[0].split(' ')
  const last = more ? [next(`${word} ${page + 1}`)] : shown.length === 0 ? [noMore] : []
  return {
    ...sayCard(onPage(help.title, page), [
      paragraph('', rows),
      ...(last.length === 0 ? [] : [plainLines(last)]),
    ]),
    subtitle: help.tail,
  }
}
