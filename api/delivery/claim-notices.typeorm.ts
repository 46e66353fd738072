import type { MemberId } from '../../contract/ids'
import { memberId, noticeId } from '../../contract/ids'
import type { Platform } from '../../contract/people'
import type { Instant, Millis } from '../../contract/quantities'
import { instant, minutes, plus } from '../../contract/quantities'
import type { Database, Sql } from '../database'
import { marks, onConflict } from '../database'
import type { Candidate, Delay, Hold, Sent } from './domain/claim-plan'
import { planClaims } from './domain/claim-plan'
import type { Window } from './domain/member-budget'
import type { NoticeRow, RawNotice } from './notice-row'
import { REFRESH, toNotice } from './notice-row'

export interface ClaimWish {
  readonly now: Instant
  readonly mostMembers: number
  readonly mostPerMember: number
  /** How long the notices are ours; after that any process may take them. */
  readonly length: Millis
  readonly windows: Readonly<Record<Platform, readonly Window[]>>
  /** Joins what belongs together before anything is taken; says whether it changed what is due. */
  readonly gather?: (
    tx: Sql,
    round: { members: readonly MemberId[]; sent: readonly Sent[] },
  ) => Promise<boolean>
}

export interface Claimed {
  /** In the order they shall go out. */
  readonly notices: readonly NoticeRow[]
  /** How many were put off because their reader has had enough for now. */
  readonly overBudget: number
}

const FREE = "state='waiting' AND due_at<=? AND claimed_until<=?"
/** So many failures long a notice holds up those behind it; after that they may overtake it. */
const HOLDING_TRIES = 2
/** A notice whose platform asked for more patience than this holds up nobody. */
const HOLDING_FOR = minutes(10)
/** Enough to fill every free hand, few enough to sort at every claim. */
const CANDIDATES = 500

/** A cheap look whether a claim is worth its transaction. */
export async function anyDue(read: Sql, now: Instant): Promise<boolean> {
  const rows = await read.rows(`SELECT 1 AS due FROM notice WHERE ${FREE} LIMIT 1`, [now, now])
  return rows.length > 0
}

/**
 * Whoever held them finds his claim gone and writes nothing; the reference keeps a card from showing twice. They stay
 * marked as once claimed: such a card may be on a screen already, and is not joined with others.
 */
export const freeClaims = (database: Database, now: Instant): Promise<number> =>
  database.write((tx) =>
    tx.run("UPDATE notice SET claimed_until=1 WHERE claimed_until>? AND state='waiting'", [now]),
  )

/** Takes due notices for sending. Claims follow each other, so no member is served by two hands at once. */
export function claimNotices(database: Database, wish: ClaimWish): Promise<Claimed> {
  return database.write(async (tx) => {
    await oneAtATime(tx)
    const { now } = wish
    const found = await dueNotices(tx, wish)
    if (found.length === 0) return { notices: [], overBudget: 0 }
    const members = [...new Set(found.map((c) => c.member))]
    const sent = await sentLately(tx, members, wish)
    const gathered = (await wish.gather?.(tx, { members, sent })) ?? false
    const candidates = gathered ? await dueNotices(tx, wish, members) : found
    const plan = planClaims({
      candidates,
      sent,
      holds: await holdsAmong(tx, now),
      windows: wish.windows,
      now,
    })
    const notices = await take(tx, plan.take, plus(now, wish.length))
    let overBudget = 0
    for (const delay of plan.overBudget) overBudget += await putOff(tx, delay, now)
    for (const delay of plan.behind) await putOff(tx, delay, now)
    return { notices, overBudget }
  })
}

/** On MySQL the row's lock makes claims of several processes follow each other; SQLite has one writer anyway. */
async function oneAtATime(tx: Sql): Promise<void> {
  if (tx.dialect !== 'mysql') return
  await tx.run(
    `INSERT INTO lease (name, holder, epoch, until_at) VALUES ('delivery-claim', '', 0, 0)${onConflict('mysql', ['name'], [])}`,
  )
}

