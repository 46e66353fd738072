import { Refused } from './refused'
import { cardSchema } from './card-schema'
import type { WireCard } from './card-schema'
import type { AnyCard } from './to-shown'

/**
 * Reads a template card or refuses it the way the platform is documented to (DOC 101032; errcodes of DOC 90313).
 * Lengths that the documents only recommend (the client shortens what it shows) are not errors.
 */
export const readCard = (raw: unknown): WireCard => {
  const read = cardSchema.safeParse(raw)
  if (!read.success) {
    const [first] = read.error.issues
    throw new Refused(40058, `template_card.${first?.path.join('.') ?? ''} ${first?.message ?? ''}`.trim())
  }
  checkCard(read.data)
  return read.data
}

/** The rules that bots and apps have in common, on a card whose fields are known. */
export const checkCard = (card: AnyCard): void => {
  for (const rule of rules) rule(card)
}

type Rule = (card: AnyCard) => void

const common = [
  'card_type',
  'source',
  'action_menu',
  'main_title',
  'task_id',
  'feedback',
  'replace_text',
] as const
const facts = ['quote_area', 'horizontal_content_list', 'jump_list', 'card_action'] as const

/** Which fields go with which type. */
const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  text_notice: [...common, ...facts, 'emphasis_content', 'sub_title_text'],
  news_notice: [...common, ...facts, 'card_image', 'image_text_area', 'vertical_content_list'],
  button_interaction: [
    ...common,
    'quote_area',
    'sub_title_text',
    'horizontal_content_list',
    'button_selection',
    'button_list',
    'card_action',
  ],
  vote_interaction: [...common, 'checkbox', 'submit_button'],
  multiple_interaction: [...common, 'select_list', 'submit_button'],
}
const interactive = new Set(['button_interaction', 'vote_interaction', 'multiple_interaction'])

const type: Rule = (card) => {
  const allowed = fieldsOf[card.card_type ?? '']
  refuseIf(allowed === undefined, 42031, 'card_type')
  for (const [name, value] of Object.entries(card)) {
    const known = (allowed ?? []).some((field) => field === name)
    refuseIf(value !== undefined && !known, 40058, `${name} does not go with ${card.card_type}`)
  }
}

const taskId: Rule = (card) => {
  const needed = interactive.has(card.card_type ?? '') || card.action_menu !== undefined
  refuseIf(needed && card.task_id === undefined, 42014, 'task_id missing')
  if (card.task_id === undefined) return
  refuseIf(!/^[0-9A-Za-z_\-@]{1,128}$/.test(card.task_id), 42014, 'task_id malformed')
}

const titles: Rule = (card) => {
  const title = card.main_title?.title ?? ''
  if (card.card_type === 'text_notice') {
    refuseIf(title === '' && (card.sub_title_text ?? '') === '', 42033, 'main_title.title or sub_title_text')
  } else refuseIf(title === '', 42033, 'main_title.title')
}

const links: Rule = (card) => {
  const notice = card.card_type === 'text_notice' || card.card_type === 'news_notice'
  refuseIf(notice && ![1, 2].includes(card.card_action?.type ?? 0), 42045, 'card_action of type 1 or 2')
  const targets = [card.card_action, card.quote_area, card.image_text_area, ...(card.jump_list ?? [])]
  for (const target of targets) {
    refuseIf(target?.type === 1 && (target.url ?? '') === '', 42028, 'url')
    refuseIf(target?.type === 2 && (target.appid ?? '') === '', 42030, 'appid')
  }
}

const horizontal: Rule = (card) => {
  const list = card.horizontal_content_list ?? []
  refuseIf(list.length > 6, 42035, 'horizontal_content_list longer than 6')
  for (const row of list) {
    refuseIf((row.keyname ?? '') === '', 42027, 'keyname')
    refuseIf(row.type === 1 && (row.url ?? '') === '', 42028, 'url')
    refuseIf(row.type === 3 && (row.userid ?? '') === '', 42050, 'userid')
  }
}

const jumps: Rule = (card) => {
  const list = card.jump_list ?? []
  refuseIf(list.length > 3, 42042, 'jump_list longer than 3')
  for (const row of list) {
    refuseIf((row.title ?? '') === '', 42033, 'jump_list.title')
    const question = 'question' in row ? row.question : undefined
    refuseIf(row.type === 3 && !fits(question, 200), 40058, 'jump_list.question of 1 to 200 bytes')
  }
}

