import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createConnection } from 'mysql2/promise'

import type { DatabaseUrl, Dialect } from '../api/database'

/** A database of our own to measure in, gone afterwards. */
export interface Place {
  readonly name: string
  readonly url: DatabaseUrl
  remove(): Promise<void>
}

/** Null where no server was named for the dialect. */
export const placeFor = (dialect: Dialect, env: NodeJS.ProcessEnv): Promise<Place | null> =>
  dialect === 'sqlite'
    ? Promise.resolve(sqlitePlace())
    : mysqlPlace(env.BENCH_MYSQL_URL ?? env.TEST_MYSQL_URL)

function sqlitePlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'zhongshu-bench-'))
  return {
    name: 'SQLite',
    url: { dialect: 'sqlite', file: join(folder, 'hub.db') },
    remove: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
  }
}

async function mysqlPlace(server: string | undefined): Promise<Place | null> {
  if (server === undefined || server === '') return null
  const schema = `zhongshu_bench_${process.pid}`
  const version = await onServer(server, `DROP DATABASE IF EXISTS ${schema}`)
  await onServer(server, `CREATE DATABASE ${schema}`)
  const address = new URL(server)
  address.pathname = `/${schema}`
  return {
    name: version.includes('MariaDB') ? 'MariaDB' : 'MySQL',
    url: { dialect: 'mysql', url: address.toString() },
    remove: async () => void (await onServer(server, `DROP DATABASE IF EXISTS ${schema}`)),
  }
}

/** Resolves to the server's version. */
async function onServer(server: string, statement: string): Promise<string> {
  const connection = await createConnection(server)
  try {
    await connection.query(statement)
    const [rows] = await connection.query('SELECT VERSION() AS version')
    return String((rows as { version: string }[])[0]?.version ?? '')
  } finally {
    await connection.end()
  }
}
