import type { Logger } from 'pino'

import type { LeasePort } from '../../contract/ports/lease'
import type { Config } from '../config'
import type { CoreModules } from '../modules'
import { createContactHints } from './contact-hints'
import { createContactSync } from './contact-sync'

/** WeCom's customers; events about them are heard where they are to be kept in step. */
export function createContactParts(
  config: Config,
  { contacts, clock }: CoreModules,
  lease: LeasePort,
  log: Logger,
) {
  const parts = { config, contacts, lease, clock, log: log.child({ part: 'contacts' }) }
  const sync = createContactSync(parts)
  const hints =
    sync === null || config.contacts.sync === 'off' ? null : createContactHints({ sync, log: parts.log })
  return {
    sync,
    heard: hints === null ? {} : { contactChanged: hints.hint },
    stop: async (): Promise<void> => hints?.stop(),
  }
}
