import type { SharedTurns } from './shared-turns'

/** What a store may ask of the database: the same on SQLite and on MySQL. */
export interface Sql {
  readonly dialect: Dialect
  /** Rows of a SELECT (or of INSERT … RETURNING on SQLite). */
  rows<Row>(text: string, parameters?: readonly SqlValue[]): Promise<Row[]>
  /** Number of rows changed. */
  run(text: string, parameters?: readonly SqlValue[]): Promise<number>
}

export type Dialect = 'sqlite' | 'mysql'
export type SqlValue = string | number | null

export interface Database {
  readonly dialect: Dialect
  /** For a thread of this process that writes the same database over a connection of its own. */
  readonly turns: SharedTurns
  /** Reads outside any transaction; never sees what a running transaction has not committed. */
  readonly read: Sql
  /** One transaction: everything inside commits together or not at all. On SQLite they run one at a time. */
  write<T>(work: (tx: Sql) => Promise<T>): Promise<T>
  /** Throws a Fault `store-unavailable` when the database does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** `(?,?,?),(?,?,?)` for so many rows of so many columns. */
export const tuples = (rows: number, columns: number): string =>
  new Array<string>(rows).fill(`(${new Array<string>(columns).fill('?').join(',')})`).join(',')

/** `?,?,?` */
export const marks = (count: number): string => new Array<string>(count).fill('?').join(',')

/** Splits a long list so that no statement exceeds the databases' parameter limits. */
export function chunks<T>(items: readonly T[], size: number): T[][] {
  const out: T[][] = []
  for (let i = 0; i < items.length; i += size) out.push(items.slice(i, i + size))
  return out
}

/**
 * Splits a list into pieces of a few sizes only (256, 32, 4 and 1), so that statements for many rows come in four
 * texts, each prepared once.
 */
export function evenChunks<T>(items: readonly T[]): T[][] {
  const out: T[][] = []
  let at = 0
  for (const size of chunkSizes) {
    for (; items.length - at >= size; at += size) out.push(items.slice(at, at + size))
  }
  return out
}

const chunkSizes = [256, 32, 4, 1]

/** `ON CONFLICT` in the dialect's words: keep the old row, or overwrite the named columns. */
export function onConflict(dialect: Dialect, key: readonly string[], overwrite: readonly string[]): string {
  if (dialect === 'mysql') {
    const columns = overwrite.length > 0 ? overwrite.map((c) => `${c}=VALUES(${c})`) : [`${key[0]}=${key[0]}`]
    return ` ON DUPLICATE KEY UPDATE ${columns.join(',')}`
  }
  if (overwrite.length === 0) return ` ON CONFLICT (${key.join(',')}) DO NOTHING`
  return ` ON CONFLICT (${key.join(',')}) DO UPDATE SET ${overwrite.map((c) => `${c}=excluded.${c}`).join(',')}`
}
