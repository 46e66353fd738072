import type { OutboundNotice } from '../../contract/notice'
import { noticeReference } from '../../contract/ports/chat'
import type { CardContext } from './card-context'
import { sayCard } from './card-model'
import { noticeName } from './notice-text'
import type { Card } from './card-model'
import { leadAlertCard } from './lead-alert.card'
import { strategyStepCard } from './strategy-step.card'
import { systemWarningCard } from './system-warning.card'

/** The card of a notice as it stands now, open or answered. */
export const cardForNotice = (outbound: OutboundNotice, context: CardContext): Card => {
  const { notice } = outbound
  switch (notice.kind) {
    case 'lead-alert':
      return leadAlertCard(outbound, notice, context)
    case 'strategy-step':
      return strategyStepCard(outbound, notice, context)
    case 'system-warning':
      return systemWarningCard(outbound, notice, context)
    default:
      return { ...sayCard(noticeName(notice, context), []), reference: noticeReference(outbound.id) }
  }
}
