import type { OutboundNotice } from '../../contract/notice'
import { breakerTrippedCard } from './breaker-tripped.card'
import type { CardContext } from './card-context'
import type { Card } from './card-model'
import { coachingTaskCard } from './coaching-task.card'
import { dailyDigestCard } from './daily-digest.card'
import { escalationCard } from './escalation.card'
import { heatMapCard } from './heat-map.card'
import { leadAlertCard } from './lead-alert.card'
import { meetingCard } from './meeting.card'
import { parameterMatchCard } from './parameter-match.card'
import { linkOfNotice } from './record-link'
import { radarCard } from './radar.card'
import { reallocationProposalCard } from './reallocation-proposal.card'
import { strategyStepCard } from './strategy-step.card'
import { systemWarningCard } from './system-warning.card'

/** The card of a notice as it stands now, open or answered. */
export const cardForNotice = (outbound: OutboundNotice, context: CardContext): Card => ({
  ...cardOfKind(outbound, context),
  link: linkOfNotice(outbound.notice),
})

const cardOfKind = (outbound: OutboundNotice, context: CardContext): Card => {
  const { notice } = outbound
  switch (notice.kind) {
    case 'lead-alert':
      return leadAlertCard(outbound, notice, context)
    case 'strategy-step':
      return strategyStepCard(outbound, notice, context)
    case 'system-warning':
      return systemWarningCard(outbound, notice, context)
    case 'daily-digest':
      return dailyDigestCard(outbound, notice, context)
    case 'escalation': {
      const told = cardForNotice({ ...outbound, notice: notice.about }, context)
      return escalationCard(outbound, notice, told, context)
    }
    case 'coaching-task':
      return coachingTaskCard(outbound, notice, context)
    case 'breaker-tripped':
      return breakerTrippedCard(outbound, notice, context)
    case 'reallocation-proposal':
      return reallocationProposalCard(outbound, notice, context)
    case 'parameter-match':
      return parameterMatchCard(outbound, notice, context)
    case 'radar':
      return radarCard(outbound, notice, context)
    case 'heat-map':
      return heatMapCard(outbound, notice, context)
    case 'meeting':
      return meetingCard(outbound, notice, context)
  }
}
