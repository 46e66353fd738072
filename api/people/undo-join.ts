import { Fault } from '../../contract/fault'
import type { MemberId } from '../../contract/ids'
import type { Clock } from '../../contract/ports/clock'
import type { Sql } from '../database'
import { fullKey } from './domain/address-key'
import * as joins from './join-store.typeorm'
import type { AccountJoin } from './join-store.typeorm'
import * as store from './people-store.typeorm'

/**
 * Takes a joined account away again. It goes back to whoever had it, with the customers that came with it and are
 * still where they went; an account that was new at the join becomes somebody new. The next sync leaves them apart.
 */
export async function undoJoin(
  tx: Sql,
  id: number,
  clock: Clock,
): Promise<{ readonly customers: number; readonly member: MemberId }> {
  const join = (await joins.readJoins(tx)).find((j) => j.id === id && j.undoneAt === null)
  const [kept] = join === undefined ? [] : await store.readMembers(tx, [join.member])
  if (join === undefined || kept === undefined) throw noSuchJoin(id)
  await joins.markUndone(tx, id, clock.now())
  const remaining = kept.addresses.filter((a) => fullKey(a) !== fullKey(join.address))
  await store.setAddresses(tx, [{ id: kept.id, addresses: remaining }])
  const member = join.from ?? (await somebodyNew(tx, join, kept.name, kept.team))
  await store.reactivate(tx, member)
  await store.setAddresses(tx, [{ id: member, addresses: [join.address] }])
  const customers = await joins.movedAndKept(tx, join)
  await store.moveOwners(
    tx,
    customers.map((customer) => ({ customer, owner: member })),
  )
  return { customers: customers.length, member }
}

/** The least of all roles until the next sync knows better. */
async function somebodyNew(tx: Sql, join: AccountJoin, name: string, team: string): Promise<MemberId> {
  const key = `${fullKey(join.address)}#${join.id}`
  await store.insertMembers(tx, [{ key, name, role: 'rep', team, manager: null, addresses: [] }])
  const id = (await store.idsByKey(tx)).get(key)
  if (id === undefined) throw noSuchJoin(join.id)
  return id
}

const noSuchJoin = (id: number): Fault =>
  new Fault({
    code: 'not-found',
    message: `没有编号为 ${id} 的合并,或它已被撤销。There is no join ${id} to undo.`,
    advice: '运行 zhongshu directory joins 查看编号。Run zhongshu directory joins for the numbers.',
  })
