import type { DecisionId } from '../ids'
import type { MeetingStanding } from '../meeting'
import type { CustomerBrief } from '../notices/customer-brief'
import type { Member, Platform } from '../people'
import type { Instant, Millis } from '../quantities'

/** Times that suit our side, to be put to the customer. */
export interface MeetingOffer {
  readonly decision: DecisionId
  readonly customer: CustomerBrief
  readonly title: string
  readonly host: string
  readonly length: Millis
  /** At most three, earliest first; fewer where the next weeks have no more. */
  readonly slots: readonly Instant[]
  /** Platforms whose calendars gave no answer, so that only our own bookings were looked at. */
  readonly unread: readonly Platform[]
}

/** Why the slot that was chosen is no longer free. */
export interface Clash {
  readonly start: Instant
  /** Whose time it is. */
  readonly member: string
  /** Who booked it, or null where it stands in the member's own calendar. */
  readonly bookedBy: string | null
}

/** Why a meeting cannot be arranged at all. */
export type NoMeeting =
  /** No such decision, or a customer the asker may not see. */
  | { readonly kind: 'unknown' }
  /** None of the steps of its package is a meeting. */
  | { readonly kind: 'no-meeting' }
  /** The step was stopped. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'forbidden' }

export type MeetingOffered =
  | { readonly kind: 'offered'; readonly offer: MeetingOffer }
  | {
      readonly kind: 'booked-already'
      readonly meeting: MeetingStanding
      readonly customer: CustomerBrief
    }
  | NoMeeting

/** The moment itself, or its place among those offered last, from 1. */
export type SlotChoice = { readonly start: Instant } | { readonly nth: number }

export type MeetingBooked =
  | { readonly kind: 'done'; readonly meeting: MeetingStanding; readonly customer: CustomerBrief }
  | {
      readonly kind: 'booked-already'
      readonly meeting: MeetingStanding
      readonly customer: CustomerBrief
    }
  /** Somebody was quicker, or something came up: three others. */
  | { readonly kind: 'clash'; readonly clash: Clash; readonly offer: MeetingOffer }
  /** Nothing was offered to the asker, or too long ago, or not this: three that are fresh. */
  | { readonly kind: 'stale'; readonly offer: MeetingOffer }
  | NoMeeting

export type MeetingCancelled =
  | { readonly kind: 'done'; readonly meeting: MeetingStanding; readonly customer: CustomerBrief }
  | { readonly kind: 'nothing' }
  | NoMeeting

export interface ListedMeeting extends MeetingStanding {
  readonly customer: CustomerBrief
}

/** Arranging meetings with customers. */
export interface MeetingDesk {
  /** Three times in which host and rep are free. They are kept for the asker until they are offered anew. */
  offerMeeting(asker: Member, decision: DecisionId): Promise<MeetingOffered>
  bookMeeting(asker: Member, decision: DecisionId, slot: SlotChoice): Promise<MeetingBooked>
  cancelMeeting(asker: Member, decision: DecisionId): Promise<MeetingCancelled>
  /** Booked meetings that are not over and that the asker hosts, arranged or looks after, next one first. */
  meetings(asker: Member, limit: number, offset: number): Promise<readonly ListedMeeting[]>
}
