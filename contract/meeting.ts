import type { Brand } from './brand'
import type { CustomerId, DecisionId, MemberId } from './ids'
import type { Instant, Millis } from './quantities'

/** Grows by one per booking, never reused; shown to people as M12. */
export type MeetingId = Brand<number, 'MeetingId'>
export const meetingId = (n: number): MeetingId => n as MeetingId

/** What the customer has done with the invitation. */
export const invitationReplies = ['none', 'accepted', 'other-time'] as const
export type InvitationReply = (typeof invitationReplies)[number]

/** A meeting with a customer that was booked, held on its own page and in two calendars of ours. */
export interface Meeting {
  readonly id: MeetingId
  /** Of which strategy package it is a step. */
  readonly decision: DecisionId
  readonly step: string
  readonly customer: CustomerId
  /** What the customer reads. */
  readonly title: string
  readonly start: Instant
  readonly length: Millis
  /** Who speaks for us. */
  readonly host: MemberId
  /** Who looks after the customer. */
  readonly rep: MemberId
  readonly bookedBy: MemberId
  readonly state: 'booked' | 'cancelled'
  /** How often it was changed since it was booked: SEQUENCE of RFC 5545. */
  readonly sequence: number
  /** Names it in every calendar: UID of RFC 5545. */
  readonly uid: string
  readonly changedAt: Instant
  /** When the customer first opened the invitation. */
  readonly openedAt: Instant | null
  readonly reply: InvitationReply
  /** The other time the customer asked for, in his words; '' for none. */
  readonly replyNote: string
}

/** A meeting as cards and lists show it. */
export interface MeetingStanding {
  readonly id: MeetingId
  readonly decision: DecisionId
  readonly title: string
  readonly start: Instant
  readonly length: Millis
  readonly host: string
  readonly state: Meeting['state']
  readonly opened: boolean
  readonly reply: InvitationReply
  readonly replyNote: string
  /** The invitation's page, or null where nobody outside reaches this hub. */
  readonly page: string | null
}

/** Who speaks for us: the expert whom the company named, or the superior of whoever looks after the customer. */
export const meetingHosts = ['expert', 'manager'] as const
export type MeetingHost = (typeof meetingHosts)[number]

/** Makes a step of a strategy package a meeting with the customer. */
export interface StepMeeting {
  /** What the customer reads. */
  readonly title: string
  readonly minutes: number
  readonly host: MeetingHost
}

/** How a meeting is named where people and programs speak of it. */
export const meetingCode = (id: MeetingId): string => `M${id}`
