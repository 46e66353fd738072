import type { Platform } from '../../../contract/people'
import type { RenderedMessage, WordsMessage } from '../../../contract/ports/chat'
import type { CardContext } from '../card-context'
import type { Card } from '../card-model'
import { renderForDingtalk } from './dingtalk'
import { renderForWecom } from './wecom'

/** The one place that knows which platforms there are. */
const renderers: Record<Platform, (card: Card, context: CardContext) => WordsMessage> = {
  wecom: renderForWecom,
  dingtalk: renderForDingtalk,
}

/** With its picture, where it has one and the context can draw. */
export const render = (card: Card, platform: Platform, context: CardContext): RenderedMessage => {
  const words = renderWords(card, platform, context)
  const picture = card.chart === null ? null : (context.draw?.(card.chart()) ?? null)
  if (picture === null) return words
  const { form, ...message } = words
  return { ...message, form: 'picture', wordsForm: form, picture }
}

/** The words alone, such as what takes the place of a message that is shown already. */
export const renderWords = (card: Card, platform: Platform, context: CardContext): WordsMessage =>
  renderers[platform](card, context)
