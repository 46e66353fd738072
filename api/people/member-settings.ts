import type { MemberId } from '../../contract/ids'
import type { Clock } from '../../contract/ports/clock'
import type { MemberSettings, MemberSettingsPort } from '../../contract/ports/settings'
import type { Database } from '../database'
import { readSettings, writeSettings } from './member-settings.typeorm'

/** Another process may have changed them; this is how long that may go unseen here. */
const FRESH_MS = 30_000

interface Kept {
  readonly settings: MemberSettings
  readonly at: number
}

/** What each member has chosen about being told, kept in the database, the newest answers in memory. */
export function createMemberSettings(deps: {
  readonly database: Database
  readonly clock: Clock
  /** How many members are kept in memory; 10,000 unless said otherwise. */
  readonly cacheSize?: number
}): MemberSettingsPort {
  const { database, clock, cacheSize = 10_000 } = deps
  const kept = new Map<MemberId, Kept>()
  let writes = 0

  const remember = (member: MemberId, settings: MemberSettings): void => {
    kept.delete(member)
    kept.set(member, { settings, at: clock.now() })
    const oldest = kept.keys().next()
    if (kept.size > cacheSize && oldest.done !== true) kept.delete(oldest.value)
  }

  return {
    settingsOf: async (member) => {
      const hit = kept.get(member)
      if (hit !== undefined && clock.now() - hit.at < FRESH_MS) return hit.settings
      const before = writes
      const settings = await readSettings(database.read, member)
      // What was read before a change is not kept after it.
      if (before === writes) remember(member, settings)
      return settings
    },
    changeSettings: async (member, change) => {
      const settings = await database.write(async (tx) => {
        const now = { ...(await readSettings(tx, member)), ...change }
        await writeSettings(tx, member, now, clock.now())
        return now
      })
      writes += 1
      remember(member, settings)
      return settings
    },
  }
}
