import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Database, DatabaseUrl } from '../../api/database'
import { openDatabase } from '../../api/database'
import { createConnection } from 'mysql2/promise'

export interface TestDatabase {
  readonly url: DatabaseUrl
  readonly database: Database
  /** Closes it and removes its data. */
  drop(): Promise<void>
}

/** The databases this run can reach: always SQLite, and MariaDB when TEST_MYSQL_URL names one. */
export const reachable: readonly ('sqlite' | 'mysql')[] =
  process.env.TEST_MYSQL_URL === undefined ? ['sqlite'] : ['sqlite', 'mysql']

/** A fresh database of its own for one suite, tables in place. */
export async function freshDatabase(dialect: 'sqlite' | 'mysql'): Promise<TestDatabase> {
  return dialect === 'sqlite' ? freshSqlite() : freshMysql(process.env.TEST_MYSQL_URL ?? '')
}

/** Empties the tables, in that order: quicker than a fresh database for every test. */
export async function emptyTables(database: Database, tables: readonly string[]): Promise<void> {
  await database.write(async (tx) => {
    for (const table of tables) await tx.run(`DELETE FROM ${table}`)
  })
}

async function freshSqlite(): Promise<TestDatabase> {
  return opened(emptySqlite())
}

async function freshMysql(server: string): Promise<TestDatabase> {
  return opened(await emptyMysql(server))
}

async function opened(place: EmptyDatabase): Promise<TestDatabase> {
  const database = await openDatabase(place.url)
  return {
    url: place.url,
    database,
    drop: async () => {
      await database.close()
      await place.remove()
    },
  }
}

/** A place for a database that nobody has opened yet, for processes of the product. */
export interface EmptyDatabase {
  readonly url: DatabaseUrl
  /** As the setting DATABASE_URL has it. */
  readonly setting: string
  /** Removes its data; everybody must have closed it. */
  remove(): Promise<void>
}

export const emptyDatabase = async (dialect: 'sqlite' | 'mysql'): Promise<EmptyDatabase> =>
  dialect === 'sqlite' ? emptySqlite() : emptyMysql(process.env.TEST_MYSQL_URL ?? '')

function emptySqlite(): EmptyDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'zhongshu-test-'))
  const file = join(folder, 'hub.db')
  return {
    url: { dialect: 'sqlite', file },
    setting: `sqlite:${file}`,
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

let made = 0

/** A schema of its own on the server of this address. */
export async function emptyMysql(server: string): Promise<EmptyDatabase> {
  const schema = `zhongshu_test_${process.pid}_${(made += 1)}`
  await onServer(server, `DROP DATABASE IF EXISTS ${schema}`)
  await onServer(server, `CREATE DATABASE ${schema}`)
  const address = new URL(server)
  address.pathname = `/${schema}`
  return {
    url: { dialect: 'mysql', url: address.toString() },
    setting: address.toString(),
    remove: () => onServer(server, `DROP DATABASE IF EXISTS ${schema}`),
  }
}

async function onServer(server: string, statement: string): Promise<void> {
  const connection = await createConnection(server)
  await connection.query(statement)
  await connection.end()
}
