import { createHash } from 'node:crypto'

import type { FollowUpAnswer } from '../../contract/decision'
import type { DecisionId, MemberId, NoticeId } from '../../contract/ids'
import type { Notice } from '../../contract/notice'
import { customerOf, decisionOf } from '../../contract/notice'
import type { ChatAddress, Member, Platform } from '../../contract/people'
import type { Instant } from '../../contract/quantities'
import type { Sql, SqlValue } from '../database'
import { chunks, marks, onConflict, tuples } from '../database'
import { informs, isUrgent, weightOf } from './domain/attention'
import { isHistorical } from './domain/freshness'
import type { HoldReason } from './domain/gathering'
import type { QuietHours } from './domain/quiet-hours'
import { callableAt } from './domain/quiet-hours'
import type { NoticeRow } from './notice-row'
import { REFRESH, shown, urgency } from './notice-row'

/** What rests on no decision says itself what makes it the same. */
type Named = Extract<Notice, { kind: 'system-warning' | 'meeting' }>

/** Something one member shall hear. */
export type QueuedNotice = {
  readonly member: Member
  /** The moment that was judged, not the moment of judging: what is old by then is kept and not sent. */
  readonly judgedAt: Instant
  /** What the customer's deal is worth in hundredths (`worthOfStage`); 100 unless said. */
  readonly worth?: number
  /** Not held back by quiet hours. */
  readonly atAnyTime?: true
} & (
  | { readonly notice: Exclude<Notice, Named> }
  /** `once` names the trouble or the event; the same is told once to each member. */
  | { readonly notice: Named; readonly once: string }
)

export interface QueueRules {
  readonly now: Instant
  /** The platforms that are connected, for choosing among a member's addresses. */
  readonly platforms: ReadonlySet<Platform>
  /** When this member is not called. */
  readonly quietHours: (member: MemberId) => QuietHours | undefined
}

const COLUMNS =
  'once_key, decision_id, member_id, platform, user_id, kind, body, created_at, due_at, state, attempts, claimed_until, code, shown, customer_id, rule_id, urgent, weight'
const WIDTH = 18

/** Writes the notices inside the caller's transaction. A notice that is there already is left as it is. Returns how many are new. */
export async function queueNotices(
  tx: Sql,
  notices: readonly QueuedNotice[],
  rules: QueueRules,
): Promise<number> {
  let queued = 0
  const settledKeys: string[] = []
  for (const some of chunks(notices, 50)) {
    const rows = some.map((queuedNotice) => toRow(queuedNotice, rules))
    queued += await tx.run(
      `INSERT INTO notice (${COLUMNS}) VALUES ${tuples(rows.length, WIDTH)}${onConflict(tx.dialect, ['once_key'], [])}`,
      rows.flatMap((row) => row.values),
    )
    settledKeys.push(...rows.flatMap((row) => (row.state === 'waiting' ? [] : [row.once])))
  }
  for (const keys of chunks(settledKeys, 200)) await recordOutcomes(tx, keys, rules.now)
  return queued
}

/** A card, or what may stand of it on a platform that it left. */
export type ShownCopy = Pick<NoticeRow, 'id' | 'member' | 'address'> & { readonly copy?: true }

/**
 * Has the shown copies of a card changed, each at most once for each answer that counted or was taken back, and for each
 * change of something else on it.
 */
export async function queueRefreshes(
  tx: Sql,
  copies: readonly ShownCopy[],
  answer: FollowUpAnswer | `undone:${number}` | `again:${string}`,
  now: Instant,
): Promise<void> {
  for (const some of chunks(copies, 50)) {
    await tx.run(
      `INSERT INTO notice (${COLUMNS}) VALUES ${tuples(some.length, WIDTH)}${onConflict(tx.dialect, ['once_key'], [])}`,
      some.flatMap((c): SqlValue[] => [
        `${REFRESH}:${c.id}:${answer}${'copy' in c ? `@${c.address.platform}` : ''}`,
        null,
        c.member,
        c.address.platform,
        c.address.userId,
        REFRESH,
        JSON.stringify({
          of: c.id satisfies NoticeId,
          ...('copy' in c ? { copy: true } : {}),
          ...(answer.startsWith('again:') ? { again: true } : {}),
        }),
        now,
        now,
        'waiting',
        0,
        0,
        null,
        shown.nothing,
        null,
        null,
        0,
        0,
      ]),
    )
  }
}

function toRow(queued: QueuedNotice, rules: QueueRules) {
  const { member, notice } = queued
  const decision: DecisionId | null = decisionOf(notice)
  const once = bounded(
    'once' in queued ? `!${queued.once}:${member.id}` : `${decision ?? ''}:${member.id}:${notice.kind}`,
  )
  const address = firstReachable(member.addresses, rules.platforms)
  const fate = fateOf(queued, address, rules)
  const due =
    notice.kind === 'system-warning' || queued.atAnyTime === true
      ? rules.now
      : callableAt(rules.now, rules.quietHours(member.id))
  const values: SqlValue[] = [
    once,
    decision,
    member.id,
    address?.platform ?? '',
    address?.userId ?? '',
    notice.kind,
    JSON.stringify(notice),
    rules.now,
    due,
    fate.state,
    0,
    0,
    fate.code ?? (due > rules.now ? ('quiet-hours' satisfies HoldReason) : null),
    shown.nothing,
    customerOf(notice)?.id ?? null,
    'rule' in notice ? notice.rule.id : null,
    informs(notice) ? urgency.informs : isUrgent(notice) ? urgency.urgent : urgency.usual,
    weightOf(notice, queued.worth ?? 100),
  ]
  return { once, state: fate.state, values }
}

function fateOf(queued: QueuedNotice, address: ChatAddress | undefined, rules: QueueRules) {
  if (isHistorical(queued.judgedAt, rules.now)) return { state: 'skipped', code: 'historical' } as const
  if (address === undefined) return { state: 'refused', code: 'no-address' } as const
  return { state: 'waiting', code: null } as const
}

/** The preferred address; one on a platform that is not connected only where there is no other. */
const firstReachable = (addresses: readonly ChatAddress[], platforms: ReadonlySet<Platform>) =>
  addresses.find((a) => platforms.has(a.platform)) ?? addresses[0]

const bounded = (key: string): string =>
  key.length <= 120 ? key : `#${createHash('sha256').update(key).digest('hex')}`

async function recordOutcomes(tx: Sql, keys: readonly string[], now: Instant): Promise<void> {
  await tx.run(
    `INSERT INTO delivery_event (notice_id, at, outcome, code, detail)
     SELECT n.id, ?, n.state, n.code, NULL FROM notice n WHERE n.once_key IN (${marks(keys.length)})
     AND n.state IN ('skipped', 'refused') AND NOT EXISTS (SELECT 1 FROM delivery_event e WHERE e.notice_id = n.id)`,
    [now, ...keys],
  )
}
