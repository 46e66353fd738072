import { createWorkCalendar } from '../../api/calendar'
import type { Database } from '../../api/database'
import type { Booking, MeetingsDeps } from '../../api/meetings'
import { createMeetings } from '../../api/meetings'
import { customerId, decisionId, memberId } from '../../contract/ids'
import type { Member } from '../../contract/people'
import type { Instant } from '../../contract/quantities'
import { instant, minutes } from '../../contract/quantities'
import { ManualClock } from '../fakes/manual-clock'
import { silentLog } from './delivery-world'

export const nobodyTouched = async (): Promise<void> => undefined

/** Meetings of a company in UTC+8 that works from nine to six and reads nobody's calendar. */
export const meetingsOn = (database: Database, over: Partial<MeetingsDeps> = {}) =>
  createMeetings({
    database,
    clock: new ManualClock(),
    log: silentLog,
    calendars: new Map(),
    workHours: { fromMinute: 9 * 60, toMinute: 18 * 60 },
    utcOffsetMinutes: 480,
    isWorkday: createWorkCalendar(480).isWorkday,
    expert: () => undefined,
    pageOf: ({ id }) => `https://hub.example.com/i/${id}`,
    recordTouch: nobodyTouched,
    ...over,
  })

export const colleague = (id: number): Member => ({
  id: memberId(id),
  name: `同事${id}`,
  role: 'rep',
  team: '',
  manager: null,
  addresses: [{ platform: 'dingtalk', userId: `u${id}` }],
  active: true,
})

/** `12-01T10:00` on the wall in UTC+8. */
export const wall = (text: string): Instant => instant(Date.parse(`2026-${text}:00+08:00`))

export const booking = (decision: number, over: Partial<Booking> = {}): Booking => ({
  decision: decisionId(decision),
  step: 'cto-talk',
  customer: customerId(decision),
  title: 'CTO 闭门技术交流',
  host: colleague(1),
  rep: colleague(2),
  by: memberId(2),
  start: wall('11-25T10:00'),
  length: minutes(45),
  ...over,
})
