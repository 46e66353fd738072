import { decisionCode } from '../../contract/ids'
import { customerOf, decisionOf } from '../../contract/notice'
import type { Notice } from '../../contract/notice'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { customerTitle } from './customer-text'

/** What a notice is answered by in chat, `D12`, or '' where nothing settles it there. */
export const noticeCode = (notice: Notice): string => {
  const decision = decisionOf(notice)
  return decision === null ? '' : decisionCode(decision)
}

/** A notice in one line: its code and whom or what it is about. */
export const noticeName = (notice: Notice, context: CardContext): string => {
  const customer = customerOf(notice)
  const about = customer === null ? subjectOf(notice, context) : customerTitle(customer, context)
  return `${noticeCode(notice)} ${about}`.trim()
}

/** What a notice is about that is about no customer. */
const subjectOf = (notice: Notice, context: CardContext): string => {
  switch (notice.kind) {
    case 'system-warning':
      return notice.title
    case 'escalation':
      return subjectOf(notice.about, context)
    case 'coaching-task':
      return notice.node.name
    case 'breaker-tripped':
    case 'reallocation-proposal':
      return notice.sku.name
    case 'parameter-match':
      return notice.asked
    case 'radar':
      return notice.subject.name
    case 'heat-map':
      return notice.scope
    case 'meeting':
      return notice.meeting.title
    case 'daily-digest':
    case 'lead-alert':
    case 'strategy-step':
      return wordingOf(context).cards.product
  }
}
