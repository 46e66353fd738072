import type { CustomerId, MemberId } from '../../contract/ids'
import type { InvitationReply, Meeting } from '../../contract/meeting'
import { meetingCode } from '../../contract/meeting'
import type { Instant } from '../../contract/quantities'
import { minutes } from '../../contract/quantities'
import type { NewTouchpoint } from '../../contract/touchpoint'

/** Something about a meeting that belongs into the customer's timeline; whoever keeps it knows by what he is known. */
export interface MeetingTouch {
  readonly customer: CustomerId
  readonly touchpoint: Omit<NewTouchpoint, 'identifiers'>
}

/** Opening it again within so long is the same visit. */
const VISIT = minutes(10)

export const openedTouch = (meeting: Meeting, at: Instant): MeetingTouch =>
  touch(meeting, at, { actor: 'customer', verb: 'viewed' }, `viewed:${Math.floor(at / VISIT)}`)

/** An answer that he changes is another touchpoint. */
export const acceptedTouch = (
  meeting: Meeting,
  at: Instant,
  reply: Exclude<InvitationReply, 'none'>,
  note: string,
): MeetingTouch =>
  touch(meeting, at, { actor: 'customer', verb: 'replied' }, `replied:${at}`, {
    reply,
    ...(note === '' ? {} : { note }),
  })

export const bookedTouch = (meeting: Meeting, at: Instant): MeetingTouch =>
  touch(meeting, at, { actor: 'ours', verb: 'followed-up' }, 'booked', {
    member: meeting.bookedBy,
    start: meeting.start,
  })

export const cancelledTouch = (meeting: Meeting, by: MemberId, at: Instant): MeetingTouch =>
  touch(meeting, at, { actor: 'ours', verb: 'followed-up' }, 'cancelled', { member: by, cancelled: true })

const touch = (
  { id, customer, title }: Meeting,
  occurredAt: Instant,
  what: Pick<NewTouchpoint, 'actor' | 'verb'>,
  key: string,
  properties: NonNullable<NewTouchpoint['properties']> = {},
): MeetingTouch => ({
  customer,
  touchpoint: {
    sourceEventId: `meeting:${id}:${key}`,
    occurredAt,
    ...what,
    object: { type: 'meeting', id: meetingCode(id), name: title },
    properties,
  },
})
