import type { DecisionId, NoticeId } from '../../contract/ids'
import type { Instant } from '../../contract/quantities'
import { instant } from '../../contract/quantities'
import type { Sql, SqlValue } from '../database'
import { marks, tuples } from '../database'
import type { Settlement } from './domain/settlement'
import type { NoticeRow, RawNotice, Shown } from './notice-row'
import { REFRESH, refreshedBy, shown, toNotice } from './notice-row'
import { queueRefreshes } from './queue-notices.typeorm'

/** The end of one try, to be written down. */
export interface Settling {
  readonly notice: NoticeRow
  readonly settlement: Settlement
  /** What the reader's card shows now, where something was sent. */
  readonly shows: Shown
  readonly at: Instant
}

/** Writes the ends of several tries. Returns how many were still ours to write: a claim that ran out is not. */
export async function settleNotices(tx: Sql, several: readonly Settling[]): Promise<number> {
  const ours: Settling[] = []
  for (const one of [...several].sort((a, b) => a.notice.id - b.notice.id)) {
    if (await writeNotice(tx, one)) ours.push(one)
  }
  const told = ours.filter((one) => one.settlement.kind !== 'released')
  if (told.length > 0) await writeEvents(tx, told)
  for (const one of told) if (one.notice.kind === REFRESH) await writeShown(tx, one)
  await refreshAnswered(tx, told)
  return ours.length
}

async function writeNotice(tx: Sql, { notice, settlement, shows, at }: Settling): Promise<boolean> {
  const next = nextColumns(notice, settlement, at)
  const changed = await tx.run(
    `UPDATE notice SET state=?, due_at=?, attempts=?, claimed_until=0, sent_at=?, code=?, detail=?, shown=?,
     platform=?, user_id=? WHERE id=? AND claimed_until=? AND state='waiting'`,
    [
      next.state,
      next.dueAt,
      next.tries,
      // The budget counts messages, and a changed card is none.
      next.state === 'sent' && notice.kind !== REFRESH ? at : null,
      next.code,
      next.detail?.slice(0, 1_000) ?? null,
      next.state === 'sent' ? shows : notice.shown,
      next.address.platform,
      next.address.userId,
      notice.id,
      notice.claimedUntil,
    ],
  )
  return changed === 1
}

function nextColumns(notice: NoticeRow, settlement: Settlement, at: Instant) {
  const tries = notice.tries + 1
  const same = { dueAt: notice.dueAt, address: notice.address, code: null, detail: null }
  switch (settlement.kind) {
    case 'sent':
      return { ...same, state: 'sent', tries }
    case 'released':
      return { ...same, state: 'waiting', tries: notice.tries, code: notice.code, detail: notice.detail }
    case 'later':
      return { ...same, ...settlement, state: 'waiting', tries }
    case 'other-address':
      return { ...same, ...settlement, state: 'waiting', tries: 0, dueAt: at }
    case 'skipped':
    case 'refused':
      return { ...same, ...settlement, state: settlement.kind, tries }
  }
}

async function writeEvents(tx: Sql, several: readonly Settling[]): Promise<void> {
  await tx.run(
    `INSERT INTO delivery_event (notice_id, at, outcome, code, detail) VALUES ${tuples(several.length, 5)}`,
    several.flatMap(({ notice, settlement, at }): SqlValue[] => [
      notice.id,
      at,
      settlement.kind,
      'code' in settlement ? settlement.code.slice(0, 100) : null,
      'detail' in settlement ? (settlement.detail?.slice(0, 1_000) ?? null) : null,
    ]),
  )
}

/** A refresh that came through, or never will, says what its card shows from now on. */
async function writeShown(tx: Sql, { notice, settlement }: Settling): Promise<void> {
  const now =
    settlement.kind === 'sent'
      ? shown.answered
      : settlement.kind === 'refused' || settlement.kind === 'skipped'
        ? shown.stale
        : undefined
  if (now === undefined) return
  await tx.run('UPDATE notice SET shown=? WHERE id=? AND shown<>?', [
    now,
    refreshedBy(notice),
    shown.answered,
  ])
}

/** Cards that went out open while somebody answered are changed like all the others. */
async function refreshAnswered(tx: Sql, several: readonly Settling[]): Promise<void> {
  const open = several.flatMap((s) =>
    s.settlement.kind === 'sent' && s.shows === shown.open && s.notice.decision !== null
      ? [{ id: s.notice.id, decision: s.notice.decision, at: s.at }]
      : [],
  )
  if (open.length === 0) return
  const answered = await answeredAmong(
    tx,
    open.map((o) => o.decision),
  )
  const late = open.filter((o) => answered.has(o.decision))
  if (late.length === 0) return
  const at = Math.max(...late.map((o) => o.at))
  await queueRefreshes(
    tx,
    await rowsOf(
      tx,
      late.map((o) => o.id),
    ),
    instant(at),
  )
}

async function answeredAmong(tx: Sql, decisions: readonly DecisionId[]): Promise<ReadonlySet<number>> {
  const rows = await tx.rows<{ decision_id: number }>(
    `SELECT decision_id FROM follow_up WHERE decision_id IN (${marks(decisions.length)})`,
    decisions,
  )
  return new Set(rows.map((r) => Number(r.decision_id)))
}

async function rowsOf(tx: Sql, ids: readonly NoticeId[]): Promise<NoticeRow[]> {
  const rows = await tx.rows<RawNotice>(`SELECT * FROM notice WHERE id IN (${marks(ids.length)})`, ids)
  return rows.map(toNotice)
}
