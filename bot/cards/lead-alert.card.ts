import { decisionCode } from '../../contract/ids'
import type { Notice, OutboundNotice } from '../../contract/notice'
import { noticeReference } from '../../contract/ports/chat'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { paragraph } from './card-model'
import type { Card } from './card-model'
import { customerTitle, tagsFact, versioned } from './customer-text'
import { timedEvidence } from './evidence-text'
import { scoreFact, scoreParagraph, scoreSummary } from './score'
import { answerButtons } from './buttons'
import { noteOf, repliesFor, settledText } from './settled'

export type LeadAlert = Extract<Notice, { kind: 'lead-alert' }>

/** Who is warm, why now, what they did, and how the score adds up. */
export const leadAlertCard = (outbound: OutboundNotice, notice: LeadAlert, context: CardContext): Card => {
  const words = wordingOf(context).cards
  const code = decisionCode(notice.decision)
  const { customer, intent, evidence, rule } = notice
  return {
    source: words.source(code),
    tone: 'alarm',
    title: customerTitle(customer, context),
    subtitle: notice.title,
    emphasis: scoreFact(intent.tenths, context),
    facts: [...tagsFact(customer, context), { name: words.facts.rule, value: versioned(rule, context) }],
    summary: scoreSummary(intent, summaryLength, context),
    paragraphs: [
      scoreParagraph(intent.contributions, 4, context),
      paragraph(
        words.leadAlert.evidence,
        evidence.map((line) => timedEvidence(line, outbound.createdAt, context)),
      ),
    ],
    ...answerButtons(outbound.settled, context),
    settled: settledText(outbound.settled, outbound.createdAt, context),
    more: words.seeAll(code),
    abridged: false,
    replies: repliesFor(outbound.settled, code, context),
    reference: noticeReference(outbound.id),
    note: noteOf(outbound, context),
    link: null,
    chart: null,
  }
}

/** Leaves room on a small card for the line that says what was left out. */
const summaryLength = 72
