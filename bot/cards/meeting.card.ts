import { decisionCode } from '../../contract/ids'
import type { OutboundNotice } from '../../contract/notice'
import type { MeetingNews } from '../../contract/notices/meeting-news'
import { noticeReference } from '../../contract/ports/chat'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { namedLine, paragraph, plainLine, sayCard } from './card-model'
import type { Card, Line } from './card-model'
import { customerTitle } from './customer-text'
import { linkText, meetingTime, minutesOf } from './meeting-text'
import { dayAndTime, moment } from './moment'

/**
 * What host and rep hear of a meeting: what, when, with whom, and the link to forward. There is nothing to press, so that
 * the link stands in a message from which it can be copied.
 */
export const meetingCard = (outbound: OutboundNotice, notice: MeetingNews, context: CardContext): Card => {
  const { news } = wordingOf(context).meetings
  const { meeting, customer } = notice
  const lines = [
    namedLine(news.what, meeting.title),
    namedLine(news.when, meetingTime(meeting.start, meeting.length, context)),
    namedLine(news.host, `${meeting.host} · ${news.minutes(minutesOf(meeting.length))}`),
    ...eventLines(notice, context),
  ]
  return {
    ...sayCard(titleOf(notice, customerTitle(customer, context), context), [
      paragraph('', lines),
      paragraph('', adviceLines(notice, context)),
    ]),
    source: news.source,
    tone: notice.what.kind === 'accepted' ? 'good' : notice.what.kind === 'clash' ? 'alarm' : 'plain',
    reference: noticeReference(outbound.id),
  }
}

const titleOf = ({ what }: MeetingNews, who: string, context: CardContext): string => {
  const { news } = wordingOf(context).meetings
  switch (what.kind) {
    case 'booked':
      return news.booked(who)
    case 'cancelled':
      return news.cancelled(who)
    case 'accepted':
      return news.accepted(who)
    case 'other-time':
      return news.otherTime(who)
    case 'clash':
      return news.clash(who)
  }
}

const eventLines = ({ what }: MeetingNews, context: CardContext): readonly Line[] => {
  const { news } = wordingOf(context).meetings
  switch (what.kind) {
    case 'booked':
      return [namedLine(news.by, news.bookedBy(what.by))]
    case 'cancelled':
      return [namedLine(news.by, news.cancelledBy(what.by))]
    case 'other-time':
      return [namedLine(news.wants, what.note)]
    case 'clash': {
      const span = `${dayAndTime(what.from, context)}–${moment(what.to, what.from, context)}`
      return [plainLine(news.cameUp(what.member, span))]
    }
    case 'accepted':
      return []
  }
}

/** What can be done about it. */
const adviceLines = ({ what, meeting }: MeetingNews, context: CardContext): readonly Line[] => {
  const { meetings, chat } = wordingOf(context)
  const { news } = meetings
  const code = decisionCode(meeting.decision)
  const [cancel, again] = [chat.commandWords['cancel-meeting'][0], chat.commandWords.meet[0]]
  const { page } = meeting
  if (what.kind === 'accepted') return [plainLine(news.inOwnCalendar)]
  if (what.kind === 'cancelled') {
    return page === null ? [] : [namedLine(news.offPage, linkText(page)), plainLine(news.offLine)]
  }
  if (what.kind !== 'booked') return [plainLine(news.rearrange(`${cancel} ${code}`, `${again} ${code}`))]
  if (page === null) return [plainLine(news.noPage)]
  return [
    namedLine(news.forward, linkText(page)),
    plainLine(news.can),
    namedLine(news.look, `${linkText(page)}?ours`),
    plainLine(meetings.booked.cancelTo(`${cancel} ${code}`)),
  ]
}
