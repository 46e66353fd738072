import { setTimeout as pause } from 'node:timers/promises'

import type { Contacts, ContactRun, ContactsOrder, Reread } from '../../api/contacts'
import { Mutex } from '../../api/database'
import { Fault } from '../../contract/fault'
import type { Clock } from '../../contract/ports/clock'
import type { LeasePort } from '../../contract/ports/lease'
import { minutes } from '../../contract/quantities'
import type { Config } from '../config'
import type { DirectoryLog } from '../directory/directories'
import { createContactsPort } from './contacts-port'

/** Whatever reads WeCom's customers and writes them down, one at a time in whichever process. */
export interface ContactSync {
  /** Throws Fault `conflict` while another process is at it. */
  sync(order: ContactsOrder): Promise<ContactRun>
  reread(externalId: string, signal: AbortSignal): Promise<Reread>
}

const LEASE = 'contacts-sync'
/** A process that died on another machine is waited for so long. */
const LEASE_FOR = minutes(3)
const RENEW_EVERY_MS = 60_000
/** One contact is read again in less; a whole sync is not waited for. */
const PATIENCE_MS = 10_000
const LOOK_EVERY_MS = 200

/** Null where no self-built app is configured. */
export function createContactSync(parts: {
  readonly config: Pick<Config, 'wecomDirectory'>
  readonly contacts: Contacts
  readonly lease: LeasePort
  readonly clock: Clock
  readonly log: DirectoryLog
  readonly patienceMs?: number
}): ContactSync | null {
  const { contacts, lease, patienceMs = PATIENCE_MS } = parts
  const port = createContactsPort(parts.config, parts)
  if (port === null) return null
  // The lease keeps processes apart; inside this one they take turns.
  const turns = new Mutex()
  const alone = <T>(work: () => Promise<T>, patience: number): Promise<T> =>
    turns.run(async () => {
      for (let waited = 0; (await lease.acquire(LEASE, LEASE_FOR)) === undefined; waited += LOOK_EVERY_MS) {
        if (waited >= patience) throw underWay()
        await pause(LOOK_EVERY_MS)
      }
      let renewed: Promise<unknown> = Promise.resolve()
      const renewal = setInterval(() => {
        renewed = lease.acquire(LEASE, LEASE_FOR).catch(() => undefined)
      }, RENEW_EVERY_MS)
      try {
        return await work()
      } finally {
        clearInterval(renewal)
        await renewed
        await lease.release(LEASE)
      }
    })
  return {
    sync: (order) => alone(() => contacts.sync(port, order), patienceMs),
    reread: (externalId, signal) => alone(() => contacts.reread(port, externalId, signal), 0),
  }
}

export const contactsNotConfigured = (): Fault =>
  new Fault({
    code: 'bad-configuration',
    message: '没有配置企业微信自建应用,读不到客户 · no self-built app of WeCom is configured',
    advice:
      '运行 zhongshu setup,或在 .env 里填 WECOM_CORP_ID 与 WECOM_APP_SECRET · run zhongshu setup, or set them in .env',
  })

const underWay = (): Fault =>
  new Fault({
    code: 'conflict',
    message: '另一次客户同步正在进行 · another sync of the customers is under way',
    advice: '等它结束后再试;zhongshu contacts runs 看结果 · try again when it is done',
  })
