import type { Platform } from '../../contract/people'
import type { Instant } from '../../contract/quantities'
import type { Sql } from '../database'
import { marks } from '../database'

export interface PendingLogin {
  readonly id: number
  readonly platform: Platform
  /** Hex SHA-256 of what the browser holds meanwhile. */
  readonly browser: string
  readonly target: string
  readonly expiresAt: Instant
}

export const insertLogin = (tx: Sql, login: PendingLogin): Promise<number> =>
  tx.run(`INSERT INTO web_login (id, platform, browser, target, expires_at) VALUES (${marks(5)})`, [
    login.id,
    login.platform,
    login.browser,
    login.target,
    login.expiresAt,
  ])

export const forgetOldLogins = (tx: Sql, now: Instant): Promise<number> =>
  tx.run('DELETE FROM web_login WHERE expires_at <= ?', [now])

export async function countLogins(read: Sql): Promise<number> {
  const [row] = await read.rows<{ n: number }>('SELECT COUNT(*) AS n FROM web_login')
  return Number(row?.n ?? 0)
}

/** Where it was to lead; undefined where there is no such login at that browser. Whoever takes it has it alone. */
export async function takeLogin(
  tx: Sql,
  which: Pick<PendingLogin, 'id' | 'platform' | 'browser'>,
): Promise<string | undefined> {
  const known = [which.id, which.platform, which.browser]
  const [row] = await tx.rows<{ target: string }>(
    'SELECT target FROM web_login WHERE id = ? AND platform = ? AND browser = ?',
    known,
  )
  const taken = await tx.run('DELETE FROM web_login WHERE id = ? AND platform = ? AND browser = ?', known)
  return taken === 1 ? row?.target : undefined
}
