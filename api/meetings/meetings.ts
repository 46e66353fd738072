import { randomUUID } from 'node:crypto'

import type { CustomerId, DecisionId, MemberId } from '../../contract/ids'
import type { InvitationReply, Meeting, MeetingId } from '../../contract/meeting'
import type { Member, Platform } from '../../contract/people'
import type { CalendarPort } from '../../contract/ports/calendar'
import type { Clock } from '../../contract/ports/clock'
import type { Log } from '../../contract/ports/log'
import type { Instant, Millis } from '../../contract/quantities'
import { hours, minus, plus, seconds } from '../../contract/quantities'
import { retried } from '../database'
import type { Database, Sql } from '../database'
import type { BusyTimes } from './busy-times'
import { createBusyTimes } from './busy-times'
import type { SlotQuestion } from './domain/slots'
import { findSlots, horizonOf, isPossible } from './domain/slots'
import type { NewMeeting, TakenCell } from './meeting-store.typeorm'
import * as store from './meeting-store.typeorm'
import type { MeetingTouch } from './meeting-touch'
import { acceptedTouch, bookedTouch, cancelledTouch, openedTouch } from './meeting-touch'

export interface MeetingsDeps {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  /** Calendars of platforms that may be read; none is needed. */
  readonly calendars: ReadonlyMap<Platform, CalendarPort>
  readonly workHours: SlotQuestion['hours']
  readonly utcOffsetMinutes: number
  readonly isWorkday: SlotQuestion['isWorkday']
  /** The member whom the company named for expert talks, where it named one that is there. */
  readonly expert: () => MemberId | undefined
  /** Where the invitation is opened; null where nobody outside reaches this hub. */
  readonly pageOf: (meeting: Pick<Meeting, 'id' | 'start' | 'length'>) => string | null
  /** Brings what happens into the customer's timeline, inside the transaction that records it. */
  readonly recordTouch: (tx: Sql, touch: MeetingTouch) => Promise<void>
}

/** Who takes part on our side. They may be one and the same. */
export interface Attendants {
  readonly host: Member
  readonly rep: Member
}

export interface Booking extends Attendants {
  readonly decision: DecisionId
  readonly step: string
  readonly customer: CustomerId
  readonly title: string
  readonly by: MemberId
  readonly start: Instant
  readonly length: Millis
}

export type Booked =
  | { readonly kind: 'done'; readonly meeting: Meeting }
  | { readonly kind: 'booked-already'; readonly meeting: Meeting }
  /** By whom it was booked, or null where it stands in the member's own calendar. */
  | { readonly kind: 'taken'; readonly member: MemberId; readonly bookedBy: MemberId | null }
  /** Not a time that would be offered: too soon, too far away, or outside working time. */
  | { readonly kind: 'impossible' }

export interface Found {
  readonly slots: readonly Instant[]
  readonly unread: readonly Platform[]
}

/** What is done in the same transaction: telling people, changing cards. */
export type Alongside = (tx: Sql, meeting: Meeting) => Promise<void>

/** An offer that was left lying for longer is made anew. */
export const OFFER_HOLDS = hours(24)
/** A press is answered within two seconds, whatever a calendar does. */
const CALENDAR_PATIENCE: Millis = seconds(1.2)

export type Meetings = ReturnType<typeof createMeetings>

/** Meetings with customers: which times suit our side, and that nobody of ours is in two of them. */
export function createMeetings(deps: MeetingsDeps) {
  const { database, clock } = deps
  const readBusy = createBusyTimes({ ...deps, patience: CALENDAR_PATIENCE })

  const questionOf = (length: Millis): Omit<SlotQuestion, 'taken'> => ({
    now: clock.now(),
    length,
    utcOffsetMinutes: deps.utcOffsetMinutes,
    hours: deps.workHours,
    isWorkday: deps.isWorkday,
  })

  return {
    expert: deps.expert,
    pageOf: deps.pageOf,
    readBusy,
    /** Times in which both are free by our own bookings and by the calendars that could be read. */
    find: async ({ host, rep }: Attendants, length: Millis): Promise<Found> => {
      const question = questionOf(length)
      const horizon = horizonOf(question)
      const [booked, calendars] = await Promise.all([
        store.takenSpans(database.read, [host.id, rep.id], horizon),
        readBusy([host, rep], horizon),
      ])
      const slots = findSlots({ ...question, taken: [...booked, ...calendars.spans] })
      return { slots, unread: calendars.unread }
    },
    /** Keeps what was offered to the member about the decision; it takes the place of what he was offered before. */
    keepOffer: async (member: MemberId, decision: DecisionId, slots: readonly Instant[]): Promise<void> => {
      const now = clock.now()
      await database.write((tx) =>
        store.keepOffer(tx, { member, decision, slots }, now, minus(now, OFFER_HOLDS)),
      )
    },
    /** What he was offered last, in that order; nothing where that was too long ago. */
    offered: (member: MemberId, decision: DecisionId): Promise<Instant[]> =>
      store.offeredSlots(database.read, member, decision, minus(clock.now(), OFFER_HOLDS)),
    /** One transaction; of several who want the same time of the same people the database lets one in. */
    book: async (booking: Booking, alongside: Alongside): Promise<Booked> => {
      if (!isPossible({ ...questionOf(booking.length), taken: [] }, booking.start))
        return { kind: 'impossible' }
      const busy = clashOf(await readBusy([booking.host, booking.rep], spanOf(booking)), booking)
      if (busy !== undefined) return { kind: 'taken', member: busy, bookedBy: null }
      return retried(() => insert(deps, booking, alongside))
    },
    /** The meeting as it was called off; undefined where it was not booked any more. Its time is free at once. */
    cancel: (meeting: MeetingId, by: MemberId, alongside: Alongside): Promise<Meeting | undefined> =>
      retried(() => cancel(deps, meeting, by, alongside)),
    ...invitationsOf(deps),
    byId: (id: MeetingId): Promise<Meeting | undefined> => store.meetingById(database.read, id),
    /** The booked one of the decision's steps. */
    ofDecision: (decision: DecisionId): Promise<Meeting | undefined> =>
      store.meetingOf(database.read, decision),
    /** Booked, not over, and the member's own, next one first. */
    of: (member: MemberId, limit: number, offset: number): Promise<Meeting[]> =>
      store.meetingsOf(database.read, member, clock.now(), limit, offset),
    /** All that were ever booked, newest first. */
    list: (before: MeetingId | undefined, limit: number): Promise<Meeting[]> =>
      store.listMeetings(database.read, before, limit),
    /** Booked ones that begin within so long. */
    within: (length: Millis, limit: number): Promise<Meeting[]> =>
      store.meetingsBetween(database.read, { from: clock.now(), to: plus(clock.now(), length) }, limit),
  }
}

