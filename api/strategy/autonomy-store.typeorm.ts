import type { Autonomy, LevelChange, LevelReason, TrackRecord } from '../../contract/autonomy'
import type { MemberId } from '../../contract/ids'
import { memberId } from '../../contract/ids'
import type { Instant } from '../../contract/quantities'
import { instant } from '../../contract/quantities'
import type { Sql } from '../database'
import { marks, onConflict } from '../database'

/** The level in force, and the number of the move that brought it. */
export interface LevelInForce {
  readonly package: string
  readonly level: Autonomy
  readonly number: number
}

/** `share` keeps a level from moving until the transaction ends, `move` keeps everybody else away from it. */
export type LevelLock = 'none' | 'share' | 'move'

const mysqlLocks: Readonly<Record<LevelLock, string>> = {
  none: '',
  share: ' LOCK IN SHARE MODE',
  move: ' FOR UPDATE',
}

/** Levels of these packages; of all where left out. SQLite has one writer at a time and needs no lock. */
export async function readLevels(
  sql: Sql,
  packages: readonly string[] | null,
  lock: LevelLock = 'none',
): Promise<Map<string, LevelInForce>> {
  if (packages?.length === 0) return new Map()
  const rows = await sql.rows<{ package_id: string; number: number; level: number }>(
    `SELECT package_id, number, level FROM package_autonomy
     ${packages === null ? '' : `WHERE package_id IN (${marks(packages.length)})`} ORDER BY package_id
     ${sql.dialect === 'mysql' ? mysqlLocks[lock] : ''}`,
    packages ?? [],
  )
  return new Map(
    rows.map((r) => [
      r.package_id,
      { package: r.package_id, level: Number(r.level) as Autonomy, number: Number(r.number) },
    ]),
  )
}

/** Gives a package that has none its first level; one that has is left alone. */
export async function beginLevel(tx: Sql, id: string, level: Autonomy, at: Instant): Promise<void> {
  await tx.run(
    `INSERT INTO autonomy_change (package_id, number, previous, from_level, to_level, by_whom, member_id,
     certificate_id, at, reason, figures) VALUES (${marks(11)})${onConflict(tx.dialect, ['package_id', 'number'], [])}`,
    [id, 1, null, null, level, 'hub', null, null, at, 'begun' satisfies LevelReason, '{}'],
  )
  const [first] = await tx.rows<{ to_level: number }>(
    'SELECT to_level FROM autonomy_change WHERE package_id = ? AND number = 1',
    [id],
  )
  await tx.run(
    `INSERT INTO package_autonomy (package_id, number, level) VALUES (?, 1, ?)
     ${onConflict(tx.dialect, ['package_id'], [])}`,
    [id, Number(first?.to_level ?? level)],
  )
}

export interface LevelMove {
  readonly to: Autonomy
  readonly at: Instant
  readonly by: string
  readonly member: MemberId | null
  /** The certificate that a raise rests on. */
  readonly certificate: number | null
  readonly reason: LevelReason
  readonly record: TrackRecord
  readonly decisions: readonly number[]
}

/** Writes the move and makes its level the one in force. The caller holds the level (`move`). */
export async function moveLevel(tx: Sql, from: LevelInForce, move: LevelMove): Promise<LevelChange> {
  const number = from.number + 1
  const { record, decisions } = move
  await tx.run(
    `INSERT INTO autonomy_change (package_id, number, previous, from_level, to_level, by_whom, member_id,
     certificate_id, at, reason, figures) VALUES (${marks(11)})`,
    [
      from.package, number, from.number, from.level, move.to, move.by.slice(0, 100), move.member, move.certificate,
      move.at, move.reason, JSON.stringify({ record, decisions }),
    ], // prettier-ignore
  )
  await tx.run('UPDATE package_autonomy SET number = ?, level = ? WHERE package_id = ?', [
    number,
    move.to,
    from.package,
  ])
  const { to, at, by, member, reason } = move
  return { number, from: from.level, to, at, by, member, reason, record, decisions }
}

interface RawChange {
  readonly number: number
  readonly from_level: number | null
  readonly to_level: number
  readonly by_whom: string
  readonly member_id: number | null
  readonly at: number
  readonly reason: string
  readonly figures: string
}

/** Newest first. */
export async function levelChanges(
  sql: Sql,
  id: string,
  limit: number,
  before: number | null = null,
): Promise<LevelChange[]> {
  const rows = await sql.rows<RawChange>(
    `SELECT number, from_level, to_level, by_whom, member_id, at, reason, figures FROM autonomy_change
     WHERE package_id = ? ${before === null ? '' : 'AND number < ?'} ORDER BY number DESC LIMIT ?`,
    before === null ? [id, limit] : [id, before, limit],
  )
  return rows.map(toChange)
}

const toChange = (r: RawChange): LevelChange => {
  const figures = JSON.parse(r.figures) as { record?: TrackRecord; decisions?: readonly number[] }
  return {
    number: Number(r.number),
    from: r.from_level === null ? null : (Number(r.from_level) as Autonomy),
    to: Number(r.to_level) as Autonomy,
    at: instant(Number(r.at)),
    by: r.by_whom,
    member: r.member_id === null ? null : memberId(Number(r.member_id)),
    reason: r.reason as LevelReason,
    record: figures.record ?? null,
    decisions: figures.decisions ?? [],
  }
}

/** Who last raised the package to this level; undefined where it began there or fell there from above. */
export async function raisedBy(sql: Sql, id: string, level: Autonomy): Promise<MemberId | undefined> {
  const [row] = await sql.rows<{ member_id: number | null }>(
    `SELECT member_id FROM autonomy_change WHERE package_id = ? AND to_level = ? AND from_level < to_level
     ORDER BY number DESC LIMIT 1`,
    [id, level],
  )
  return row === undefined || row.member_id === null ? undefined : memberId(Number(row.member_id))
}
