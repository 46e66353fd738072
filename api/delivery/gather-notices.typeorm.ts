import type { FollowUp, FollowUpAnswer } from '../../contract/decision'
import type { CustomerId, MemberId, NoticeId } from '../../contract/ids'
import { customerId, memberId, noticeId } from '../../contract/ids'
import type { Notice } from '../../contract/notice'
import type { DailyDigest } from '../../contract/notices/daily-digest'
import type { ChatAddress, Platform } from '../../contract/people'
import type { Instant } from '../../contract/quantities'
import { days, instant, minus } from '../../contract/quantities'
import type { Sql } from '../database'
import { chunks, marks } from '../database'
import type { Fate, HoldReason, SeenLately, Waiting } from './domain/gathering'
import { holds } from './domain/gathering'
import { urgency } from './notice-row'

/** Never tried: of what was tried something may be on the reader's screen already. */
const UNTOUCHED = `state='waiting' AND claimed_until=0 AND attempts=0 AND decision_id IS NOT NULL AND replaces IS NULL
  AND (code IS NULL OR code IN (${holds.map((h) => `'${h}'`).join(', ')}))`

/** Most of one member's notices that are looked at together; what is more is looked at next. */
const MOST_OF_ONE = 500

export interface MemberWaiting {
  readonly member: MemberId
  readonly address: ChatAddress
  readonly waiting: readonly Waiting[]
}

/**
 * What is due for each of them, in the order queued, and with it all that waits for their next digest: one digest
 * takes everything along.
 */
export async function waitingOf(
  tx: Sql,
  now: Instant,
  members: readonly MemberId[],
): Promise<MemberWaiting[]> {
  const due = await rowsWaiting(tx, members, 'due_at<=?', [now])
  const having = [...new Set(due.filter(makesDigest).map((r) => Number(r.member_id)))]
  // What only waits for the next digest sets none off before its time, and goes along when there is one.
  const later = having.length === 0 ? [] : await rowsWaiting(tx, having, "due_at>? AND code='digest'", [now])
  return byMember([...due, ...later].sort((a, b) => Number(a.id) - Number(b.id)))
}

const rowsWaiting = (
  tx: Sql,
  members: readonly number[],
  which: string,
  values: readonly number[],
): Promise<RawWaiting[]> =>
  tx.rows<RawWaiting>(
    `SELECT id, member_id, platform, user_id, kind, customer_id, rule_id, urgent, weight, created_at, due_at, code
     FROM notice WHERE ${UNTOUCHED} AND +member_id IN (${marks(members.length)}) AND ${which} ORDER BY id LIMIT 5000`,
    [...members, ...values],
  )

interface RawWaiting {
  readonly id: number
  readonly member_id: number
  readonly platform: string
  readonly user_id: string
  readonly kind: string
  readonly customer_id: number | null
  readonly rule_id: string | null
  readonly urgent: number
  readonly weight: number
  readonly created_at: number
  readonly due_at: number
  readonly code: string | null
}

function byMember(rows: readonly RawWaiting[]): MemberWaiting[] {
  const members = new Map<number, RawWaiting[]>()
  for (const row of rows) {
    const his = members.get(Number(row.member_id)) ?? []
    if (his.length < MOST_OF_ONE) his.push(row)
    members.set(Number(row.member_id), his)
  }
  return [...members.values()].flatMap((his) => {
    const [first] = his
    if (first === undefined) return []
    const address = { platform: first.platform as Platform, userId: first.user_id }
    return [{ member: memberId(Number(first.member_id)), address, waiting: his.map(toWaiting) }]
  })
}

const makesDigest = (r: RawWaiting): boolean =>
  r.code === 'digest' || (r.code === 'quiet-hours' && Number(r.urgent) !== urgency.urgent)

const toWaiting = (r: RawWaiting): Waiting => ({
  id: noticeId(Number(r.id)),
  kind: r.kind,
  customer: r.customer_id === null ? null : customerId(Number(r.customer_id)),
  rule: r.rule_id,
  madeAt: instant(Number(r.created_at)),
  weight: Number(r.weight),
  urgent: Number(r.urgent) === urgency.urgent,
  ...(Number(r.urgent) === urgency.informs ? { informs: true } : {}),
  held: holds.find((h) => h === r.code) ?? null,
})

/** What each of them saw lately, for what comes after it. */
export interface Lately {
  readonly seen: readonly SeenLately[]
  /** Cards about decisions that interrupted since the beginning of the day, groups included. */
  readonly usedToday: number
  /** Weights of everything that was not urgent, in the last `BAR_DAYS` days. */
  readonly weights: readonly number[]
}

export const BAR_DAYS = 5

export async function latelyOf(
  tx: Sql,
  members: readonly MemberId[],
  since: { readonly now: Instant; readonly seenSince: Instant; readonly dayBegan: Instant },
): Promise<ReadonlyMap<MemberId, Lately>> {
  const rows = await tx.rows<RawLately>(
    `SELECT member_id, decision_id, customer_id, rule_id, urgent, weight, state, kind, sent_at, due_at, gathered_in
     FROM notice WHERE member_id IN (${marks(members.length)}) AND created_at>? AND kind<>'refresh'
     ORDER BY id DESC LIMIT 20000`,
    [...members, minus(since.now, days(BAR_DAYS))],
  )
  const found = new Map(members.map((m) => [m, [] as RawLately[]]))
  for (const row of rows) found.get(memberId(Number(row.member_id)))?.push(row)
  return new Map([...found].map(([member, his]) => [member, summed(his, since)]))
}

