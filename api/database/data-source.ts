import 'reflect-metadata'

import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

import libsql from 'libsql'
import { DataSource } from 'typeorm'

import type { DatabaseUrl } from './database-url'
import { migrations } from './migrations'
import { setUpSqlite } from './sqlite-pragmas'

/**
 * The TypeORM data source of one connection (SQLite) or one pool (MySQL).
 *
 * SQLite runs on libsql, whose binary comes inside its npm package.
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
    prepareDatabase: (connection: { pragma(text: string): unknown }) => setUpSqlite(connection, use),
    migrations: use === 'write' ? migrations : [],
    migrationsTransactionMode: 'each',
  })
}
