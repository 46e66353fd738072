import type { Dialect } from './sql'

/** The column types of both databases under one name each. */
export interface ColumnTypes {
  /** Auto-incrementing primary key. */
  readonly serial: string
  readonly big: string
  readonly int: string
  /** Compared byte by byte. */
  readonly key: (length: number) => string
  readonly text: string
  /** What follows the closing bracket of CREATE TABLE. */
  readonly table: string
  /** The same for tables that are read along their primary key only. */
  readonly clustered: string
}

/** The comment every table of ours carries on MySQL, so that a half-finished migration knows its own. */
export const OURS = 'zhongshu'

const ON_MYSQL = ` ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT='${OURS}'`

export const columnTypes = (dialect: Dialect): ColumnTypes =>
  dialect === 'sqlite'
    ? {
        serial: 'INTEGER PRIMARY KEY',
        big: 'INTEGER',
        int: 'INTEGER',
        key: () => 'TEXT',
        text: 'TEXT',
        table: '',
        clustered: ' WITHOUT ROWID',
      }
    : {
        serial: 'BIGINT PRIMARY KEY AUTO_INCREMENT',
        big: 'BIGINT',
        int: 'INT',
        key: (length) => `VARCHAR(${length})`,
        text: 'MEDIUMTEXT',
        table: ON_MYSQL,
        clustered: ON_MYSQL,
      }
