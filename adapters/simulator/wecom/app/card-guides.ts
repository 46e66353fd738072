import { refuseIf } from '../card-rules'
import type { AppCard } from './app-card-schema'

type Measured = readonly [name: string, text: string | undefined, most: number]

/**
 * The lengths that the documents recommend, in characters (DOC 90236). The real client shortens what is longer and
 * says nothing; here it is refused, so that whoever makes cards hears of it.
 */
export const checkGuides = (card: AppCard): void => {
  for (const [name, text, most] of measured(card)) {
    refuseIf(Array.from(text ?? '').length > most, 45002, `${name} longer than ${most} characters`)
  }
}

const measured = (card: AppCard): Measured[] => [
  ['source.desc', card.source?.desc, 20],
  ['main_title.title', card.main_title?.title, 36],
  ['main_title.desc', card.main_title?.desc, 44],
  ['emphasis_content.title', card.emphasis_content?.title, 14],
  ['emphasis_content.desc', card.emphasis_content?.desc, 22],
  ['sub_title_text', card.sub_title_text, 160],
  ['submit_button.text', card.submit_button?.text, 10],
  ...rows(card),
  ...options(card),
]

const rows = (card: AppCard): Measured[] => [
  ...(card.horizontal_content_list ?? []).flatMap((row): Measured[] => [
    ['horizontal_content_list.keyname', row.keyname, 5],
    ['horizontal_content_list.value', row.value, 30],
  ]),
  ...(card.jump_list ?? []).map((jump): Measured => ['jump_list.title', jump.title, 18]),
  ...(card.button_list ?? []).map((button): Measured => ['button_list.text', button.text, 10]),
]

/** Between sources they differ; the longer figure is taken. */
const options = (card: AppCard): Measured[] => [
  ...(card.checkbox?.option_list ?? []).map((one): Measured => ['checkbox.option', one.text, 17]),
  ...[card.button_selection, ...(card.select_list ?? [])]
    .flatMap((asked) => asked?.option_list ?? [])
    .map((one): Measured => ['option_list.text', one.text, 16]),
]
