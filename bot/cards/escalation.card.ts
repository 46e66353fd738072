import type { Escalation, OutboundNotice } from '../../contract/notice'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import type { Card } from './card-model'
import { moment } from './moment'
import { noticeCode } from './notice-text'
import { fitCharacters, tidy } from './render/fit'
import { span } from './span'

/** What a colleague was told, how long it has waited, and the same answers: whoever leads may answer in his place. */
export const escalationCard = (
  outbound: OutboundNotice,
  escalation: Escalation,
  told: Card,
  context: CardContext,
): Card => {
  const { escalation: words } = wordingOf(context).notices
  const { receiver, waited, because, toldAt, level } = escalation
  const who = fitCharacters(tidy(receiver.name), 10)
  return {
    ...told,
    source: words.source(noticeCode(escalation)),
    tone: 'alarm',
    subtitle: words.because[because](who, span(waited, context)),
    facts: [
      { name: words.facts.who, value: `${who} · ${words.told(moment(toldAt, outbound.createdAt, context))}` },
      { name: words.facts.waited, value: `${span(waited, context)} · ${words.level(level)}` },
    ],
  }
}
