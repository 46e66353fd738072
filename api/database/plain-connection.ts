import { resolve } from 'node:path'

import libsql from 'libsql'
import type { Connection, ResultSetHeader } from 'mysql2/promise'

import type { DatabaseUrl } from './database-url'
import type { SharedTurns } from './shared-turns'
import type { Sql, SqlValue } from './sql'
import { setUpSqlite } from './sqlite-pragmas'
import { unavailableUnless } from './store-faults'

/** A connection that only writes. */
export interface PlainConnection {
  /** One transaction: everything inside commits together or not at all. One at a time. */
  write<T>(work: (tx: Sql) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/**
 * Opens a connection by the driver alone, for a thread that keeps touchpoints and nothing else: TypeORM in every
 * thread would cost memory for nothing. The tables must be there.
 */
export const openPlainConnection = async (url: DatabaseUrl, turns: SharedTurns): Promise<PlainConnection> =>
  url.dialect === 'sqlite' ? plainSqlite(resolve(url.file), turns) : plainMysql(url.url)

function plainSqlite(file: string, turns: SharedTurns): PlainConnection {
  const connection = new libsql(file)
  setUpSqlite(connection, 'write-apart')
  const known = new Map<string, ReturnType<typeof connection.prepare>>()
  const prepared = (text: string) => {
    const statement = known.get(text) ?? connection.prepare(text)
    known.set(text, statement)
    return statement
  }
  const tx: Sql = {
    dialect: 'sqlite',
    rows: async <Row>(text: string, values: readonly SqlValue[] = []) =>
      prepared(text).all([...values]) as Row[],
    run: async (text, values = []) => prepared(text).run([...values]).changes,
  }
  return {
    write: (work) =>
      unavailableUnless(async () => {
        turns.takeBlocking()
        try {
          return await inTransaction(tx, work)
        } finally {
          turns.giveBlocking()
        }
      }),
    close: async () => void connection.close(),
  }
}

async function inTransaction<T>(tx: Sql, work: (tx: Sql) => Promise<T>): Promise<T> {
  await tx.run('BEGIN IMMEDIATE')
  try {
    const result = await work(tx)
    await tx.run('COMMIT')
    return result
  } catch (cause) {
    await tx.run('ROLLBACK').catch(() => undefined)
    throw cause
  }
}

function plainMysql(url: string): PlainConnection {
  let open: Connection | undefined
  const connection = async (): Promise<Connection> => {
    if (open !== undefined) return open
    const fresh = await openMysql(url)
    // Whoever comes next opens another one. Without a listener a server that goes away would end the thread.
    fresh.on('error', () => forget(fresh))
    open = fresh
    return fresh
  }
  const forget = (which: Connection): void => {
    if (open === which) open = undefined
    which.destroy()
  }
  return {
    write: (work) =>
      unavailableUnless(async () => {
        const used = await connection()
        try {
          const result = await work(mysqlSql(used))
          await used.query('COMMIT')
          return result
        } catch (cause) {
          // Whatever it was, the next transaction starts on a connection that nothing is known against.
          forget(used)
          throw cause
        }
      }),
    close: async () => open?.end(),
  }
}

async function openMysql(url: string): Promise<Connection> {
  const { createConnection } = await import('mysql2/promise')
  const connection = await createConnection({
    uri: url,
    charset: 'utf8mb4_bin',
    connectTimeout: 5_000,
    // Without this an unchanged duplicate would count as a row, and repeats could not be told from new touchpoints.
    flags: ['-FOUND_ROWS'],
  })
  // Read committed: what another process committed just now must be seen by the log's tail. A transaction begins with
  // its first statement, which saves asking the server for it each time.
  await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED')
  await connection.query('SET autocommit = 0')
  return connection
}

const mysqlSql = (connection: Connection): Sql => ({
  dialect: 'mysql',
  rows: async <Row>(text: string, values: readonly SqlValue[] = []) =>
    (await connection.query(text, [...values]))[0] as Row[],
  run: async (text, values = []) =>
    ((await connection.query(text, [...values]))[0] as ResultSetHeader).affectedRows,
})
