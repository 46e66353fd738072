import { setTimeout as pause } from 'node:timers/promises'

import { makeUpBook } from '../adapters/simulator/wecom/contacts'
import { createSimulatedWecomDirectory } from '../adapters/simulator/wecom/directory'
import type { SimulatedWecomDirectory } from '../adapters/simulator/wecom/directory'
import { createContacts } from '../api/contacts'
import type { ContactRun, Contacts } from '../api/contacts'
import { createContactsPort } from '../boot/contacts/contacts-port'
import { createCustomersBehind } from '../boot/contacts/customers-behind'
import { Secret } from '../boot/settings-reader'
import type { ContactsPort } from '../contract/ports/contacts'
import type { BenchHub } from './hub/bench-hub'
import type { Measured } from './hub/measured'
import { atMostOf, told } from './line'
import type { Line } from './line'

const CONTACTS = 10_000
const MEMBERS = 60
const app = { corpId: 'ww-bench', agentId: 1_000_002, secret: 'secret-of-the-bench' }

/**
 * WeCom's customers from the first call until the last of them is judged, in the pace that the product keeps, through
 * the local gateway with the smaller published limit; then the same once more, when nothing has changed.
 */
export async function benchContacts({ hub }: Measured): Promise<Line[]> {
  const platform = createSimulatedWecomDirectory({
    ...{ ...app, departments: [], people: [] },
    contacts: makeUpBook({ contacts: CONTACTS, followUsers: MEMBERS }),
    contactLimits: { callsPerMinute: 1_000 },
  })
  await platform.start()
  try {
    const port = portOf(platform, hub)
    const contacts = contactsOf(hub)
    const first = await secondsOf(() => judged(hub, () => syncWhole(contacts, port)))
    const second = await secondsOf(() => syncWhole(contacts, port))
    const what = `${CONTACTS.toLocaleString('en')} customers of ${MEMBERS} members from WeCom`
    return [
      atMostOf(`${what}, until judged`, 's', first.seconds, 300),
      told(`${what}, nothing new`, 's', second.seconds),
      told('calls of one sync', 'calls', first.value.calls),
    ]
  } finally {
    await platform.stop()
  }
}

const portOf = (platform: SimulatedWecomDirectory, { modules }: BenchHub): ContactsPort => {
  const { corpId, agentId, secret } = app
  const wecomDirectory = { corpId, agentId, secret: new Secret(secret), apiBase: platform.base }
  const log = { ...modules.logger, debug: () => undefined }
  const port = createContactsPort({ wecomDirectory }, { log, clock: modules.clock })
  if (port === null) throw new Error('no app is configured')
  return port
}

const contactsOf = ({ database, inbox, source, modules }: BenchHub): Contacts =>
  createContacts({
    ...{ database, inbox, clock: modules.clock, source: () => Promise.resolve(source.id) },
    members: () => modules.people.all(),
    customersBehind: createCustomersBehind(modules),
  })

async function syncWhole(contacts: Contacts, port: ContactsPort): Promise<ContactRun> {
  const signal = new AbortController().signal
  const run = await contacts.sync(port, { by: 'bench', dryRun: false, yes: true, signal })
  if (run.outcome !== 'applied') throw new Error(`the sync ended ${run.outcome}`)
  return run
}

async function judged<T>(hub: BenchHub, work: () => Promise<T>): Promise<T> {
  hub.worker.start()
  const value = await work()
  while (hub.pipeline.figures().position < (await hub.modules.log.head())) await pause(20)
  await hub.worker.stop()
  return value
}

async function secondsOf<T>(
  work: () => Promise<T>,
): Promise<{ readonly seconds: number; readonly value: T }> {
  const from = performance.now()
  const value = await work()
  return { seconds: (performance.now() - from) / 1_000, value }
}
