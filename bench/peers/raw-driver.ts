import libsql from 'libsql'
import { createConnection } from 'mysql2/promise'

import type { DatabaseUrl, Dialect } from '../../api/database'

export type Value = string | number | null

/** The database driver with nothing of ours in between. */
export interface RawDriver {
  readonly dialect: Dialect
  /** One transaction of one statement that inserts all rows. */
  insert(into: string, rows: readonly (readonly Value[])[]): Promise<void>
  rows(text: string, values: readonly Value[]): Promise<Record<string, unknown>[]>
  run(text: string, values: readonly Value[]): Promise<void>
  close(): Promise<void>
}

export const openRawDriver = (url: DatabaseUrl): Promise<RawDriver> =>
  url.dialect === 'sqlite' ? Promise.resolve(rawSqlite(url.file)) : rawMysql(url.url)

const tuples = (rows: readonly (readonly Value[])[]): string =>
  rows.map((row) => `(${row.map(() => '?').join(',')})`).join(',')

function rawSqlite(file: string): RawDriver {
  const connection = new libsql(file)
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma('busy_timeout = 5000')
  connection.pragma('cache_size = -16000')
  const known = new Map<string, ReturnType<typeof connection.prepare>>()
  const prepared = (text: string) => {
    const statement = known.get(text) ?? connection.prepare(text)
    known.set(text, statement)
    return statement
  }
  return {
    dialect: 'sqlite',
    insert: async (into, rows) =>
      void prepared(`INSERT INTO ${into} VALUES ${tuples(rows)}`).run(rows.flat()),
    rows: async (text, values) => prepared(text).all([...values]) as Record<string, unknown>[],
    run: async (text, values) => void prepared(text).run([...values]),
    close: async () => void connection.close(),
  }
}

async function rawMysql(url: string): Promise<RawDriver> {
  const connection = await createConnection(url)
  return {
    dialect: 'mysql',
    insert: async (into, rows) =>
      void (await connection.query(`INSERT INTO ${into} VALUES ${tuples(rows)}`, rows.flat())),
    rows: async (text, values) => (await connection.query(text, [...values]))[0] as Record<string, unknown>[],
    run: async (text, values) => void (await connection.query(text, [...values])),
    close: () => connection.end(),
  }
}
