import type { DataSource } from 'typeorm'

import type { DatabaseUrl } from './database-url'

const TRIES = 5
const AGAIN_MS = 400
/** Longer than any migration here takes. */
const LOCK_SECONDS = 120

/**
 * Brings the tables up to date. Processes that start at the same moment do it one after another, and a process killed
 * in the middle leaves something the next one can finish: SQLite's migrations are transactions, MySQL's statements
 * are each safe to run again.
 */
export const migrate = (url: DatabaseUrl, source: DataSource): Promise<void> =>
  url.dialect === 'sqlite' ? persistently(source) : underLock(source)

/** Whoever comes second finds the file locked, or the tables made meanwhile; the next look shows them done. */
async function persistently(source: DataSource): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await source.runMigrations()
      return
    } catch (cause) {
      if (tries >= TRIES) throw cause
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
    }
  }
}

async function underLock(source: DataSource): Promise<void> {
  const runner = source.createQueryRunner()
  const name = "CONCAT('zhongshu.', MD5(DATABASE()))"
  try {
    await runner.query(`SELECT GET_LOCK(${name}, ${LOCK_SECONDS})`)
    await source.runMigrations()
  } finally {
    await runner.query(`SELECT RELEASE_LOCK(${name})`).catch(() => undefined)
    await runner.release()
  }
}
