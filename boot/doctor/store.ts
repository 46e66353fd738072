import { dirname, resolve } from 'node:path'

import type { DatabaseUrl } from '../../api/database'
import { openDatabase } from '../../api/database'
import type { Database } from '../../api/database'
import { createDecisionStore } from '../../api/decisions'
import type { Finding } from '../finding'
import { bad, ok } from '../finding'

/** The database, and what is in it by way of `look`; without the one there is nothing to say of the other. */
export async function throughStore(
  url: DatabaseUrl,
  look: (database: Database) => Promise<readonly Finding[]>,
): Promise<Finding[]> {
  const name = '数据库 database'
  let database: Database | undefined
  try {
    database = await openDatabase(url)
    await database.ping()
    return [ok(name, url.dialect), await evidence(database), ...(await look(database))]
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    const where = url.dialect === 'sqlite' ? dirname(resolve(url.file)) : 'DATABASE_URL'
    const advice = `检查 ${where}:地址、用户权限(建表需要 CREATE、ALTER、INDEX)、服务是否启动 · address, rights, is it running?`
    return [bad(name, why, advice, 'store-unavailable')]
  } finally {
    await database?.close()
  }
}

async function evidence(database: Database): Promise<Finding> {
  const name = '证据链 evidence'
  const { broken, checked } = await createDecisionStore(database).verify()
  return broken === null
    ? ok(name, `${checked} 条决策完好 · intact`)
    : bad(
        name,
        `D${broken.decision}: ${broken.reason}`,
        '运行 zhongshu audit verify,并从备份比对 · compare with a backup',
        'chain-broken',
      )
}
