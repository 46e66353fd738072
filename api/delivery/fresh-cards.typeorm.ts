import type { NoticeId } from '../../contract/ids'
import type { Instant } from '../../contract/quantities'
import type { Sql } from '../database'
import { marks } from '../database'
import type { NoticeRow, RawNotice } from './notice-row'
import { REFRESH, isCopy, refreshedBy, shown, toNotice } from './notice-row'

export interface UnchangedCard {
  readonly card: NoticeRow
  /** What could not be shown on it. */
  readonly answer: string
  /** Why not. */
  readonly code: string
}

const MOST_AT_ONCE = 200

/** Cards whose change a platform refused since then, that are behind what was answered, and that none replaces yet. */
export async function unchangedCards(read: Sql, since: Instant): Promise<UnchangedCard[]> {
  const rows = await read.rows<RawNotice & { once_key: string }>(
    `SELECT * FROM notice WHERE state IN ('skipped', 'refused') AND due_at>? AND kind='${REFRESH}'
     ORDER BY id DESC LIMIT ${MOST_AT_ONCE}`,
    [since],
  )
  const refusals = rows.map((raw) => ({ row: toNotice(raw), answer: raw.once_key.split(':')[2] ?? '' }))
  const about = refusals.filter(({ row }) => !isCopy(row))
  const cards = await staleCards(
    read,
    about.map(({ row }) => refreshedBy(row)),
  )
  return about.flatMap(({ row, answer }) => {
    const card = cards.get(refreshedBy(row))
    return card === undefined ? [] : [{ card, answer, code: row.code ?? '' }]
  })
}

async function staleCards(read: Sql, ids: readonly NoticeId[]): Promise<ReadonlyMap<NoticeId, NoticeRow>> {
  if (ids.length === 0) return new Map()
  const rows = await read.rows<RawNotice>(
    `SELECT n.* FROM notice n LEFT JOIN notice fresh ON fresh.decision_id = n.decision_id AND fresh.replaces = n.id
     WHERE n.id IN (${marks(ids.length)}) AND n.state='sent' AND n.shown=${shown.stale} AND fresh.id IS NULL`,
    ids,
  )
  return new Map(rows.map(toNotice).map((row) => [row.id, row]))
}

/** The same notice once more, in place of the old card. Nothing where there is one already. */
export function insertFreshCard(
  tx: Sql,
  card: NoticeRow,
  answer: string,
  now: Instant,
  due: Instant,
): Promise<number> {
  const once = `fresh:${card.id}:${answer}`
  return tx.run(
    `INSERT INTO notice (once_key, decision_id, member_id, platform, user_id, kind, body, created_at, due_at, state,
     attempts, claimed_until, code, shown, customer_id, rule_id, urgent, weight, replaces)
     SELECT ?, decision_id, member_id, platform, user_id, kind, body, ?, ?, 'waiting', 0, 0, NULL, ${shown.nothing},
     customer_id, rule_id, urgent, weight, id FROM notice n WHERE id=?
     AND NOT EXISTS (SELECT 1 FROM notice o WHERE o.once_key=?)`,
    [once, now, due, card.id, once],
  )
}
