import type { CustomerId, MemberId } from '../../contract/ids'
import { memberId } from '../../contract/ids'
import type { ChatAddress, Platform, Role } from '../../contract/people'
import { platforms } from '../../contract/people'
import type { Sql, SqlValue } from '../database'
import { chunks, marks, tuples } from '../database'
import { addressKey } from './domain/address-key'
import type { KnownMember, MemberEntry } from './domain/plan-directory'

/** Whose address it is. */
export async function idOfAddress(sql: Sql, address: ChatAddress): Promise<MemberId | undefined> {
  const [row] = await sql.rows<{ member_id: number }>(
    'SELECT member_id FROM member_address WHERE platform=? AND user_key=?',
    [address.platform, addressKey(address)],
  )
  return row === undefined ? undefined : memberId(Number(row.member_id))
}

/** Those members, or everybody, in the order of their ids. */
export async function readMembers(sql: Sql, ids?: readonly MemberId[]): Promise<KnownMember[]> {
  const only = ids === undefined ? '' : ` WHERE id IN (${marks(ids.length)})`
  const members = await sql.rows<MemberRow>(
    `SELECT id, member_key, name, role, team, manager_id, active FROM member${only} ORDER BY id`,
    ids ?? [],
  )
  const which = ids === undefined ? '' : ` WHERE member_id IN (${marks(ids.length)})`
  const addresses = await sql.rows<AddressRow>(
    `SELECT member_id, platform, user_id FROM member_address${which} ORDER BY member_id, preference`,
    ids ?? [],
  )
  const byMember = new Map<number, ChatAddress[]>()
  for (const row of addresses) {
    const address = { platform: row.platform as Platform, userId: row.user_id }
    const his = byMember.get(Number(row.member_id))
    if (his === undefined) byMember.set(Number(row.member_id), [address])
    else his.push(address)
  }
  return members.map((row) => toMember(row, byMember.get(Number(row.id)) ?? []))
}

interface MemberRow {
  readonly id: number
  readonly member_key: string
  readonly name: string
  readonly role: string
  readonly team: string
  readonly manager_id: number | null
  readonly active: number
}

interface AddressRow {
  readonly member_id: number
  readonly platform: string
  readonly user_id: string
}

const toMember = (row: MemberRow, addresses: readonly ChatAddress[]): KnownMember => ({
  id: memberId(Number(row.id)),
  key: row.member_key,
  name: row.name,
  role: row.role as Role,
  team: row.team,
  manager: row.manager_id === null ? null : memberId(Number(row.manager_id)),
  addresses,
  active: Number(row.active) === 1,
})

/** Writes new people, without their managers and addresses. */
export async function insertMembers(tx: Sql, entries: readonly MemberEntry[]): Promise<void> {
  for (const some of chunks(entries, 100)) {
    await tx.run(
      `INSERT INTO member (member_key, name, role, team, manager_id, active, assigned)
       VALUES ${tuples(some.length, 7)}`,
      some.flatMap((e): SqlValue[] => [e.key, e.name, e.role, e.team, null, 1, 0]),
    )
  }
}

export async function updateMember(tx: Sql, id: MemberId, entry: MemberEntry): Promise<void> {
  await tx.run('UPDATE member SET member_key=?, name=?, role=?, team=?, active=1 WHERE id=?', [
    entry.key,
    entry.name,
    entry.role,
    entry.team,
    id,
  ])
}

/** Gives members their managers, all of one manager's people at a time. */
export async function setManagers(
  tx: Sql,
  managers: readonly { readonly id: MemberId; readonly manager: MemberId | null }[],
): Promise<void> {
  const peopleOf = new Map<MemberId | null, MemberId[]>()
  for (const { id, manager } of managers) {
    const his = peopleOf.get(manager)
    if (his === undefined) peopleOf.set(manager, [id])
    else his.push(id)
  }
  for (const [manager, ids] of peopleOf)
    for (const some of chunks(ids, 500))
      await tx.run(`UPDATE member SET manager_id=? WHERE id IN (${marks(some.length)})`, [manager, ...some])
}

export async function reactivate(tx: Sql, id: MemberId): Promise<void> {
  await tx.run('UPDATE member SET active=1 WHERE id=?', [id])
}

