import { checkCard, refuseIf } from '../card-rules'
import { readOrRefuse } from '../refused'
import { appCardSchema } from './app-card-schema'
import type { AppCard } from './app-card-schema'
import { checkGuides } from './card-guides'

export interface CardSituation {
  /** The card takes the place of another: only then `replace_text` and `disable`. */
  readonly replaces: boolean
  /** Whether a media_id is one of ours and alive. */
  readonly isMedia: (mediaId: string) => boolean
}

/** Reads an app's card or refuses it (DOC 90236, DOC 94888), texts longer than their guide included. */
export const readAppCard = (raw: unknown, situation: CardSituation): AppCard => {
  const card = readOrRefuse(appCardSchema, raw)
  checkCard(card)
  checkRows(card, situation)
  checkButtons(card)
  if (!situation.replaces) checkFirst(card)
  checkGuides(card)
  return card
}

const interactive = new Set(['button_interaction', 'vote_interaction', 'multiple_interaction'])

export const isInteractive = (card: AppCard): boolean => interactive.has(card.card_type ?? '')

/** Whether WeCom hands out a code to change it, and calls back when it is pressed. */
export const callsBack = (card: AppCard): boolean => isInteractive(card) || card.action_menu !== undefined

const checkRows = (card: AppCard, { isMedia }: CardSituation): void => {
  for (const row of card.horizontal_content_list ?? []) {
    refuseIf(row.type === 2 && !isMedia(row.media_id ?? ''), 42029, 'media_id')
  }
}

const checkButtons = (card: AppCard): void => {
  for (const button of card.button_list ?? []) {
    refuseIf(button.type === 1 && (button.url ?? '') === '', 42028, 'button url')
  }
}

const checkFirst = (card: AppCard): void => {
  refuseIf(card.replace_text !== undefined, 40058, 'replace_text is for a card that is changed')
  const asked = [card.checkbox, card.button_selection, ...(card.select_list ?? [])]
  refuseIf(
    asked.some((one) => one?.disable !== undefined),
    40058,
    'disable is for a card that is changed',
  )
}
