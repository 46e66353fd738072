import type { DecisionId, MemberId } from '../../contract/ids'
import { customerId, decisionId, memberId } from '../../contract/ids'
import type { InvitationReply, Meeting, MeetingId } from '../../contract/meeting'
import { meetingId } from '../../contract/meeting'
import type { Instant } from '../../contract/quantities'
import { instant, millis } from '../../contract/quantities'
import type { Sql } from '../database'
import { marks, onConflict, tuples } from '../database'
import type { Span } from './domain/slots'
import { CELL_MS, cellsOf } from './domain/slots'

/** Whose half hour is given away already, and to which meeting. */
export interface TakenCell {
  readonly member: MemberId
  readonly meeting: MeetingId
}

export type Insertion =
  | { readonly kind: 'done'; readonly meeting: Meeting }
  | { readonly kind: 'booked-already'; readonly meeting: Meeting }
  | { readonly kind: 'taken'; readonly by: TakenCell }

export type NewMeeting = Omit<Meeting, 'id'>

/**
 * Inside a transaction that is rolled back unless the answer is `done`: the meeting, and one row for each half hour of
 * each of ours. The database lets one of several who want the same step or the same half hour in; what stands there
 * afterwards says who it was.
 */
export async function insertMeeting(tx: Sql, booking: NewMeeting): Promise<Insertion> {
  await tx.run(
    `INSERT INTO meeting (live_key, uid, decision_id, step_id, customer_id, title, start_at, length_ms, host_id, rep_id,
     booked_by, state, sequence, opened_at, reply, reply_note, changed_at) VALUES (${marks(17)})
     ${onConflict(tx.dialect, ['live_key'], [])}`,
    [
      liveKeyOf(booking.decision, booking.step), booking.uid, booking.decision, booking.step, booking.customer,
      booking.title, booking.start, booking.length, booking.host, booking.rep, booking.bookedBy, booking.state,
      booking.sequence, booking.openedAt, booking.reply, booking.replyNote, booking.changedAt,
    ], // prettier-ignore
  )
  const meeting = await liveMeeting(tx, booking.decision, booking.step)
  if (meeting === undefined) throw new Error('a meeting that was written cannot be read')
  if (meeting.uid !== booking.uid) return { kind: 'booked-already', meeting }
  const by = await takeCells(tx, meeting)
  return by === undefined ? { kind: 'done', meeting } : { kind: 'taken', by }
}

/** Always in the same order, so that two who want the same half hours wait for one another and do not deadlock. */
async function takeCells(tx: Sql, { id, host, rep, start, length }: Meeting): Promise<TakenCell | undefined> {
  const members = [...new Set([host, rep])].sort((a, b) => a - b)
  const cells = cellsOf(start, length)
  const wanted = members.flatMap((member) => cells.map((cell) => [member, cell, id] as const))
  await tx.run(
    `INSERT INTO meeting_cell (member_id, cell, meeting_id) VALUES ${tuples(wanted.length, 3)}
     ${onConflict(tx.dialect, ['member_id', 'cell'], [])}`,
    wanted.flat(),
  )
  const [other] = await tx.rows<{ member_id: number; meeting_id: number }>(
    `SELECT member_id, meeting_id FROM meeting_cell WHERE member_id IN (${marks(members.length)})
     AND cell IN (${marks(cells.length)}) AND meeting_id<>? ORDER BY cell, member_id LIMIT 1`,
    [...members, ...cells, id],
  )
  if (other === undefined) return undefined
  return { member: memberId(Number(other.member_id)), meeting: meetingId(Number(other.meeting_id)) }
}

/** False where it is not booked any more. Its half hours are free again. */
export async function cancelMeeting(tx: Sql, meeting: MeetingId, now: Instant): Promise<boolean> {
  const changed = await tx.run(
    `UPDATE meeting SET state='cancelled', live_key=NULL, sequence=sequence+1, changed_at=? WHERE id=? AND state='booked'`,
    [now, meeting],
  )
  if (changed !== 1) return false
  await tx.run('DELETE FROM meeting_cell WHERE meeting_id=?', [meeting])
  return true
}

/** True the first time. */
export const markOpened = async (tx: Sql, meeting: MeetingId, at: Instant): Promise<boolean> =>
  (await tx.run('UPDATE meeting SET opened_at=? WHERE id=? AND opened_at IS NULL', [at, meeting])) === 1

/** False where it is not booked any more. */
export async function writeReply(
  tx: Sql,
  meeting: MeetingId,
  reply: InvitationReply,
  note: string,
): Promise<boolean> {
  const changed = await tx.run(
    `UPDATE meeting SET reply=?, reply_note=? WHERE id=? AND state='booked' AND (reply<>? OR reply_note<>?)`,
    [reply, note, meeting, reply, note],
  )
  return changed === 1
}

export async function meetingById(sql: Sql, id: MeetingId, lock = false): Promise<Meeting | undefined> {
  const suffix = lock && sql.dialect === 'mysql' ? ' FOR UPDATE' : ''
  return (await sql.rows<Raw>(`SELECT * FROM meeting WHERE id=?${suffix}`, [id])).map(toMeeting)[0]
}

/** The one that is booked. */
export const liveMeeting = async (
  sql: Sql,
  decision: DecisionId,
  step: string,
): Promise<Meeting | undefined> =>
  (await sql.rows<Raw>('SELECT * FROM meeting WHERE live_key=?', [liveKeyOf(decision, step)])).map(
    toMeeting,
  )[0]

