export type { MeetingTouch } from './meeting-touch'
export { createMeetings } from './meetings'
export type { Attendants, Booked, Booking, Meetings, MeetingsDeps } from './meetings'
