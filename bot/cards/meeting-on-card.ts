import type { MeetingStanding } from '../../contract/meeting'
import type { NoticeStep, OutboundNotice } from '../../contract/notice'
import type { MeetingOffer } from '../../contract/ports/meeting-desk'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { paragraph, plainLines, rowLine } from './card-model'
import type { Card, CardButton, Paragraph } from './card-model'
import { slotKey } from './extra-keys'
import { meetingTime, minutesOf, replyText, slotText } from './meeting-text'

/** When and with whom, and what the customer has done with the invitation; nothing where none is booked. */
export const meetingParagraphs = (
  meeting: MeetingStanding | undefined,
  context: CardContext,
): readonly Paragraph[] => {
  if (meeting === undefined) return []
  const { onCard, hostedBy } = wordingOf(context).meetings
  return [
    paragraph(onCard.heading, [
      rowLine(onCard.row, meetingTime(meeting.start, meeting.length, context), hostedBy(meeting.host)),
      rowLine(onCard.customerRow, replyText(meeting, context)),
    ]),
  ]
}

/** Where a step is a meeting: a way to book it, or to call off what is booked. Not on a card that was marked wrong. */
export const meetingButtons = (
  { settled, meeting }: OutboundNotice,
  { steps }: { readonly steps: readonly NoticeStep[] },
  context: CardContext,
): readonly CardButton[] => {
  const key = meeting === undefined ? 'meet' : 'unmeet'
  const isOff = settled.kind === 'answered' && settled.answer === 'wrong'
  if (isOff || !steps.some((step) => step.meeting !== undefined)) return []
  if (context.extras?.has(key) !== true) return []
  return [{ key, text: wordingOf(context).cards.buttons[key], style: 'normal' }]
}

/** The card with times to choose from, and nothing else, until one is chosen. */
export const offeringCard = (card: Card, offer: MeetingOffer, note: string, context: CardContext): Card => {
  const { cards, chat, meetings } = wordingOf(context)
  const { offered } = meetings
  const heading = offered.heading(offer.host, minutesOf(offer.length))
  const unread = offer.unread.map((platform) => offered.unread(chat.platforms[platform]))
  const slots = offer.slots.map((start, i) =>
    rowLine(offered.row(i + 1), meetingTime(start, offer.length, context)),
  )
  return {
    ...card,
    note: offer.slots.length === 0 ? meetings.notes.none : note,
    emphasis: null,
    facts: [],
    summary: [heading, ...unread].join(cards.semicolon),
    paragraphs: [paragraph(heading, slots), ...(unread.length === 0 ? [] : [plainLines(unread)])],
    buttons: [
      ...offer.slots.map((start): CardButton => ({
        key: slotKey(start),
        text: slotText(start, context),
        style: 'primary',
      })),
      { key: 'noop', text: cards.buttons.back, style: 'normal' },
    ],
    menu: [],
  }
}
