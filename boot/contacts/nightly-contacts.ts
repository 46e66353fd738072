import type { ContactRun } from '../../api/contacts'
import { contactsWording, tellContactRun } from '../../api/contacts'
import type { Log } from '../../contract/ports/log'
import type { Config } from '../config'
import type { Warner } from '../warner'
import type { ContactSync } from './contact-sync'

/** The sync of the night, or null where it was not asked for. Whoever can act hears of one that is not whole. */
export function createNightlyContacts(parts: {
  readonly config: Pick<Config, 'contacts' | 'language'>
  readonly sync: Pick<ContactSync, 'sync'> | null
  readonly warner: Pick<Warner, 'contacts'>
  readonly log: Log
}): ((signal: AbortSignal) => Promise<void>) | null {
  const { config, sync, warner, log } = parts
  if (config.contacts.sync === 'off' || sync === null) return null
  return async (signal) => {
    const run = await sync.sync({ by: 'nightly', dryRun: false, yes: false, signal })
    const { outcome, added, changed, left, conflicts } = run
    log.info({ outcome, added, changed, left, conflicts }, 'the customers of WeCom were read')
    if (outcome === 'applied' && run.pairs > 0) return
    await warner.contacts(onceKey(run), tellContactRun(run, contactsWording[config.language]))
  }
}

/** Members who are refused every night are told of once, until they are others. */
function onceKey({ id, trouble, unread, outcome, pairs }: ContactRun): string {
  if (outcome === 'applied' && pairs === 0) return 'contacts:nobody'
  if (outcome !== 'partial' || trouble !== null) return `contacts:${id}`
  return `contacts:unread:${unread.map((one) => one.userId).join(',')}`.slice(0, 80)
}
