import type { DataSource, QueryRunner } from 'typeorm'

import type { DatabaseUrl } from './database-url'
import { createDataSource } from './data-source'
import { migrate } from './migrate'
import { Mutex } from './mutex'
import { SharedTurns } from './shared-turns'
import type { Database, Dialect, Sql, SqlValue } from './sql'
import { explained, isBusy, unavailableUnless } from './store-faults'

/**
 * Opens the database, brings its tables up to date, and hands out the two ways to use it. A database that cannot be
 * opened is a Fault with the way out.
 */
export function openDatabase(url: DatabaseUrl): Promise<Database> {
  return explained(url, async () => {
    const writer = createDataSource(url, 'write')
    try {
      await writer.initialize()
      await migrate(url, writer)
      return url.dialect === 'sqlite' ? await openSqlite(url, writer) : await openMysql(url, writer)
    } catch (cause) {
      if (writer.isInitialized) await writer.destroy().catch(() => undefined)
      throw cause
    }
  })
}

async function openSqlite(url: DatabaseUrl, writer: DataSource): Promise<Database> {
  const reader = createDataSource(url, 'read')
  await reader.initialize()
  const turns = new Mutex()
  const threads = new SharedTurns()
  const asked = sqlOf('sqlite', reader.createQueryRunner())
  const read: Sql = { ...asked, rows: (text, values) => unavailableUnless(() => asked.rows(text, values)) }
  const runner = writer.createQueryRunner()
  const tx = sqlOf('sqlite', runner)
  // From here on a locked file is waited for outside SQLite, whose own waiting would block the whole process.
  await tx.rows('PRAGMA busy_timeout = 0')
  return {
    dialect: 'sqlite',
    turns: threads,
    read,
    // One connection writes, so transactions queue here.
    write: (work) => {
      const until = Date.now() + PATIENCE_MS
      return turns.run(() => inTurn(threads, () => unavailableUnless(() => inTransaction(tx, work, until))))
    },
    ping: async () => void (await read.rows('SELECT 1')),
    close: async () => {
      await turns.run(async () => undefined)
      await reader.destroy()
      await writer.destroy()
    },
  }
}

async function inTurn<T>(threads: SharedTurns, work: () => Promise<T>): Promise<T> {
  await threads.take()
  try {
    return await work()
  } finally {
    threads.give()
  }
}

/** How long a transaction waits for another process (a second hub, an import) to let go of the file. */
const PATIENCE_MS = 5_000
const LOOK_AGAIN_MS = 5

async function inTransaction<T>(tx: Sql, work: (tx: Sql) => Promise<T>, until: number): Promise<T> {
  await begin(tx, until)
  try {
    const result = await work(tx)
    await tx.run('COMMIT')
    return result
  } catch (cause) {
    await tx.run('ROLLBACK').catch(() => undefined)
    throw cause
  }
}

async function begin(tx: Sql, until: number): Promise<void> {
  for (;;) {
    try {
      await tx.run('BEGIN IMMEDIATE')
      return
    } catch (cause) {
      if (!isBusy(cause) || Date.now() >= until) throw cause
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
    }
  }
}

/**
 * Transactions and readings have a pool each: a transaction may read beside itself, and if both came from one pool, as
 * many transactions as it has connections would wait for one another for ever.
 */
async function openMysql(url: DatabaseUrl, writer: DataSource): Promise<Database> {
  const reader = createDataSource(url, 'read')
  await reader.initialize()
  const read: Sql = {
    dialect: 'mysql',
    rows: (text, parameters) => unavailableUnless(() => reader.query(text, [...(parameters ?? [])])),
    run: async (text, parameters) => {
      const result = await unavailableUnless(() => reader.query(text, [...(parameters ?? [])]))
      return Number((result as { affectedRows?: number }).affectedRows ?? 0)
    },
  }
  return {
    dialect: 'mysql',
    turns: new SharedTurns(),
    read,
    write: (work) => unavailableUnless(() => inMysqlTransaction(writer, work)),
    ping: async () => void (await read.rows('SELECT 1')),
    close: async () => {
      await Promise.all([writer.destroy(), reader.destroy()])
    },
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
