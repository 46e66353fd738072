import type { Meeting } from '../../contract/meeting'
import type { CustomerBrief } from '../../contract/notice'
import type { MeetingEvent } from '../../contract/notices/meeting-news'
import type { Clock } from '../../contract/ports/clock'
import type { Instant } from '../../contract/quantities'
import type { Sql } from '../database'
import type { Delivery } from '../delivery'
import type { Meetings } from '../meetings'
import type { People } from '../people'
import { standingOf } from './meeting-standing'

export interface TellsMeetings {
  readonly meetings: Pick<Meetings, 'pageOf'>
  readonly people: Pick<People, 'member'>
  readonly delivery: Pick<Delivery, 'queue' | 'redraw'>
  readonly clock: Clock
}

/**
 * Inside the transaction in which it happened: host and rep hear of it, each once, and every card that shows the meeting
 * is drawn anew.
 */
export async function tellMeeting(
  { meetings, people, delivery, clock }: TellsMeetings,
  tx: Sql,
  meeting: Meeting,
  customer: CustomerBrief,
  what: MeetingEvent,
): Promise<void> {
  const standing = await standingOf({ meetings, people }, meeting)
  const found = await Promise.all([...new Set([meeting.host, meeting.rep])].map((id) => people.member(id)))
  const once = onceOf(meeting, what, clock.now())
  await delivery.queue(
    tx,
    found.flatMap((member) =>
      member === undefined
        ? []
        : [
            {
              member,
              judgedAt: clock.now(),
              once,
              notice: { kind: 'meeting', what, meeting: standing, customer } as const,
            },
          ],
    ),
  )
  await delivery.redraw(tx, meeting.decision, once)
}

/** The same event is told once; a customer who changes his mind is heard each time. */
const onceOf = ({ id, sequence }: Meeting, what: MeetingEvent, now: Instant): string => {
  const name = `meeting-${id}-${sequence}-${what.kind}`
  if (what.kind === 'clash') return `${name}-${what.from}`
  return what.kind === 'other-time' || what.kind === 'accepted' ? `${name}-${now}` : name
}