/** They leave; id, addresses and customers stay. Returns how many customers they own. */
export async function deactivate(tx: Sql, ids: readonly MemberId[]): Promise<number> {
  let owned = 0
  for (const some of chunks(ids, 500)) {
    await tx.run(`UPDATE member SET active=0 WHERE id IN (${marks(some.length)})`, some)
    const [row] = await tx.rows<{ n: number }>(
      `SELECT COUNT(*) AS n FROM customer WHERE merged_into IS NULL AND owner_id IN (${marks(some.length)})`,
      some,
    )
    owned += Number(row?.n ?? 0)
  }
  return owned
}

export interface AddressesOf {
  readonly id: MemberId
  readonly addresses: readonly ChatAddress[]
}

/** Gives each member exactly these addresses, taking them from whoever had them. */
export async function setAddresses(tx: Sql, all: readonly AddressesOf[]): Promise<void> {
  for (const some of chunks(all, 500))
    await tx.run(
      `DELETE FROM member_address WHERE member_id IN (${marks(some.length)})`,
      some.map((m) => m.id),
    )
  const rows = all.flatMap(({ id, addresses }) => addresses.map((address, i) => ({ id, address, i })))
  for (const platform of platforms) {
    const keys = rows.filter((r) => r.address.platform === platform).map((r) => addressKey(r.address))
    for (const some of chunks(keys, 500))
      await tx.run(`DELETE FROM member_address WHERE platform=? AND user_key IN (${marks(some.length)})`, [
        platform,
        ...some,
      ])
  }
  for (const some of chunks(rows, 100))
    await tx.run(
      `INSERT INTO member_address (platform, user_key, user_id, member_id, preference)
       VALUES ${tuples(some.length, 5)}`,
      some.flatMap(({ id, address, i }): SqlValue[] => [
        address.platform,
        addressKey(address),
        address.userId,
        id,
        i,
      ]),
    )
}

/** The id behind every key. */
export async function idsByKey(tx: Sql): Promise<ReadonlyMap<string, MemberId>> {
  const rows = await tx.rows<{ id: number; member_key: string }>('SELECT id, member_key FROM member')
  return new Map(rows.map((r) => [r.member_key, memberId(Number(r.id))]))
}

/**
 * The active rep with the fewest customers, one more counted for him. The row stays locked until the transaction
 * ends, so that two of them do not both see him as the least busy one.
 */
export async function takeNextOwner(tx: Sql): Promise<MemberId | undefined> {
  const lock = tx.dialect === 'mysql' ? ' FOR UPDATE' : ''
  const [row] = await tx.rows<{ id: number }>(
    `SELECT id FROM member WHERE role='rep' AND active=1 ORDER BY assigned, id LIMIT 1${lock}`,
  )
  if (row === undefined) return undefined
  await tx.run('UPDATE member SET assigned=assigned+1 WHERE id=?', [row.id])
  return memberId(Number(row.id))
}

export interface Ownership {
  readonly customer: CustomerId
  readonly owner: MemberId | null
}

/** Gives customers their owners and moves the counts along. Returns how many customers changed hands. */
export async function moveOwners(tx: Sql, owners: readonly Ownership[]): Promise<number> {
  const lock = tx.dialect === 'mysql' ? ' FOR UPDATE' : ''
  const balance = new Map<number, number>()
  const count = (member: number | null, by: number) => {
    if (member !== null) balance.set(member, (balance.get(member) ?? 0) + by)
  }
  let moved = 0
  // In the order of ids, as every other writer of these rows does.
  for (const { customer, owner } of [...owners].sort((a, b) => a.customer - b.customer)) {
    const [row] = await tx.rows<{ owner_id: number | null }>(
      `SELECT owner_id FROM customer WHERE id=?${lock}`,
      [customer],
    )
    if (row === undefined) continue
    const before = row.owner_id === null ? null : Number(row.owner_id)
    if (before === owner) continue
    await tx.run('UPDATE customer SET owner_id=? WHERE id=?', [owner, customer])
    count(before, -1)
    count(owner, 1)
    moved += 1
  }
  for (const [member, by] of [...balance].sort(([a], [b]) => a - b)) {
    if (by !== 0) await tx.run('UPDATE member SET assigned=assigned+? WHERE id=?', [by, member])
  }
  return moved
}
