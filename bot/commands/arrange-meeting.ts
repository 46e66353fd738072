import { decisionCode } from '../../contract/ids'
import type { DecisionId } from '../../contract/ids'
import type { MeetingStanding } from '../../contract/meeting'
import type { CustomerBrief } from '../../contract/notice'
import type { Clash, MeetingOffer, NoMeeting } from '../../contract/ports/meeting-desk'
import { wordingOf } from '../cards/card-context'
import type { CardContext } from '../cards/card-context'
import { namedLine, paragraph, plainLines, sayCard } from '../cards/card-model'
import type { Card, Line } from '../cards/card-model'
import { customerRow, customerTitle } from '../cards/customer-text'
import { linkText, meetingTime, minutesOf, replyText } from '../cards/meeting-text'
import { dayAndTime } from '../cards/moment'
import { taughtWord } from './command-table'
import { pageEnd, pageLength } from './pages'
import { say } from './say'
import type { Session } from './session'

/** Times for a meeting, or the one of them that was chosen by its number, booked. */
export const arrangeMeeting = async (
  decision: DecisionId,
  nth: number | null,
  session: Session,
): Promise<Card> => {
  const { desk, asker, context } = session
  const words = wordingOf(context).meetings
  const answer =
    nth === null ? await desk.offerMeeting(asker, decision) : await desk.bookMeeting(asker, decision, { nth })
  switch (answer.kind) {
    case 'offered':
      return offerCard(offerTitle(answer.offer, context), [], answer.offer, context)
    case 'stale':
      return offerCard(words.clash.title, [words.clash.stale], answer.offer, context)
    case 'clash':
      return offerCard(words.clash.title, [clashText(answer.clash, context)], answer.offer, context)
    case 'booked-already':
      return bookedCard(words.booked.already, answer, context)
    case 'done':
      return bookedCard(words.booked.title, answer, context)
    default:
      return refused(answer, decision, context)
  }
}

/** Calls off what is booked for a decision. */
export const cancelMeeting = async (
  decision: DecisionId,
  { desk, asker, context }: Session,
): Promise<Card> => {
  const { cancelled, unchanged } = wordingOf(context).meetings
  const answer = await desk.cancelMeeting(asker, decision)
  if (answer.kind === 'nothing') return say(unchanged.title, [unchanged.nothing(decisionCode(decision))])
  if (answer.kind !== 'done') return refused(answer, decision, context)
  const { meeting, customer } = answer
  return sayCard(cancelled.title, [
    paragraph('', [meetingLine(meeting, customer, context)]),
    plainLines([cancelled.line]),
  ])
}

/** The asker's own that are ahead, next one first. */
export const listMeetings = async (page: number, { desk, asker, context }: Session): Promise<Card> => {
  const wording = wordingOf(context)
  const { list } = wording.meetings
  const found = await desk.meetings(asker, pageLength + 1, (page - 1) * pageLength)
  const shown = found.slice(0, pageLength)
  const more = found.length > pageLength
  if (page === 1 && shown.length === 0) return say(list.title, [list.none])
  return sayCard(wording.chat.page(list.title, page), [
    paragraph(
      '',
      shown.map((meeting) => meetingLine(meeting, meeting.customer, context)),
    ),
    ...pageEnd({ page, shown: shown.length, more }, taughtWord('meetings', wording), context),
  ])
}

const meetingLine = (meeting: MeetingStanding, customer: CustomerBrief, context: CardContext): Line => {
  const { hostedBy } = wordingOf(context).meetings
  return namedLine(
    decisionCode(meeting.decision),
    [
      meetingTime(meeting.start, meeting.length, context),
      customerRow(customer, context),
      hostedBy(meeting.host),
      ...(meeting.state === 'booked' ? [replyText(meeting, context)] : []),
    ].join(' · '),
  )
}

const offerTitle = ({ title, customer }: MeetingOffer, context: CardContext): string =>
  wordingOf(context).meetings.offered.title(title, customerTitle(customer, context))

const offerCard = (
  title: string,
  before: readonly string[],
  offer: MeetingOffer,
  context: CardContext,
): Card => {
  const { meetings, chat } = wordingOf(context)
  const { offered } = meetings
  const command = `${taughtWord('meet', wordingOf(context))} ${decisionCode(offer.decision)} 1`
  const slots = offer.slots.map((start, i) =>
    namedLine(`${i + 1}`, meetingTime(start, offer.length, context)),
  )
  const after = [
    offer.slots.length === 0 ? offered.none : offered.choose(command),
    ...offer.unread.map((platform) => offered.unread(chat.platforms[platform])),
  ]
  return sayCard(title, [
    ...(before.length === 0 ? [] : [plainLines(before)]),
    paragraph(offered.heading(offer.host, minutesOf(offer.length)), slots),
    plainLines(after),
  ])
}

const bookedCard = (
  title: string,
  { meeting, customer }: { readonly meeting: MeetingStanding; readonly customer: CustomerBrief },
  context: CardContext,
): Card => {
  const { meetings } = wordingOf(context)
  const cancel = `${taughtWord('cancel-meeting', wordingOf(context))} ${decisionCode(meeting.decision)}`
  const { news, booked } = meetings
  return sayCard(title, [
    paragraph('', [
      meetingLine(meeting, customer, context),
      ...(meeting.page === null ? [] : [namedLine(news.forward, linkText(meeting.page))]),
    ]),
    plainLines([...(meeting.page === null ? [news.noPage] : []), booked.cancelTo(cancel)]),
  ])
}

const clashText = ({ start, member, bookedBy }: Clash, context: CardContext): string => {
  const { clash } = wordingOf(context).meetings
  const when = dayAndTime(start, context)
  return bookedBy === null ? clash.calendar(when, member) : clash.booked(when, member, bookedBy)
}

const refused = ({ kind }: NoMeeting, decision: DecisionId, context: CardContext): Card => {
  const { unchanged } = wordingOf(context).meetings
  const code = decisionCode(decision)
  switch (kind) {
    case 'unknown':
      return say(unchanged.title, [unchanged.unknown(code)])
    case 'no-meeting':
      return say(unchanged.title, [unchanged.noMeeting(code)])
    case 'stopped':
      return say(unchanged.title, [unchanged.stopped(code)])
    case 'forbidden':
      return say(unchanged.title, [unchanged.forbidden])
  }
}
