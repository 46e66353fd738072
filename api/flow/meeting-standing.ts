import type { Meeting, MeetingStanding } from '../../contract/meeting'
import { decisionOf } from '../../contract/notice'
import type { OutboundNotice } from '../../contract/notice'
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

/** What a strategy's card shows of the meeting that is booked for one of its steps, as it stands now. */
export const meetingOnCard =
  (parts: Parts) =>
  async ({ notice }: OutboundNotice): Promise<Pick<OutboundNotice, 'meeting'>> => {
    const told = notice.kind === 'escalation' ? notice.about : notice
    const decision = decisionOf(notice)
    if (decision === null || told.kind !== 'strategy-step') return {}
    if (told.steps.every((step) => step.meeting === undefined)) return {}
    const meeting = await parts.meetings.ofDecision(decision)
    return meeting === undefined ? {} : { meeting: await standingOf(parts, meeting) }
  }
