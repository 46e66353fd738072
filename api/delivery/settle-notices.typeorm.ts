import type { FollowUpAnswer } from '../../contract/decision'
import type { DecisionId, NoticeId } from '../../contract/ids'
import type { Instant } from '../../contract/quantities'
import type { Sql, SqlValue } from '../database'
import { marks, tuples } from '../database'
import { copyState, leaveCopy, writeCopyState } from './copies.typeorm'
import type { Settlement } from './domain/settlement'
import type { NoticeRow, RawNotice, Shown } from './notice-row'
import { REFRESH, isCopy, refreshedBy, shown, shownAfter, toNotice } from './notice-row'
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
  for (const one of told) {
    if (isCopy(one.notice)) await writeCopy(tx, one)
    else if (one.notice.kind === REFRESH) await writeShown(tx, one)
    else if (one.settlement.kind === 'other-address') {
      await leaveCopy(tx, one.notice.id, one.notice.address, one.settlement.maybeShown, one.at)
    }
  }
  await refreshBehind(tx, told)
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

/**
 * A refresh that came through, or never will, says what its card shows from now on. One that was on its way while the
 * reader pressed may have drawn over the later answer, so it is believed.
 */
async function writeShown(tx: Sql, { notice, settlement, shows }: Settling): Promise<void> {
  const card = refreshedBy(notice)
  if (shows === shown.nothing) return
  if (settlement.kind === 'sent') await tx.run('UPDATE notice SET shown=? WHERE id=?', [shows, card])
  if (settlement.kind !== 'refused' && settlement.kind !== 'skipped') return
  await tx.run('UPDATE notice SET shown=? WHERE id=? AND shown NOT IN (?, ?)', [
    shown.stale,
    card,
    shown.answered,
    shows,
  ])
}

/** What stands on the platform that the notice left; the notice's own card is another one. */
async function writeCopy(tx: Sql, { notice, settlement }: Settling): Promise<void> {
  const state =
    settlement.kind === 'sent'
      ? copyState.updated
      : settlement.kind === 'skipped' || settlement.kind === 'refused'
        ? copyState.stale
        : undefined
  if (state !== undefined) await writeCopyState(tx, refreshedBy(notice), notice.address.platform, state)
}

/** Cards that were drawn while somebody answered are changed like all the others. */
async function refreshBehind(tx: Sql, several: readonly Settling[]): Promise<void> {
  const drawn = await drawnCards(tx, several)
  if (drawn.length === 0) return
  const answers = await answersAmong(
    tx,
    drawn.map((d) => d.decision),
  )
  for (const { card, decision, shows, at } of drawn) {
    const answer = answers.get(decision)
    if (answer !== undefined && shownAfter(answer) !== shows) await queueRefreshes(tx, [card], answer, at)
  }
}

interface Drawn {
  readonly card: NoticeRow
  readonly decision: DecisionId
  readonly shows: Shown
  readonly at: Instant
}

/** The cards that now show something which an answer can still change. */
async function drawnCards(tx: Sql, several: readonly Settling[]): Promise<Drawn[]> {
  const changing = several.filter(
    ({ notice, settlement, shows }) =>
      settlement.kind === 'sent' && !isCopy(notice) && (shows === shown.open || shows === shown.snoozed),
  )
  const refreshed = await rowsOf(
    tx,
    changing.flatMap(({ notice }) => (notice.kind === REFRESH ? [refreshedBy(notice)] : [])),
  )
  return changing.flatMap(({ notice, shows, at }) => {
    const card = notice.kind === REFRESH ? refreshed.get(refreshedBy(notice)) : notice
    return card === undefined || card.decision === null ? [] : [{ card, decision: card.decision, shows, at }]
  })
}

async function answersAmong(
  tx: Sql,
  decisions: readonly DecisionId[],
): Promise<ReadonlyMap<number, FollowUpAnswer>> {
  const rows = await tx.rows<{ decision_id: number; answer: string }>(
    `SELECT decision_id, answer FROM follow_up WHERE decision_id IN (${marks(decisions.length)})`,
    decisions,
  )
  return new Map(rows.map((r) => [Number(r.decision_id), r.answer as FollowUpAnswer]))
}

async function rowsOf(tx: Sql, ids: readonly NoticeId[]): Promise<ReadonlyMap<NoticeId, NoticeRow>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.rows<RawNotice>(`SELECT * FROM notice WHERE id IN (${marks(ids.length)})`, ids)
  return new Map(rows.map(toNotice).map((row) => [row.id, row]))
}