/** What the customer does with his invitation. Each of them is durable when it resolves. */
const invitationsOf = ({ database, clock, recordTouch }: MeetingsDeps) => ({
  /** He opened it. `alongside` runs the first time only. */
  opened: (meeting: Meeting, alongside: Alongside): Promise<void> =>
    retried(() =>
      database.write(async (tx) => {
        const now = clock.now()
        await recordTouch(tx, openedTouch(meeting, now))
        if (await store.markOpened(tx, meeting.id, now)) await alongside(tx, { ...meeting, openedAt: now })
      }),
    ),
  /** He answered it. False where it was called off, or where it is the answer he gave before. */
  replied: (
    meeting: Meeting,
    reply: Exclude<InvitationReply, 'none'>,
    note: string,
    alongside: Alongside,
  ): Promise<boolean> =>
    retried(() =>
      database.write(async (tx) => {
        if (!(await store.writeReply(tx, meeting.id, reply, note))) return false
        await recordTouch(tx, acceptedTouch(meeting, clock.now(), reply, note))
        await alongside(tx, { ...meeting, reply, replyNote: note })
        return true
      }),
    ),
})

/** Half hours that are given away roll the whole transaction back, the meeting with it. */
class Taken extends Error {
  constructor(readonly by: TakenCell) {
    super('taken')
  }
}

async function insert(deps: MeetingsDeps, booking: Booking, alongside: Alongside): Promise<Booked> {
  const now = deps.clock.now()
  try {
    return await deps.database.write(async (tx) => {
      const inserted = await store.insertMeeting(tx, newMeeting(booking, now))
      if (inserted.kind === 'taken') throw new Taken(inserted.by)
      if (inserted.kind === 'booked-already') return inserted
      await deps.recordTouch(tx, bookedTouch(inserted.meeting, now))
      await alongside(tx, inserted.meeting)
      return inserted
    })
  } catch (cause) {
    if (!(cause instanceof Taken)) throw cause
    const other = await store.meetingById(deps.database.read, cause.by.meeting)
    return { kind: 'taken', member: cause.by.member, bookedBy: other?.bookedBy ?? null }
  }
}

const cancel = (
  { database, clock, recordTouch }: MeetingsDeps,
  id: MeetingId,
  by: MemberId,
  alongside: Alongside,
): Promise<Meeting | undefined> =>
  database.write(async (tx) => {
    const now = clock.now()
    if (!(await store.cancelMeeting(tx, id, now))) return undefined
    const meeting = await store.meetingById(tx, id)
    if (meeting === undefined) return undefined
    await recordTouch(tx, cancelledTouch(meeting, by, now))
    await alongside(tx, meeting)
    return meeting
  })

const newMeeting = (booking: Booking, now: Instant): NewMeeting => ({
  uid: `${randomUUID()}@zhongshu`,
  decision: booking.decision,
  step: booking.step,
  customer: booking.customer,
  title: booking.title,
  start: booking.start,
  length: booking.length,
  host: booking.host.id,
  rep: booking.rep.id,
  bookedBy: booking.by,
  state: 'booked',
  sequence: 0,
  openedAt: null,
  reply: 'none',
  replyNote: '',
  changedAt: now,
})

const spanOf = ({ start, length }: Pick<Booking, 'start' | 'length'>) => ({
  from: start,
  to: plus(start, length),
})

/** Whoever has something else in his calendar then. */
const clashOf = ({ spans }: BusyTimes, booking: Booking): MemberId | undefined => {
  const { from, to } = spanOf(booking)
  return spans.find((span) => span.from < to && from < span.to)?.member
}
