import { Fault } from '../../contract/fault'
import type { Database, Sql } from '../database'
import { onConflict } from '../database'
import type { ChainHead } from '../decisions'
import { CHAIN_START } from '../decisions'

/** How far the log is processed and where the chain of decisions stands, in one row. */
export interface Position {
  readonly position: number
  readonly head: ChainHead
}

const NAME = 'main'

/** Reads the row under a new epoch: every earlier writer's next commit fails from here on. */
export const takeOver = (database: Database, epoch: number): Promise<Position> =>
  database.write(async (tx) => {
    await tx.run(
      `INSERT INTO log_position (name, position, epoch, chain_head, chain_hash) VALUES (?, 0, 0, 0, ?)
       ${onConflict(tx.dialect, ['name'], [])}`,
      [NAME, CHAIN_START],
    )
    await tx.run('UPDATE log_position SET epoch = ? WHERE name = ? AND epoch < ?', [epoch, NAME, epoch])
    const [row] = await tx.rows<Record<string, string | number>>(
      'SELECT position, epoch, chain_head, chain_hash FROM log_position WHERE name = ?',
      [NAME],
    )
    if (row === undefined || Number(row.epoch) !== epoch) throw fenced()
    return {
      position: Number(row.position),
      head: { id: Number(row.chain_head), hash: String(row.chain_hash) },
    }
  })

/** Moves the row on inside the batch's transaction; throws Fault `fenced` when another writer was there. */
export async function advance(tx: Sql, epoch: number, from: Position, to: Position): Promise<void> {
  const lock = tx.dialect === 'mysql' ? ' FOR UPDATE' : ''
  const [row] = await tx.rows<Record<string, number>>(
    `SELECT position, epoch, chain_head FROM log_position WHERE name = ?${lock}`,
    [NAME],
  )
  const ours =
    Number(row?.epoch) === epoch &&
    Number(row?.position) === from.position &&
    Number(row?.chain_head) === from.head.id
  if (!ours) throw fenced()
  await tx.run('UPDATE log_position SET position = ?, chain_head = ?, chain_hash = ? WHERE name = ?', [
    to.position,
    to.head.id,
    to.head.hash,
    NAME,
  ])
}

const fenced = (): Fault =>
  new Fault({
    code: 'fenced',
    message: 'Another process has taken over judging.',
    advice: 'Nothing was lost; this process stands by until the other one stops.',
  })
