import { decisionCode } from '../../contract/ids'
import { customerOf, decisionOf, subjectOf } from '../../contract/notice'
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
  const about = customer === null ? thingOf(notice, context) : customerTitle(customer, context)
  return `${noticeCode(notice)} ${about}`.trim()
}

const thingOf = (notice: Notice, context: CardContext): string =>
  notice.kind === 'daily-digest' ? wordingOf(context).cards.product : subjectOf(notice)
