import { Fault } from '../../contract/fault'
import { seconds } from '../../contract/quantities'
import type { DatabaseUrl } from './database-url'

/** What passes by itself, or once somebody has mended the database; nothing of the call was kept. */
const passing = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH',
  'ENETUNREACH', 'PROTOCOL_CONNECTION_LOST', 'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR', 'PROTOCOL_SEQUENCE_TIMEOUT',
  'ER_SERVER_SHUTDOWN', 'ER_NORMAL_SHUTDOWN', 'ER_CONNECTION_KILLED', 'ER_QUERY_INTERRUPTED', 'ER_CON_COUNT_ERROR',
  'ER_TOO_MANY_USER_CONNECTIONS', 'ER_CANT_CREATE_THREAD', 'ER_OUT_OF_RESOURCES', 'ER_OUTOFMEMORY',
  'ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD', 'ER_DISK_FULL', 'ER_RECORD_FILE_FULL',
  'ER_ERROR_ON_WRITE', 'ER_OPTION_PREVENTS_STATEMENT', 'ER_READ_ONLY_MODE', 'ER_BAD_DB_ERROR',
]) // prettier-ignore

/** The user's rights or password were changed: with our word for it, or without one. */
const denied = /^ER_(DB)?ACCESS_DENIED/

/** With whatever SQLite says more exactly behind it, such as SQLITE_IOERR_WRITE. */
const passingInSqlite = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|PROTOCOL|CANTOPEN|READONLY|NOMEM|INTERRUPT)/

/** Turns "the database is not there" into the one Fault that doors answer with 503. */
export async function unavailableUnless<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (!passes(cause)) throw cause
    throw new Fault({
      code: 'store-unavailable',
      message: `数据库没有应答 · The database does not answer (${codeOf(cause) ?? 'connection lost'}).`,
      advice: 'Nothing of this request was kept; send it again. If it lasts, run `zhongshu doctor`.',
      retryAfter: seconds(2),
      cause,
    })
  }
}

/** A connection that broke says `fatal`, with a code or without; a statement that was wrong does not. */
const passes = (cause: unknown): boolean => {
  const code = codeOf(cause) ?? ''
  if (passing.has(code) || passingInSqlite.test(code) || denied.test(code)) return true
  return propertyOf(cause, 'fatal') === true
}

export const isBusy = (cause: unknown): boolean => codeOf(cause)?.startsWith('SQLITE_BUSY') === true

export function codeOf(cause: unknown): string | undefined {
  const code = propertyOf(cause, 'code')
  return typeof code === 'string' ? code : undefined
}

/** A property of the driver's own error, which TypeORM wraps. */
function propertyOf(cause: unknown, name: 'code' | 'fatal'): unknown {
  if (typeof cause !== 'object' || cause === null) return undefined
  const own = (cause as Readonly<Record<string, unknown>>)[name]
  return own ?? propertyOf((cause as { driverError?: unknown }).driverError, name)
}

/** Why a database cannot be opened, as a Fault that says what to do about it; anything unknown as it came. */
export async function explained<T>(url: DatabaseUrl, open: () => Promise<T>): Promise<T> {
  try {
    return await open()
  } catch (cause) {
    throw (url.dialect === 'sqlite' ? sqliteFault(url.file, cause) : mysqlFault(url.url, cause)) ?? cause
  }
}

function sqliteFault(file: string, cause: unknown): Fault | undefined {
  const code = codeOf(cause) ?? ''
  const said = cause instanceof Error ? cause.message : ''
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return cannotOpen(
      cause,
      `${file} 不是完好的 SQLite 数据库 · is no sound SQLite database.`,
      '换一个文件(DATABASE_URL),或从备份恢复。Name another file, or restore a backup.',
    )
  }
  if (code === 'SQLITE_FULL') {
    return cannotOpen(
      cause,
      `磁盘已满 · The disk is full: ${file}`,
      '腾出空间后再启动,已收到的不会丢。Free some space and start again; nothing kept is lost.',
    )
  }
  if (isBusy(cause)) {
    return cannotOpen(
      cause,
      `数据库文件被另一个程序锁住 · Another program keeps the database file locked: ${file}`,
      '关掉占用它的程序(备份、数据库工具)后再启动。Close the program that holds it and start again.',
    )
  }
  const closed = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR', 'ENOENT', 'SQLITE_READONLY']
  if (!closed.includes(code) && !code.startsWith('SQLITE_CANTOPEN') && !said.includes('Unable to open')) {
    return undefined
  }
  return cannotOpen(
    cause,
    `数据库文件无法写入 · The database file cannot be written: ${file}`,
    '请让运行中枢的用户可写该目录,或用 DATABASE_URL / DATA_DIR 指定别处。Make the folder writable for this user, or name another one.',
  )
}

function mysqlFault(url: string, cause: unknown): Fault | undefined {
  const { host, pathname, username } = new URL(url)
  const code = codeOf(cause) ?? ''
  if (denied.test(code)) {
    return cannotOpen(
      cause,
      `数据库 ${host} 拒绝了用户 ${username} · The database refused user ${username} (${code}).`,
      '核对 DATABASE_URL 的用户名和密码,以及该用户在这个库上的权限。Check user name and password in DATABASE_URL, and the grants.',
    )
  }
  if (code === 'ER_BAD_DB_ERROR') {
    const name = pathname.slice(1)
    return cannotOpen(
      cause,
      `数据库 ${host} 上没有库 ${name} · There is no database ${name} on ${host}.`,
      `先创建它 · create it first: CREATE DATABASE ${name} CHARACTER SET utf8mb4`,
    )
  }
  if (!passing.has(code) && propertyOf(cause, 'fatal') !== true) return undefined
  return cannotOpen(
    cause,
    `连不上数据库 ${host} · The database ${host} cannot be reached (${code}).`,
    '确认数据库已启动、DATABASE_URL 的主机和端口正确、网络可达。Check that it runs, and host and port in DATABASE_URL.',
  )
}

const cannotOpen = (cause: unknown, message: string, advice: string): Fault =>
  new Fault({ code: 'store-unavailable', message, advice, cause })
