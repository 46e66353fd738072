import type { CustomerId, MemberId } from '../../contract/ids'
import { customerId, memberId } from '../../contract/ids'
import type { ChatAddress, Platform } from '../../contract/people'
import type { Instant } from '../../contract/quantities'
import { instant } from '../../contract/quantities'
import type { Sql } from '../database'
import { chunks, tuples } from '../database'
import type { JoinReason } from './domain/join-accounts'

/** An account that was joined to somebody, and may be taken away again. */
export interface AccountJoin {
  readonly id: number
  readonly member: MemberId
  /** Whose account it was, where it was somebody's. */
  readonly from: MemberId | null
  readonly address: ChatAddress
  /** The account it was joined to, by its full key. */
  readonly beside: string
  readonly reason: JoinReason
  readonly at: Instant
  readonly undoneAt: Instant | null
}

/** Newest first. */
export async function readJoins(sql: Sql): Promise<AccountJoin[]> {
  const rows = await sql.rows<JoinRow>(
    `SELECT id, member_id, from_member_id, beside, platform, user_id, reason, at, undone_at
     FROM member_join ORDER BY id DESC`,
  )
  return rows.map(toJoin)
}

interface JoinRow {
  readonly id: number
  readonly member_id: number
  readonly from_member_id: number | null
  readonly beside: string
  readonly platform: string
  readonly user_id: string
  readonly reason: string
  readonly at: number
  readonly undone_at: number | null
}

const toJoin = (row: JoinRow): AccountJoin => ({
  id: Number(row.id),
  member: memberId(Number(row.member_id)),
  from: row.from_member_id === null ? null : memberId(Number(row.from_member_id)),
  address: { platform: row.platform as Platform, userId: row.user_id },
  beside: row.beside,
  reason: row.reason as JoinReason,
  at: instant(Number(row.at)),
  undoneAt: row.undone_at === null ? null : instant(Number(row.undone_at)),
})

/** Who this member has become, where his account was joined to somebody else's. */
export async function joinedInto(sql: Sql, id: MemberId): Promise<MemberId | undefined> {
  const [row] = await sql.rows<{ member_id: number }>(
    'SELECT member_id FROM member_join WHERE from_member_id=? AND undone_at IS NULL ORDER BY id DESC LIMIT 1',
    [id],
  )
  return row === undefined ? undefined : memberId(Number(row.member_id))
}

export async function insertJoin(tx: Sql, join: Omit<AccountJoin, 'id' | 'undoneAt'>): Promise<number> {
  await tx.run(
    `INSERT INTO member_join (member_id, from_member_id, beside, platform, user_id, reason, at)
     VALUES (?,?,?,?,?,?,?)`,
    [join.member, join.from, join.beside, join.address.platform, join.address.userId, join.reason, join.at],
  )
  const [row] = await tx.rows<{ id: number }>('SELECT MAX(id) AS id FROM member_join')
  return Number(row?.id)
}

export async function markUndone(tx: Sql, join: number, at: Instant): Promise<void> {
  await tx.run('UPDATE member_join SET undone_at=? WHERE id=?', [at, join])
}

export async function customersOf(tx: Sql, owner: MemberId): Promise<CustomerId[]> {
  const rows = await tx.rows<{ id: number }>('SELECT id FROM customer WHERE owner_id=? ORDER BY id', [owner])
  return rows.map((r) => customerId(Number(r.id)))
}

/** Which customers changed hands with a join, so that undoing it gives back those and no others. */
export async function keepMoved(tx: Sql, join: number, customers: readonly CustomerId[]): Promise<void> {
  for (const some of chunks(customers, 400))
    await tx.run(
      `INSERT INTO member_join_customer (join_id, customer_id) VALUES ${tuples(some.length, 2)}`,
      some.flatMap((customer) => [join, customer]),
    )
}

/** Of those that were moved, the ones that are still with whoever got them. */
export async function movedAndKept(tx: Sql, join: AccountJoin): Promise<CustomerId[]> {
  const rows = await tx.rows<{ customer_id: number }>(
    `SELECT m.customer_id FROM member_join_customer m JOIN customer c ON c.id=m.customer_id
     WHERE m.join_id=? AND c.owner_id=? ORDER BY m.customer_id`,
    [join.id, join.member],
  )
  return rows.map((r) => customerId(Number(r.customer_id)))
}
