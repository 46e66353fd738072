import type { FollowUp } from '../../contract/decision'
import { followUpAnswers } from '../../contract/decision'
import type { DecisionId, MemberId } from '../../contract/ids'
import { decisionId } from '../../contract/ids'
import type { Instant } from '../../contract/quantities'
import type { Sql } from '../database'
import { chunks, marks, tuples } from '../database'
import type { NoticeRow } from './notice-row'
import { REFRESH, shown } from './notice-row'
import { queueRefreshes } from './queue-notices.typeorm'
import { shownCopies } from './shown-copies'

/** The event that every copy of the card keeps of an answer that was taken back. */
const UNDONE = 'undone'

export async function newestAnswerBy(sql: Sql, member: MemberId): Promise<DecisionId | undefined> {
  const [row] = await sql.rows<{ decision_id: number }>(
    'SELECT decision_id FROM follow_up WHERE member_id=? ORDER BY at DESC, decision_id DESC LIMIT 1',
    [member],
  )
  return row === undefined ? undefined : decisionId(Number(row.decision_id))
}

/** How often answers to these notices were taken back. */
export async function timesUndone(sql: Sql, copies: readonly NoticeRow[]): Promise<number> {
  const [first] = copies
  if (first === undefined) return 0
  const [row] = await sql.rows<{ n: number }>(
    `SELECT COUNT(*) AS n FROM delivery_event WHERE notice_id=? AND outcome='${UNDONE}'`,
    [first.id],
  )
  return Number(row?.n ?? 0)
}

/** False where the answer is not there any more. */
export async function takeBack(
  tx: Sql,
  given: FollowUp,
  copies: readonly NoticeRow[],
  now: Instant,
): Promise<boolean> {
  const gone = await tx.run('DELETE FROM follow_up WHERE decision_id=? AND member_id=? AND at=?', [
    given.decision,
    given.member,
    given.at,
  ])
  if (gone !== 1 || copies.length === 0) return false
  const before = await timesUndone(tx, copies)
  await freeRefreshes(tx, copies)
  const sent = copies.filter((c) => c.state === 'sent')
  if (sent.length > 0) {
    await tx.run(`UPDATE notice SET shown=? WHERE id IN (${marks(sent.length)})`, [
      shown.stale,
      ...sent.map((c) => c.id),
    ])
  }
  await queueRefreshes(tx, await shownCopies(tx, copies), `${UNDONE}:${before + 1}`, now)
  await tx.run(
    `INSERT INTO delivery_event (notice_id, at, outcome, code, detail) VALUES ${tuples(copies.length, 5)}`,
    copies.flatMap((c) => [c.id, now, UNDONE, given.answer, null]),
  )
  return true
}

/** The same answer may come once more, and then changes the cards once more. */
async function freeRefreshes(tx: Sql, copies: readonly NoticeRow[]): Promise<void> {
  const keys = copies.flatMap(({ id }) => followUpAnswers.map((answer) => `${REFRESH}:${id}:${answer}`))
  for (const some of chunks(keys, 200)) {
    const rows = await tx.rows<{ id: number; once_key: string }>(
      `SELECT id, once_key FROM notice WHERE once_key IN (${marks(some.length)})`,
      some,
    )
    for (const { id, once_key: key } of rows) {
      await tx.run('UPDATE notice SET once_key=? WHERE id=?', [`${key}:${id}`, id])
    }
  }
}
