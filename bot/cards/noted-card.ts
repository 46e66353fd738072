import type { OutboundNotice } from '../../contract/notice'
import type { CardContext } from './card-context'
import { cardForNotice } from './card-for-notice'
import type { Card } from './card-model'

/** The card as it is, with a sentence about what a press has done, or that nothing has changed. */
export const notedCard = (outbound: OutboundNotice, note: string, context: CardContext): Card => ({
  ...cardForNotice(outbound, context),
  note,
})