/** Up to so many for each member whom nobody serves right now, the longest due members first. */
async function dueNotices(tx: Sql, wish: ClaimWish, among: readonly MemberId[] = []): Promise<Candidate[]> {
  const { now } = wish
  const only = among.length === 0 ? '' : ` AND +member_id IN (${marks(among.length)})`
  const rows = await tx.rows<{ id: number; member_id: number; platform: string; kind: string }>(
    `SELECT id, member_id, platform, kind FROM (
       SELECT due.*, ROW_NUMBER() OVER (
         PARTITION BY member_id ORDER BY CASE WHEN kind='${REFRESH}' THEN 0 ELSE 1 END, id) AS place
       FROM (
         SELECT id, member_id, platform, kind, due_at FROM notice WHERE ${FREE}
         AND member_id NOT IN (SELECT member_id FROM notice WHERE claimed_until>?)${only}
         ORDER BY due_at LIMIT ${CANDIDATES}) due) placed
     WHERE place<=? ORDER BY due_at, place`,
    [now, now, now, ...among, wish.mostPerMember],
  )
  const candidates = rows.map((r) => ({
    id: noticeId(Number(r.id)),
    member: memberId(Number(r.member_id)),
    platform: r.platform as Platform,
    refresh: r.kind === REFRESH,
  }))
  return eachInOrder(candidates, wish.mostMembers)
}

/** The first so many members in the order found, each one's notices in the order they shall go out. */
function eachInOrder(found: readonly Candidate[], mostMembers: number): Candidate[] {
  const byMember = new Map<MemberId, Candidate[]>()
  for (const candidate of found) {
    const his = byMember.get(candidate.member)
    if (his !== undefined) his.push(candidate)
    else if (byMember.size < mostMembers) byMember.set(candidate.member, [candidate])
  }
  return [...byMember.values()].flatMap((his) =>
    his.sort((a, b) => Number(b.refresh) - Number(a.refresh) || a.id - b.id),
  )
}

async function sentLately(tx: Sql, members: readonly MemberId[], wish: ClaimWish): Promise<Sent[]> {
  const longest = Math.max(...Object.values(wish.windows).flatMap((ws) => ws.map((w) => w.length)), 0)
  const rows = await tx.rows<{ member_id: number; platform: string; sent_at: number }>(
    `SELECT member_id, platform, sent_at FROM notice
     WHERE member_id IN (${marks(members.length)}) AND sent_at>? ORDER BY sent_at`,
    [...members, wish.now - longest],
  )
  const found = new Map<string, { member: MemberId; platform: Platform; at: Instant[] }>()
  for (const row of rows) {
    const key = `${row.member_id}:${row.platform}`
    const at = instant(Number(row.sent_at))
    const his = found.get(key)
    if (his !== undefined) his.at.push(at)
    else {
      found.set(key, {
        member: memberId(Number(row.member_id)),
        platform: row.platform as Platform,
        at: [at],
      })
    }
  }
  return [...found.values()]
}

/** The oldest notice of each member that has just failed and comes back later. */
async function holdsAmong(tx: Sql, now: Instant): Promise<Hold[]> {
  const rows = await tx.rows<{ member_id: number; id: number; due_at: number }>(
    `SELECT member_id, id, due_at FROM notice WHERE state='waiting' AND due_at>? AND due_at<=?
     AND attempts BETWEEN 1 AND ${HOLDING_TRIES} AND kind<>'${REFRESH}' ORDER BY id DESC`,
    [now, plus(now, HOLDING_FOR)],
  )
  const oldest = new Map<number, Hold>()
  for (const row of rows) {
    oldest.set(Number(row.member_id), {
      member: memberId(Number(row.member_id)),
      notice: noticeId(Number(row.id)),
      until: instant(Number(row.due_at)),
    })
  }
  return [...oldest.values()]
}

async function take(tx: Sql, ids: readonly number[], until: Instant): Promise<NoticeRow[]> {
  if (ids.length === 0) return []
  // A claim that nobody gave back may have been a first try, so the card is not joined with others. Further ones count
  // for nothing: that processes die is no reason to give up on a person.
  await tx.run(
    `UPDATE notice SET attempts=CASE WHEN claimed_until>0 AND attempts=0 THEN 1 ELSE attempts END, claimed_until=?
     WHERE id IN (${marks(ids.length)})`,
    [until, ...ids],
  )
  const rows = await tx.rows<RawNotice>(`SELECT * FROM notice WHERE id IN (${marks(ids.length)})`, ids)
  const byId = new Map(rows.map((row) => [Number(row.id), toNotice(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** The unary plus keeps SQLite off the index of the member's whole history; what is due is always the shorter list. */
async function putOff(tx: Sql, delay: Delay, now: Instant): Promise<number> {
  const platform = delay.platform === null ? '' : ' AND platform=?'
  return tx.run(
    `UPDATE notice SET due_at=? WHERE ${FREE} AND +member_id=? AND id>? AND kind<>'${REFRESH}'${platform}`,
    [
      delay.until,
      now,
      now,
      delay.member,
      delay.after ?? 0,
      ...(delay.platform === null ? [] : [delay.platform]),
    ],
  )
}
