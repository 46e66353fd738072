import type { MeetingStanding } from '../../contract/meeting'
import type { Instant, Millis } from '../../contract/quantities'
import { plus } from '../../contract/quantities'
import { wordingOf } from './card-context'
import type { CardContext } from './card-context'
import { dayOfYear, timeOfDay, weekday } from './moment'

/** `12-01 周二 10:00–10:45`. */
export const meetingTime = (start: Instant, length: Millis, context: CardContext): string =>
  wordingOf(context).meetings.when(
    dayOfYear(start, context),
    weekday(start, context),
    timeOfDay(start, context),
    timeOfDay(plus(start, length), context),
  )

/** `1日周二10:00`, at most ten characters. */
export const slotText = (start: Instant, context: CardContext): string =>
  wordingOf(context).meetings.slotButton(
    Number(dayOfYear(start, context).slice(3)),
    weekday(start, context),
    timeOfDay(start, context),
  )

/** What the customer has done with the invitation, the furthest he went. */
export const replyText = ({ reply, replyNote, opened }: MeetingStanding, context: CardContext): string => {
  const words = wordingOf(context).meetings
  if (reply === 'none') return opened ? words.opened : words.notOpened
  return replyNote === ''
    ? words.replies[reply]
    : `${words.replies[reply]}${wordingOf(context).cards.colon}${replyNote}`
}

/**
 * A link as a chat shows it whole: an underscore could begin italics, and a dash at the end would be left out of the
 * link. Both mean the same escaped.
 */
export const linkText = (page: string): string => page.replace(/_/g, '%5F').replace(/-$/, '%2D')

/** The length in minutes. */
export const minutesOf = (length: Millis): number => Math.round(length / 60_000)
