import { createHash, randomBytes } from 'node:crypto'

import { memberId } from '../../contract/ids'
import type { Member, Role } from '../../contract/people'
import type { Clock } from '../../contract/ports/clock'
import type { Database } from '../database'
import { onConflict } from '../database'

/** Tokens for scripts; only their hashes are kept. */
export interface Tokens {
  /** Returns the token, which is shown this once. */
  add(name: string, role: Role): Promise<string>
  /** Registers a token that the configuration gives. */
  put(name: string, role: Role, token: string): Promise<void>
  revoke(name: string): Promise<number>
  /** Who asks with this token: a member that is nobody's person, carrying the token's role. */
  bearer(token: string): Promise<Member | undefined>
}

export function createTokens(database: Database, clock: Clock): Tokens {
  const put = (name: string, role: Role, token: string): Promise<void> =>
    database.write(async (tx) => {
      await tx.run(
        `INSERT INTO api_token (hash, name, role, created_at) VALUES (?,?,?,?)
         ${onConflict(tx.dialect, ['hash'], ['name', 'role'])}`,
        [hashOf(token), name, role, clock.now()],
      )
    })
  return {
    put,
    add: async (name, role) => {
      const token = `zt_${randomBytes(24).toString('base64url')}`
      await put(name, role, token)
      return token
    },
    revoke: (name) =>
      database.write((tx) =>
        tx.run('UPDATE api_token SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL', [
          clock.now(),
          name,
        ]),
      ),
    bearer: async (token) => {
      const [row] = await database.read.rows<{ name: string; role: string }>(
        'SELECT name, role FROM api_token WHERE hash = ? AND revoked_at IS NULL',
        [hashOf(token)],
      )
      return row === undefined ? undefined : machine(row.name, row.role as Role)
    },
  }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

const machine = (name: string, role: Role): Member => ({
  id: memberId(0),
  name,
  role,
  team: '',
  manager: null,
  addresses: [],
  active: true,
})