/** The newest of a decision's steps that is booked. */
export const meetingOf = async (sql: Sql, decision: DecisionId): Promise<Meeting | undefined> =>
  (
    await sql.rows<Raw>(
      "SELECT * FROM meeting WHERE decision_id=? AND state='booked' ORDER BY id DESC LIMIT 1",
      [decision],
    )
  ).map(toMeeting)[0]

/** Booked and not over: of the member, next one first. */
export const meetingsOf = async (
  sql: Sql,
  member: MemberId,
  now: Instant,
  limit: number,
  offset: number,
): Promise<Meeting[]> =>
  (
    await sql.rows<Raw>(
      `SELECT * FROM meeting WHERE state='booked' AND start_at+length_ms>? AND (host_id=? OR rep_id=? OR booked_by=?)
       ORDER BY start_at, id LIMIT ? OFFSET ?`,
      [now, member, member, member, limit, offset],
    )
  ).map(toMeeting)

/** Booked ones that begin in the span, next one first. */
export const meetingsBetween = async (sql: Sql, { from, to }: Span, limit: number): Promise<Meeting[]> =>
  (
    await sql.rows<Raw>(
      `SELECT * FROM meeting WHERE state='booked' AND start_at>=? AND start_at<? ORDER BY start_at, id LIMIT ?`,
      [from, to, limit],
    )
  ).map(toMeeting)

/** All of them, newest first, from before that one on. */
export const listMeetings = async (
  sql: Sql,
  before: MeetingId | undefined,
  limit: number,
): Promise<Meeting[]> =>
  (
    await sql.rows<Raw>(
      `SELECT * FROM meeting ${before === undefined ? '' : 'WHERE id<?'} ORDER BY id DESC LIMIT ?`,
      before === undefined ? [limit] : [before, limit],
    )
  ).map(toMeeting)

/** The half hours in the span that any of them has given away. */
export async function takenSpans(
  sql: Sql,
  members: readonly MemberId[],
  { from, to }: Span,
): Promise<Span[]> {
  const rows = await sql.rows<{ cell: number }>(
    `SELECT DISTINCT cell FROM meeting_cell WHERE member_id IN (${marks(members.length)}) AND cell>=? AND cell<=?`,
    [...members, Math.floor(from / CELL_MS), Math.ceil(to / CELL_MS)],
  )
  return rows.map(({ cell }) => ({
    from: instant(Number(cell) * CELL_MS),
    to: instant((Number(cell) + 1) * CELL_MS),
  }))
}

/** Keeps what was offered last, and forgets what the member was offered too long ago. */
export async function keepOffer(
  tx: Sql,
  offer: { readonly member: MemberId; readonly decision: DecisionId; readonly slots: readonly Instant[] },
  now: Instant,
  expired: Instant,
): Promise<void> {
  await tx.run('DELETE FROM meeting_offer WHERE member_id=? AND offered_at<?', [offer.member, expired])
  await tx.run(
    `INSERT INTO meeting_offer (member_id, decision_id, slots, offered_at) VALUES (${marks(4)})
     ${onConflict(tx.dialect, ['member_id', 'decision_id'], ['slots', 'offered_at'])}`,
    [offer.member, offer.decision, offer.slots.join(','), now],
  )
}

/** Empty where nothing was offered since then. */
export async function offeredSlots(
  sql: Sql,
  member: MemberId,
  decision: DecisionId,
  since: Instant,
): Promise<Instant[]> {
  const [row] = await sql.rows<{ slots: string }>(
    'SELECT slots FROM meeting_offer WHERE member_id=? AND decision_id=? AND offered_at>=?',
    [member, decision, since],
  )
  const slots = row?.slots ?? ''
  return slots === '' ? [] : slots.split(',').map((text) => instant(Number(text)))
}

const liveKeyOf = (decision: DecisionId, step: string): string => `${decision}:${step}`

interface Raw {
  readonly id: number
  readonly uid: string
  readonly decision_id: number
  readonly step_id: string
  readonly customer_id: number
  readonly title: string
  readonly start_at: number
  readonly length_ms: number
  readonly host_id: number
  readonly rep_id: number
  readonly booked_by: number
  readonly state: string
  readonly sequence: number
  readonly opened_at: number | null
  readonly reply: string
  readonly reply_note: string
  readonly changed_at: number
}

const toMeeting = (raw: Raw): Meeting => ({
  id: meetingId(Number(raw.id)),
  uid: raw.uid,
  decision: decisionId(Number(raw.decision_id)),
  step: raw.step_id,
  customer: customerId(Number(raw.customer_id)),
  title: raw.title,
  start: instant(Number(raw.start_at)),
  length: millis(Number(raw.length_ms)),
  host: memberId(Number(raw.host_id)),
  rep: memberId(Number(raw.rep_id)),
  bookedBy: memberId(Number(raw.booked_by)),
  state: raw.state as Meeting['state'],
  sequence: Number(raw.sequence),
  openedAt: raw.opened_at === null ? null : instant(Number(raw.opened_at)),
  reply: raw.reply as InvitationReply,
  replyNote: raw.reply_note,
  changedAt: instant(Number(raw.changed_at)),
})
