import { makeUpBook } from '../../../../adapters/simulator/wecom/contacts'
import { createSimulatedWecomDirectory } from '../../../../adapters/simulator/wecom/directory'
import { createWecomContacts, createWecomRest } from '../../../../adapters/wecom'
import type { ContactsPort } from '../../../../contract/ports/contacts'
import type { Millis } from '../../../../contract/quantities'
import { minutes } from '../../../../contract/quantities'
import { ManualClock } from '../../../fakes/manual-clock'
import { contactsOrder, openContactsWorld } from '../../../support/contacts-world'
import type { ContactsWorld } from '../../../support/contacts-world'
import type { TestDatabase } from '../../../support/databases'
import { freshDatabase, reachable } from '../../../support/databases'

const app = { corpId: 'ww-test', agentId: 1_000_002, secret: 'secret-of-the-app' }
const batch = '/cgi-bin/externalcontact/batch/get_by_user'
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}

/** Platform, adapter and hub live by one clock, which moves only while the adapter waits for its pace. */
describe.each(reachable)('10,000 customers of 60 members on %s', (dialect) => {
  const clock = new ManualClock()
  const book = makeUpBook({ contacts: 10_000, followUsers: 60 })
  const platform = createSimulatedWecomDirectory({
    ...{ ...app, departments: [], people: [], contacts: book, now: () => clock.now() },
    contactLimits: { callsPerMinute: 1_000 },
  })
  let test: TestDatabase
  let world: ContactsWorld
  let port: ContactsPort

  beforeAll(async () => {
    await platform.start()
    test = await freshDatabase(dialect)
    world = await openContactsWorld(test.database, clock)
    const rest = createWecomRest({ ...app, apiBase: platform.base, call: 15_000 }, { log: silent, clock })
    port = createWecomContacts(rest, { clock, wait: async (ms) => clock.advance(ms as Millis) })
  })
  afterAll(async () => {
    await platform.stop()
    await test.drop()
  })

  it('P-17 come in inside the limits of the platform and five minutes of its time', async () => {
    const before = clock.now()

    const run = await world.contacts.sync(port, contactsOrder())

    expect(run).toMatchObject({ outcome: 'applied', added: 10_000, said: 10_000, pairs: 11_000, left: 0 })
    expect(run.calls).toBeLessThan(150)
    expect(platform.contacts.busiest[batch]).toBeLessThanOrEqual(500)
    expect(clock.now() - before).toBeLessThan(minutes(5))
    expect(run.conflicts).toEqual({ 'not-a-member': 60, 'several-followers': 1_000 })
    await world.judged()
    expect(await world.hub.modules.customers.store.count()).toBe(10_000)
  }, 300_000)

  it('P-17 add nothing the second time, and one touchpoint for one who has changed', async () => {
    const second = await world.contacts.sync(port, contactsOrder())
    expect(second).toMatchObject({ added: 0, changed: 0, unchanged: 10_000, left: 0, said: 0 })

    const [first, ...others] = book.contacts
    if (first === undefined) throw new Error('nobody')
    platform.contacts.change({
      ...book,
      contacts: [...others, { ...first, name: '改名', unionid: 'oY6-new' }],
    })
    const third = await world.contacts.sync(port, contactsOrder())
    expect(third).toMatchObject({ added: 0, changed: 1, unchanged: 9_999, left: 0, said: 1 })
    expect(await world.head()).toBe(10_001)
  }, 300_000)
})
