import type { Shown, ShownButton } from '../simulated-platform'
import type { AppCard } from './app/app-card-schema'
import type { WireCard } from './card-schema'

/** What stands in a conversation, in the words of the wire. */
export type Content =
  | {
      readonly kind: 'text' | 'markdown'
      readonly text: string
      /** The media_id of an image, whose text is its name. */
      readonly picture?: string | undefined
    }
  | { readonly kind: 'card'; readonly card: WireCard }
  | { readonly kind: 'app-card'; readonly card: AppCard }

export type AnyCard = WireCard | AppCard

export const toShown = (content: Content): Shown => {
  if (content.kind === 'card') return cardToShown(content.card, styles)
  if (content.kind === 'app-card') return cardToShown(content.card, appStyles)
  const { kind: form, text, picture } = content
  return picture === undefined ? { form, text } : { form, text, picture }
}

const cardToShown = (card: AnyCard, colours: Styles): Shown => ({
  form: 'card',
  reference: card.task_id ?? '',
  source: card.source?.desc ?? '',
  title: card.main_title?.title ?? '',
  subtitle: card.main_title?.desc ?? '',
  facts: (card.horizontal_content_list ?? []).map((row) => ({
    name: row.keyname ?? '',
    value: row.value ?? '',
    ...(row.type === 1 && row.url !== undefined ? { url: row.url } : {}),
  })),
  text: paragraphs(card).join('\n'),
  buttons: buttonsOf(card, colours),
})

const paragraphs = (card: AnyCard): string[] =>
  [
    ...pair(card.emphasis_content),
    card.sub_title_text,
    card.quote_area?.title,
    card.quote_area?.quote_text,
    ...pair(card.image_text_area),
    ...(card.vertical_content_list ?? []).flatMap(pair),
    ...(card.checkbox?.option_list ?? []).map((option) => option.text),
    ...[card.button_selection, ...(card.select_list ?? [])].map((asked) => asked?.title),
    ...(card.jump_list ?? []).map((jump) => jump.title),
  ].filter((line): line is string => line !== undefined && line !== '')

const pair = (part: { title?: string | undefined; desc?: string | undefined } | undefined) => [
  part?.title,
  part?.desc,
]

/** Everything that sends an event when pressed. */
export const buttonsOf = (card: AnyCard, colours: Styles = styles): ShownButton[] => {
  const submit = card.submit_button === undefined ? [] : [{ ...card.submit_button, style: 1 }]
  const menu = (card.action_menu?.action_list ?? []).map((action) => ({ ...action, style: 4 }))
  return [...(card.button_list ?? []), ...submit, ...menu].map((button) => ({
    key: button.key ?? '',
    text: button.text ?? '',
    style: colours[button.style ?? 1] ?? 'primary',
  }))
}

type Styles = Readonly<Record<number, ShownButton['style']>>

/** 1 blue, 2 blue on grey, 3 red on grey, 4 black on grey; anything else is 1 (DOC 101032). */
const styles: Styles = { 1: 'primary', 2: 'normal', 3: 'danger', 4: 'normal' }

/** 1 emphasis, 2 secondary, 3 neutral, 4 negative (DOC 90236). */
const appStyles: Styles = { 1: 'primary', 2: 'normal', 3: 'normal', 4: 'danger' }
