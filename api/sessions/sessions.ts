import { randomBytes } from 'node:crypto'

import type { MemberId } from '../../contract/ids'
import type { Member, Platform } from '../../contract/people'
import type { Clock } from '../../contract/ports/clock'
import type { Instant } from '../../contract/quantities'
import { days, hours, minus } from '../../contract/quantities'
import type { Database } from '../database'
import { hashOf } from './hash-of'
import * as store from './session-store.typeorm'

export interface SessionDeps {
  readonly database: Database
  readonly clock: Clock
  readonly memberOf: (id: MemberId) => Promise<Member | undefined>
}

/** A session as somebody who looks after them sees it. */
export type SessionSeen = Pick<store.SessionRow, 'platform' | 'createdAt' | 'seenAt'>

export interface Sessions {
  /** Makes a session and answers what the browser is to hold: 43 characters, kept by nobody else. */
  open(member: MemberId, platform: Platform): Promise<string>
  /** Who holds it; undefined where it has ended. */
  memberAt(token: string): Promise<Member | undefined>
  end(token: string): Promise<void>
  /** Ends all of the member's; how many there were. */
  endAllOf(member: MemberId): Promise<number>
  /** Those of the member that are good, newest first. */
  of(member: MemberId): Promise<readonly SessionSeen[]>
  /** Forgets what is over, and ends those of people who have left; how many it were. For a job. */
  sweep(): Promise<number>
}

/** Unused for so long, a session is over. */
export const IDLE = hours(12)
/** However much it is used. */
export const WHOLE = days(7)
/** Browsers of one member; the oldest makes room. */
export const MOST_PER_MEMBER = 10
/** How exactly the last use is known. */
const SEEN_EVERY_MS = 60_000

/** Length of what a browser holds, in characters. */
export const TOKEN_LENGTH = 43

/**
 * Who is logged in at which browser.
 *
 * 1. The database holds a hash: whoever reads it cannot log in with it.
 * 2. Over after 12 hours without use and after 7 days in any case.
 * 3. Somebody who has left has none: his are ended when one is shown, and by `sweep`.
 */
export function createSessions({ database, clock, memberOf }: SessionDeps): Sessions {
  const endAllOf = (member: MemberId): Promise<number> =>
    database.write((tx) => store.deleteSessionsOf(tx, member))

  return {
    open: async (member, platform) => {
      const token = randomBytes(32).toString('base64url')
      const now = clock.now()
      await database.write(async (tx) => {
        await store.insertSession(tx, {
          hash: hashOf(token),
          member,
          platform,
          createdAt: now,
          seenAt: now,
        })
        const all = await store.sessionsOf(tx, member)
        await store.deleteSessions(
          tx,
          all.slice(MOST_PER_MEMBER).map(({ hash }) => hash),
        )
      })
      return token
    },
    memberAt: async (token) => {
      const hash = hashOf(token)
      const row = await store.readSession(database.read, hash)
      const now = clock.now()
      if (row === undefined || !isGood(row, now)) return undefined
      const member = await memberOf(row.member)
      if (member?.active !== true) {
        await endAllOf(row.member)
        return undefined
      }
      if (now - row.seenAt >= SEEN_EVERY_MS) await database.write((tx) => store.touchSession(tx, hash, now))
      return member
    },
    end: async (token) => {
      await database.write((tx) => store.deleteSessions(tx, [hashOf(token)]))
    },
    endAllOf,
    of: async (member) => {
      const now = clock.now()
      return (await store.sessionsOf(database.read, member)).filter((row) => isGood(row, now))
    },
    sweep: async () => {
      const now = clock.now()
      let ended = await database.write((tx) => store.deleteOverdue(tx, minus(now, WHOLE), minus(now, IDLE)))
      for (const id of await store.membersWithSessions(database.read)) {
        if ((await memberOf(id))?.active !== true) ended += await endAllOf(id)
      }
      return ended
    },
  }
}

const isGood = ({ createdAt, seenAt }: store.SessionRow, now: Instant): boolean =>
  now - createdAt < WHOLE && now - seenAt < IDLE
