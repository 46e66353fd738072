import type { DecisionId } from '../../contract/ids'
import type { Meeting, MeetingStanding } from '../../contract/meeting'
import type { Meetings } from '../meetings'
import type { People } from '../people'

interface Parts {
  readonly meetings: Pick<Meetings, 'ofDecision' | 'pageOf'>
  readonly people: Pick<People, 'member'>
}

/** The meeting with its host by name and the way to its invitation. */
export const standingOf = async (
  { meetings, people }: Pick<Parts, 'people'> & { readonly meetings: Pick<Meetings, 'pageOf'> },
  meeting: Meeting,
): Promise<MeetingStanding> => ({
  id: meeting.id,
  decision: meeting.decision,
  title: meeting.title,
  start: meeting.start,
  length: meeting.length,
  host: (await people.member(meeting.host))?.name ?? '',
  state: meeting.state,
  opened: meeting.openedAt !== null,
  reply: meeting.reply,
  replyNote: meeting.replyNote,
  page: meetings.pageOf(meeting),
})

/** What a card of that decision shows of the meeting that is booked; null where none is. */
export const meetingOnCards =
  (parts: Parts) =>
  async (decision: DecisionId): Promise<MeetingStanding | null> => {
    const meeting = await parts.meetings.ofDecision(decision)
    return meeting === undefined ? null : standingOf(parts, meeting)
  }
