import type { DataSource, QueryRunner } from 'typeorm'

import { Fault } from '../../contract/fault'
import { seconds } from '../../contract/quantities'
import type { DatabaseUrl } from './data-source'
import { createDataSource } from './data-source'
import { Mutex } from './mutex'
import type { Database, Dialect, Sql, SqlValue } from './sql'

/** Opens the database, brings its tables up to date, and hands out the two ways to use it. */
export async function openDatabase(url: DatabaseUrl): Promise<Database> {
  const writer = createDataSource(url, 'write')
  await unavailableUnless(() => writer.initialize())
  await writer.runMigrations()
  return url.dialect === 'sqlite' ? openSqlite(url, writer) : openMysql(writer)
}

async function openSqlite(url: DatabaseUrl, writer: DataSource): Promise<Database> {
  const reader = createDataSource(url, 'read')
  await reader.initialize()
  const turns = new Mutex()
  const read = sqlOf('sqlite', reader.createQueryRunner())
  const runner = writer.createQueryRunner()
  const tx = sqlOf('sqlite', runner)
  return {
    dialect: 'sqlite',
    read,
    // One connection writes, so transactions queue here: waiting inside SQLite would block the whole process.
    write: (work) => turns.run(() => unavailableUnless(() => inTransaction(tx, work))),
    ping: async () => void (await read.rows('SELECT 1')),
    close: async () => {
      await turns.run(async () => undefined)
      await reader.destroy()
      await writer.destroy()
    },
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

function openMysql(pool: DataSource): Database {
  const read: Sql = {
    dialect: 'mysql',
    rows: (text, parameters) => unavailableUnless(() => pool.query(text, [...(parameters ?? [])])),
    run: async (text, parameters) => {
      const result = await unavailableUnless(() => pool.query(text, [...(parameters ?? [])]))
      return Number((result as { affectedRows?: number }).affectedRows ?? 0)
    },
  }
  return {
    dialect: 'mysql',
    read,
    write: (work) => unavailableUnless(() => inMysqlTransaction(pool, work)),
    ping: async () => void (await read.rows('SELECT 1')),
    close: () => pool.destroy(),
  }
}

async function inMysqlTransaction<T>(pool: DataSource, work: (tx: Sql) => Promise<T>): Promise<T> {
  const runner = pool.createQueryRunner()
  try {
    // Read committed: what another process committed just now must be seen by the fence and the log's tail.
    await runner.startTransaction('READ COMMITTED')
    const result = await work(sqlOf('mysql', runner))
    await runner.commitTransaction()
    return result
  } catch (cause) {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined)
    throw cause
  } finally {
    await runner.release().catch(() => undefined)
  }
}

function sqlOf(dialect: Dialect, runner: QueryRunner): Sql {
  const ask = (text: string, parameters: readonly SqlValue[] = []) =>
    runner.query(text, [...parameters], true)
  return {
    dialect,
    rows: async <Row>(text: string, parameters?: readonly SqlValue[]) => {
      const result = await ask(text, parameters)
      return (result.records ?? result.raw ?? []) as Row[]
    },
    run: async (text, parameters) => (await ask(text, parameters)).affected ?? 0,
  }
}

const networkErrors = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR',
  'ER_SERVER_SHUTDOWN',
  'ER_CON_COUNT_ERROR',
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_CONNECTION_KILLED',
  'ER_NORMAL_SHUTDOWN',
  'SQLITE_BUSY',
  'SQLITE_FULL',
  'SQLITE_IOERR',
])

/** Turns "the database is not there" into the one Fault that doors answer with 503. */
async function unavailableUnless<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    const code = codeOf(cause)
    if (code === undefined || !networkErrors.has(code)) throw cause
    throw new Fault({
      code: 'store-unavailable',
      message: `The database does not answer (${code}).`,
      advice: 'Nothing of this request was kept; send it again. If it lasts, run `zhongshu doctor`.',
      retryAfter: seconds(2),
      cause,
    })
  }
}

function codeOf(cause: unknown): string | undefined {
  if (typeof cause !== 'object' || cause === null) return undefined
  const direct = (cause as { code?: unknown }).code
  if (typeof direct === 'string') return direct
  const driver = (cause as { driverError?: unknown }).driverError
  return driver === undefined ? undefined : codeOf(driver)
}
