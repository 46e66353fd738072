import 'reflect-metadata'

import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

import libsql from 'libsql'
import { DataSource } from 'typeorm'

import { migrations } from './migrations'

export type DatabaseUrl =
  { readonly dialect: 'sqlite'; readonly file: string } | { readonly dialect: 'mysql'; readonly url: string }

/**
 * The TypeORM data source of one connection (SQLite) or one pool (MySQL).
 *
 * SQLite runs on libsql, whose binary comes inside its npm package; WAL lets readers go on while one writes, and
 * `synchronous=FULL` makes a commit survive the loss of power, which an acknowledged touchpoint must.
 */
export function createDataSource(url: DatabaseUrl, use: 'write' | 'read'): DataSource {
  if (url.dialect === 'sqlite') return sqliteSource(resolve(url.file), use)
  return new DataSource({
    type: 'mysql',
    url: url.url,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    poolSize: 10,
    connectTimeout: 5_000,
    // Without this an unchanged duplicate would count as a row, and repeats could not be told from new touchpoints.
    flags: ['-FOUND_ROWS'],
    supportBigNumbers: true,
    bigNumberStrings: false,
    migrations,
    migrationsTransactionMode: 'each',
  })
}

function sqliteSource(file: string, use: 'write' | 'read'): DataSource {
  mkdirSync(dirname(file), { recursive: true })
  return new DataSource({
    type: 'better-sqlite3',
    driver: libsql,
    database: file,
    statementCacheSize: 200,
    prepareDatabase: (connection: { pragma(text: string): unknown }) => {
      // First of all: even the next line may meet another process that is opening the file.
      connection.pragma('busy_timeout = 5000')
      connection.pragma('journal_mode = WAL')
      connection.pragma('synchronous = FULL')
      connection.pragma('foreign_keys = ON')
      connection.pragma('cache_size = -16000')
      if (use === 'read') connection.pragma('query_only = ON')
    },
    migrations: use === 'write' ? migrations : [],
    migrationsTransactionMode: 'each',
  })
}

/** `sqlite:./data/zhongshu.db`, `mysql://user:secret@host:3306/name`. Undefined when it is neither. */
export function parseDatabaseUrl(text: string): DatabaseUrl | undefined {
  if (text.startsWith('sqlite:') && text.length > 'sqlite:'.length) {
    return { dialect: 'sqlite', file: text.slice('sqlite:'.length) }
  }
  if (/^(mysql|mariadb):\/\/[^/]+\/[^/?]+/.test(text)) {
    return { dialect: 'mysql', url: text.replace(/^mariadb:/, 'mysql:') }
  }
  return undefined
}
