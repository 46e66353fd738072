import type { Platform } from '../../../contract/people'
import type { RenderedMessage } from '../../../contract/ports/chat'
import type { CardContext } from '../card-context'
import type { Card } from '../card-model'
import { renderForDingtalk } from './dingtalk'
import { renderForWecom } from './wecom'

/** The one place that knows which platforms there are. */
const renderers: Record<Platform, (card: Card, context: CardContext) => RenderedMessage> = {
  wecom: renderForWecom,
  dingtalk: renderForDingtalk,
}

export const render = (card: Card, platform: Platform, context: CardContext): RenderedMessage =>
  renderers[platform](card, context)
