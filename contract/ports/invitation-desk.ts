import type { InvitationReply, MeetingId } from '../meeting'
import type { Instant, Millis } from '../quantities'

/** A meeting as the customer is invited to it. */
export interface Invitation {
  readonly id: MeetingId
  /** The same for all versions of one meeting. */
  readonly uid: string
  readonly sequence: number
  readonly state: 'booked' | 'cancelled'
  readonly changedAt: Instant
  readonly title: string
  readonly start: Instant
  readonly length: Millis
  /** Who speaks for us, by name. */
  readonly host: string
  /** Whom it is for, by name. */
  readonly guest: string
  readonly reply: InvitationReply
  readonly replyNote: string
}

/** What the bearer of an invitation's link may see and do. Whoever calls this has checked the link. */
export interface InvitationDesk {
  /** Null where there is none. */
  invitation(id: MeetingId): Promise<Invitation | null>
  /** Somebody has it before his eyes; durable when it resolves. */
  opened(id: MeetingId): Promise<void>
  /** False where it was called off or is over. The last answer counts. `note` is at most 200 characters. */
  reply(id: MeetingId, reply: Exclude<InvitationReply, 'none'>, note: string): Promise<boolean>
}
