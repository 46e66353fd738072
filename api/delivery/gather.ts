import type { MemberId, NoticeId } from '../../contract/ids'
import type { Settled } from '../../contract/notice'
import type { Member, Platform } from '../../contract/people'
import type { Instant } from '../../contract/quantities'
import { minus, minutes } from '../../contract/quantities'
import type { Sql } from '../database'
import type { DeliveryPeople } from './delivery-people'
import type { AttentionRules } from './domain/attention'
import { barOf } from './domain/attention'
import type { Sent } from './domain/claim-plan'
import { digestOf } from './domain/digest'
import { nextDigestAt, startOfDay } from './domain/digest-times'
import type { Fate, GatherRules } from './domain/gathering'
import { planGathering } from './domain/gathering'
import type { Window } from './domain/member-budget'
import { room } from './domain/member-budget'
import { peopleBehind } from './people-behind.typeorm'
import type { CarriedRow, Lately, MemberWaiting } from './gather-notices.typeorm'
import {
  BAR_DAYS,
  carriedRows,
  insertCarrier,
  latelyOf,
  waitingOf,
  writeFates,
} from './gather-notices.typeorm'

/** How what a person is told is gathered; without it every notice is a card of its own. */
export interface Gathering {
  readonly rules: GatherRules
  readonly attention: AttentionRules
  readonly utcOffsetMinutes: number
  readonly isWorkday: (at: Instant) => boolean
  /** How much of the working day is over, 0 to 1. */
  readonly dayGone: (at: Instant) => number
  /** When the member's digests come, in minutes of the local day. */
  readonly digestTimes: (member: MemberId) => Promise<readonly number[]>
}

export interface GatherRound {
  readonly now: Instant
  /** The members who are about to be served. */
  readonly members: readonly MemberId[]
  readonly sent: readonly Sent[]
  readonly windows: Readonly<Record<Platform, readonly Window[]>>
}

/**
 * Before anybody is sent anything: decides for each of these members what is a card of its own, and writes down what
 * is not. Returns whether anything was.
 */
export async function gatherFor(
  tx: Sql,
  gathering: Gathering,
  people: Pick<DeliveryPeople, 'member'>,
  round: GatherRound,
): Promise<boolean> {
  const { now, members } = round
  const waiting = await waitingOf(tx, now, members)
  if (waiting.length === 0) return false
  const lately = await latelyOf(
    tx,
    waiting.map((w) => w.member),
    {
      now,
      seenSince: minus(now, gathering.rules.window),
      dayBegan: startOfDay(now, gathering.utcOffsetMinutes),
    },
  )
  let changed = false
  for (const his of waiting) {
    const member = await people.member(his.member)
    const known = lately.get(his.member)
    if (member === undefined || known === undefined) continue
    const fates = await fatesOf(gathering, round, his, member, known)
    const written = fates.filter((fate) => fate.kind !== 'alone')
    if (written.length === 0) continue
    changed = true
    const carriers = new Map<Fate, NoticeId>()
    for (const fate of written) {
      if (fate.kind !== 'grouped' && fate.kind !== 'digested') continue
      carriers.set(fate, await carry(tx, people, his, member, fate, now))
    }
    await writeFates(tx, written, (fate) => carriers.get(fate) ?? null, now)
  }
  return changed
}

async function fatesOf(
  gathering: Gathering,
  { now, windows, sent }: GatherRound,
  { waiting, address }: MemberWaiting,
  member: Member,
  lately: Lately,
): Promise<Fate[]> {
  const { attention, rules, utcOffsetMinutes, isWorkday } = gathering
  const perDay = attention.perDay[member.role]
  const his = sent.find((s) => s.member === member.id && s.platform === address.platform)
  const minuteWindow = windows[address.platform].find((w) => w.length === minutes(1))
  return planGathering({
    waiting,
    seen: lately.seen,
    rules,
    attention: {
      used: lately.usedToday,
      perDay,
      bar: perDay === null ? 0 : barOf(lately.weights, perDay, BAR_DAYS),
      dayGone: gathering.dayGone(now),
      halfLife: attention.halfLife,
    },
    free: room(windows[address.platform], his?.at ?? [], now).free,
    perMinute: minuteWindow?.most ?? Number.MAX_SAFE_INTEGER,
    nextDigest: nextDigestAt({
      now,
      minutesOfDay: await gathering.digestTimes(member.id),
      utcOffsetMinutes,
      isWorkday,
    }),
    now,
  })
}

type Joined = Extract<Fate, { kind: 'grouped' | 'digested' }>

async function carry(
  tx: Sql,
  people: Pick<DeliveryPeople, 'member'>,
  to: MemberWaiting,
  member: Member,
  fate: Joined,
  now: Instant,
): Promise<NoticeId> {
  const rows = await carriedRows(tx, fate.notices)
  const carried = await Promise.all(
    rows.map(async (row) => ({ ...row, settled: await settledOf(people, row.answer) })),
  )
  const because = fate.kind === 'digested' ? 'morning' : 'overflow'
  const since = rows[0]?.at ?? now
  const behind = because === 'morning' ? await peopleBehind(tx, member, since) : []
  const digest = digestOf(carried, because, behind)
  return insertCarrier(tx, to, digest, fate.notices[0] ?? carried[0]?.id ?? (0 as NoticeId), now)
}

async function settledOf(
  people: Pick<DeliveryPeople, 'member'>,
  answer: CarriedRow['answer'],
): Promise<Settled> {
  if (answer === null) return { kind: 'open' }
  const name = (await people.member(answer.member))?.name ?? ''
  return { kind: 'answered', by: name, answer: answer.answer, at: answer.at }
}