interface RawLately {
  readonly member_id: number
  readonly decision_id: number | null
  readonly customer_id: number | null
  readonly rule_id: string | null
  readonly urgent: number
  readonly weight: number
  readonly state: string
  readonly kind: string
  readonly sent_at: number | null
  readonly due_at: number
  readonly gathered_in: number | null
}

function summed(rows: readonly RawLately[], since: { seenSince: Instant; dayBegan: Instant }): Lately {
  const shownAt = (r: RawLately): number | null => {
    if (r.state === 'sent') return r.sent_at === null ? null : Number(r.sent_at)
    return r.state === 'grouped' ? Number(r.due_at) : null
  }
  const seen = rows.flatMap((r) => {
    const at = shownAt(r)
    if (at === null || at <= since.seenSince || r.decision_id === null) return []
    const customer: CustomerId | null = r.customer_id === null ? null : customerId(Number(r.customer_id))
    return [{ kind: r.kind, customer, rule: r.rule_id, at: instant(at) }]
  })
  const today = rows.filter((r) => r.decision_id !== null && (shownAt(r) ?? 0) >= since.dayBegan)
  const groups = new Set(today.flatMap((r) => (r.state === 'grouped' ? [Number(r.gathered_in)] : [])))
  const alone = today.filter((r) => r.state === 'sent' && r.kind !== 'escalation')
  const weights = rows.filter((r) => r.decision_id !== null && Number(r.urgent) === urgency.usual)
  return {
    seen,
    usedToday: alone.length + groups.size,
    weights: weights.map((r) => Number(r.weight)),
  }
}

/** A notice as it was queued, with the answer to its decision where there is one. */
export interface CarriedRow {
  readonly id: NoticeId
  readonly notice: Exclude<Notice, DailyDigest>
  readonly at: Instant
  readonly answer: Pick<FollowUp, 'member' | 'answer' | 'at'> | null
}

export async function carriedRows(tx: Sql, ids: readonly NoticeId[]): Promise<CarriedRow[]> {
  const found: CarriedRow[] = []
  for (const some of chunks(ids, 200)) {
    const rows = await tx.rows<RawCarried>(
      `SELECT n.id, n.body, n.created_at, f.member_id, f.answer, f.at FROM notice n
       LEFT JOIN follow_up f ON f.decision_id = n.decision_id WHERE n.id IN (${marks(some.length)}) ORDER BY n.id`,
      some,
    )
    found.push(...rows.map(toCarried))
  }
  return found
}

interface RawCarried {
  readonly id: number
  readonly body: string
  readonly created_at: number
  readonly member_id: number | null
  readonly answer: string | null
  readonly at: number | null
}

const toCarried = (r: RawCarried): CarriedRow => ({
  id: noticeId(Number(r.id)),
  notice: JSON.parse(r.body) as CarriedRow['notice'],
  at: instant(Number(r.created_at)),
  answer:
    r.answer === null
      ? null
      : {
          member: memberId(Number(r.member_id)),
          answer: r.answer as FollowUpAnswer,
          at: instant(Number(r.at)),
        },
})

/** Puts the notice that carries others into the queue, due now. */
export async function insertCarrier(
  tx: Sql,
  to: { readonly member: MemberId; readonly address: ChatAddress },
  notice: DailyDigest,
  first: NoticeId,
  now: Instant,
): Promise<NoticeId> {
  const once = `digest:${to.member}:${first}`
  await tx.run(
    `INSERT INTO notice (once_key, member_id, platform, user_id, kind, body, created_at, due_at, state, attempts,
     claimed_until, shown) VALUES (${marks(9)}, 0, 0, 0)`,
    [
      once,
      to.member,
      to.address.platform,
      to.address.userId,
      notice.kind,
      JSON.stringify(notice),
      now,
      now,
      'waiting',
    ],
  )
  const [row] = await tx.rows<{ id: number }>('SELECT id FROM notice WHERE once_key=?', [once])
  return noticeId(Number(row?.id))
}

/** Writes down what became of notices that are not sent by themselves. Every fate leaves its event. */
export async function writeFates(
  tx: Sql,
  fates: readonly Exclude<Fate, { kind: 'alone' }>[],
  carrierOf: (fate: Fate) => NoticeId | null,
  now: Instant,
): Promise<void> {
  for (const fate of fates) {
    const ids = 'notices' in fate ? fate.notices : [fate.notice]
    if (fate.kind === 'held') await hold(tx, ids, fate.until, fate.because)
    else await gather(tx, ids, fate.kind, fate.kind === 'superseded' ? fate.by : carrierOf(fate), now)
  }
}

async function hold(tx: Sql, ids: readonly NoticeId[], until: Instant, because: HoldReason): Promise<void> {
  await tx.run(`UPDATE notice SET due_at=?, code=? WHERE id IN (${marks(ids.length)})`, [
    until,
    because,
    ...ids,
  ])
}

async function gather(
  tx: Sql,
  ids: readonly NoticeId[],
  state: 'grouped' | 'digested' | 'superseded',
  carrier: NoticeId | null,
  now: Instant,
): Promise<void> {
  for (const some of chunks(ids, 200)) {
    await tx.run(
      `UPDATE notice SET state=?, due_at=?, gathered_in=?, code=NULL WHERE id IN (${marks(some.length)})
       AND state='waiting'`,
      [state, now, carrier, ...some],
    )
    await tx.run(
      `INSERT INTO delivery_event (notice_id, at, outcome, code, detail)
       SELECT id, ?, state, NULL, NULL FROM notice WHERE id IN (${marks(some.length)})`,
      [now, ...some],
    )
  }
}
