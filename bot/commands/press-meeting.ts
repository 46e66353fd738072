import { decisionOf } from '../../contract/notice'
import type { OutboundNotice } from '../../contract/notice'
import type { MeetingBooked, MeetingOffered, NoMeeting } from '../../contract/ports/meeting-desk'
import type { Member } from '../../contract/people'
import { cardForNotice } from '../cards/card-for-notice'
import { notedCard } from '../cards/noted-card'
import { wordingOf } from '../cards/card-context'
import type { CardContext } from '../cards/card-context'
import type { Card } from '../cards/card-model'
import { slotOf } from '../cards/extra-keys'
import { offeringCard } from '../cards/meeting-on-card'
import { dayAndTime } from '../cards/moment'
import type { BotDeps } from './session'

export const isMeetingKey = (key: string): boolean =>
  key === 'meet' || key === 'unmeet' || slotOf(key) !== null

/** A press about the meeting of a card's decision: the card as it stands then, with a word about what has happened. */
export const pressMeeting = async (
  key: string,
  outbound: OutboundNotice,
  asker: Member,
  deps: BotDeps,
): Promise<Card> => {
  const decision = decisionOf(outbound.notice)
  const start = slotOf(key)
  if (decision === null) return cardForNotice(outbound, deps)
  if (key === 'unmeet') return calledOff(await deps.desk.cancelMeeting(asker, decision), outbound, deps)
  return start === null
    ? offered(await deps.desk.offerMeeting(asker, decision), outbound, deps)
    : booked(await deps.desk.bookMeeting(asker, decision, { start }), outbound, deps)
}

const offered = (answer: MeetingOffered, outbound: OutboundNotice, context: CardContext): Card => {
  const { notes } = wordingOf(context).meetings
  switch (answer.kind) {
    case 'offered':
      return offeringCard(cardForNotice(outbound, context), answer.offer, notes.choose, context)
    case 'booked-already':
      return notedCard({ ...outbound, meeting: answer.meeting }, notes.already, context)
    default:
      return notedCard(outbound, refusal(answer, context), context)
  }
}

const booked = (answer: MeetingBooked, outbound: OutboundNotice, context: CardContext): Card => {
  const { notes } = wordingOf(context).meetings
  switch (answer.kind) {
    case 'done':
      return notedCard(
        { ...outbound, meeting: answer.meeting },
        notes.done(dayAndTime(answer.meeting.start, context)),
        context,
      )
    case 'booked-already':
      return notedCard({ ...outbound, meeting: answer.meeting }, notes.already, context)
    case 'clash': {
      const { start, member, bookedBy } = answer.clash
      const when = dayAndTime(start, context)
      const note = bookedBy === null ? notes.clashCalendar(when, member) : notes.clash(when, bookedBy)
      return offeringCard(cardForNotice(outbound, context), answer.offer, note, context)
    }
    case 'stale':
      return offeringCard(cardForNotice(outbound, context), answer.offer, notes.stale, context)
    default:
      return notedCard(outbound, refusal(answer, context), context)
  }
}

const calledOff = (
  answer: Awaited<ReturnType<BotDeps['desk']['cancelMeeting']>>,
  { meeting: _, ...outbound }: OutboundNotice,
  context: CardContext,
): Card => {
  const { notes } = wordingOf(context).meetings
  if (answer.kind === 'done') return notedCard(outbound, notes.cancelled, context)
  return notedCard(outbound, answer.kind === 'nothing' ? notes.nothing : refusal(answer, context), context)
}

const refusal = ({ kind }: NoMeeting, context: CardContext): string => {
  const { notes } = wordingOf(context).meetings
  if (kind === 'no-meeting') return notes.noMeeting
  return kind === 'stopped' ? notes.stopped : notes.forbidden
}
