import type { Notice, OutboundNotice } from '../../contract/notice'
import { noticeReference } from '../../contract/ports/chat'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { plainLines, sayCard } from './card-model'
import type { Card } from './card-model'

export type SystemWarning = Extract<Notice, { kind: 'system-warning' }>

/** What is wrong, and what to do about it. There is nothing to press. */
export const systemWarningCard = (
  outbound: OutboundNotice,
  notice: SystemWarning,
  context: CardContext,
): Card => {
  const { warning } = wordingOf(context).cards
  return {
    ...sayCard(notice.title || warning.defaultTitle, [
      plainLines([notice.detail]),
      { ...plainLines([notice.advice]), heading: warning.advice },
    ]),
    source: warning.source,
    tone: 'alarm',
    reference: noticeReference(outbound.id),
  }
}
