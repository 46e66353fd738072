import type { MeetingStanding } from '../meeting'
import type { Instant } from '../quantities'
import type { CustomerBrief } from './customer-brief'

/** What somebody who takes part in a meeting has to hear of it. */
export type MeetingEvent =
  | { readonly kind: 'booked'; readonly by: string }
  | { readonly kind: 'cancelled'; readonly by: string }
  | { readonly kind: 'accepted' }
  /** The customer wants another time; the words are his. */
  | { readonly kind: 'other-time'; readonly note: string }
  /** Something else has come up in the member's own calendar. */
  | { readonly kind: 'clash'; readonly member: string; readonly from: Instant; readonly to: Instant }

/** Goes to host and rep. Nothing is answered on it: what can be done about it is said in words. */
export interface MeetingNews {
  readonly kind: 'meeting'
  readonly what: MeetingEvent
  readonly meeting: MeetingStanding
  readonly customer: CustomerBrief
}