const pictures: Rule = (card) => {
  if (card.card_type !== 'news_notice') return
  const some = card.card_image !== undefined || card.image_text_area !== undefined
  refuseIf(!some, 42044, 'card_image or image_text_area')
  refuseIf(card.card_image !== undefined && (card.card_image.url ?? '') === '', 42044, 'card_image.url')
  const ratio = card.card_image?.aspect_ratio ?? 1.3
  refuseIf(ratio < 1.3 || ratio > 2.25, 40058, 'card_image.aspect_ratio between 1.3 and 2.25')
  refuseIf(card.image_text_area !== undefined && !card.image_text_area.image_url, 42044, 'image_url')
  refuseIf((card.vertical_content_list ?? []).length > 4, 42036, 'vertical_content_list longer than 4')
}

const buttons: Rule = (card) => {
  if (card.card_type !== 'button_interaction') return
  const list = card.button_list ?? []
  refuseIf(list.length < 1 || list.length > 6, 42038, 'button_list of 1 to 6')
  const calling = list.filter((button) => !('type' in button && button.type === 1))
  refuseIf(
    list.some((button) => (button.text ?? '') === ''),
    42038,
    'button text',
  )
  refuseIf(
    calling.some(({ key }) => !fits(key, 1_024)),
    42039,
    'button key of 1 to 1,024 bytes',
  )
  refuseIf(repeats(calling.map(({ key }) => key)), 42039, 'button keys must differ')
}

const menu: Rule = (card) => {
  if (card.action_menu === undefined) return
  const list = card.action_menu.action_list ?? []
  refuseIf(list.length < 1 || list.length > 3, 40058, 'action_list of 1 to 3')
  for (const action of list) {
    refuseIf((action.text ?? '') === '' || !fits(action.key, 1_024), 40058, 'action text and key')
  }
  const keys = [...list, ...(card.button_list ?? [])].map((pressed) => pressed.key)
  refuseIf(repeats(keys), 42051, 'action_menu keys must differ')
}

const questions: Rule = (card) => {
  if (card.card_type === 'vote_interaction') {
    refuseIf(card.checkbox === undefined, 42043, 'checkbox')
    question(card.checkbox, 20)
  }
  if (card.card_type === 'multiple_interaction') {
    const list = card.select_list ?? []
    refuseIf(list.length < 1 || list.length > 3, 42047, 'select_list of 1 to 3')
    for (const each of list) question(each, 10)
    refuseIf(repeats(list.map((each) => each.question_key)), 42043, 'question_keys must differ')
  }
  if (card.button_selection !== undefined) question(card.button_selection, 10)
}

const submit: Rule = (card) => {
  if (card.card_type !== 'vote_interaction' && card.card_type !== 'multiple_interaction') return
  refuseIf(!fits(card.submit_button?.key, 1_024), 42046, 'submit_button key of 1 to 1,024 bytes')
  refuseIf((card.submit_button?.text ?? '') === '', 42049, 'submit_button text')
}

const feedback: Rule = (card) => {
  const given = 'feedback' in card ? card.feedback : undefined
  refuseIf(given !== undefined && !fits(given.id, 256), 40058, 'feedback.id of 1 to 256 bytes')
}

const rules: readonly Rule[] = [
  type, taskId, titles, links, horizontal, jumps, pictures, buttons, menu, questions, submit, feedback,
] // prettier-ignore

export const refuseIf = (wrong: boolean, errcode: number, what: string): void => {
  if (wrong) throw new Refused(errcode, what)
}

const question = (asked: AnyCard['checkbox'] | AnyCard['button_selection'], most: number): void => {
  const options = asked?.option_list ?? []
  refuseIf(!fits(asked?.question_key, 1_024), 42043, 'question_key of 1 to 1,024 bytes')
  refuseIf(options.length < 1 || options.length > most, 42037, `option_list of 1 to ${most}`)
  for (const option of options) {
    refuseIf(!fits(option.id, 128), 42040, 'option id of 1 to 128 bytes')
    refuseIf((option.text ?? '') === '', 42041, 'option text')
  }
  refuseIf(repeats(options.map((option) => option.id)), 42040, 'option ids must differ')
}

const fits = (value: string | undefined, mostBytes: number): boolean =>
  value !== undefined && value !== '' && Buffer.byteLength(value) <= mostBytes

const repeats = (keys: readonly unknown[]): boolean => new Set(keys).size < keys.length
