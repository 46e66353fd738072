import type { DecisionId } from '../../contract/ids'
import type { MeetingStanding } from '../../contract/meeting'
import { decisionOf } from '../../contract/notice'
import type { OutboundNotice } from '../../contract/notice'

/** The meeting that is booked for one of the steps that a decision started. */
export type MeetingOf = (decision: DecisionId) => Promise<MeetingStanding | null>

/** The notice with its meeting as it stands now; only a strategy's card shows one. */
export async function withMeeting(
  { meetingOf }: { readonly meetingOf?: MeetingOf },
  outbound: OutboundNotice,
): Promise<OutboundNotice> {
  const { notice } = outbound
  const told = notice.kind === 'escalation' ? notice.about : notice
  const decision = decisionOf(notice)
  if (meetingOf === undefined || decision === null || told.kind !== 'strategy-step') return outbound
  const meeting = told.steps.some((step) => step.meeting !== undefined) ? await meetingOf(decision) : null
  return meeting === null ? outbound : { ...outbound, meeting }
}
