import { createSimulatedWecomDirectory } from '../../../adapters/simulator/wecom/directory'
import { makeUpBook } from '../../../adapters/simulator/wecom/contacts'
import { createLease } from '../../../api/database'
import { readConfig } from '../../../boot/config'
import type { Config } from '../../../boot/config'
import { createContactHints } from '../../../boot/contacts/contact-hints'
import { createContactSync } from '../../../boot/contacts/contact-sync'
import type { ContactSync } from '../../../boot/contacts/contact-sync'
import { createNightlyContacts } from '../../../boot/contacts/nightly-contacts'
import { contacts as examined } from '../../../boot/doctor/contacts'
import { createLogger } from '../../../boot/logger'
import { Fault } from '../../../contract/fault'
import { days, minutes, plus } from '../../../contract/quantities'
import type { Reread } from '../../../api/contacts'
import { ManualClock } from '../../fakes/manual-clock'
import { awaitUntil } from '../../support/await-until'
import { openContactsWorld } from '../../support/contacts-world'
import type { ContactsWorld } from '../../support/contacts-world'
import type { TestDatabase } from '../../support/databases'
import { freshDatabase } from '../../support/databases'

describe('the customers of WeCom at night', () => {
  const book = makeUpBook({ contacts: 20, followUsers: 2 })
  const platform = createSimulatedWecomDirectory({
    ...{ corpId: 'ww-yan', agentId: 7, secret: 'secret-of-the-app', departments: [], people: [] },
    contacts: book,
  })
  const clock = new ManualClock()
  const log = createLogger('silent')
  let test: TestDatabase
  let world: ContactsWorld
  let sync: ContactSync
  const told: (readonly [once: string, lines: readonly string[]])[] = []

  const config = (more: Record<string, string> = {}): Config => {
    const read = readConfig({ ...platform.settings(), CONTACTS_SYNC: 'nightly', ...more })
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    return read.config
  }
  const syncOf = (settings: Pick<Config, 'wecomDirectory'>): ContactSync | null =>
    createContactSync({
      ...{ config: settings, contacts: world.contacts, clock, log, patienceMs: 0 },
      lease: createLease({ database: test.database, clock }),
    })
  const night = (more?: Record<string, string>) =>
    createNightlyContacts({
      ...{ config: config(more), sync, log },
      warner: { contacts: async (once, lines) => void told.push([once, lines]) },
    })
  const run = (): Promise<void> => night()?.(new AbortController().signal) ?? Promise.reject(new Error('off'))

  beforeAll(async () => {
    await platform.start()
    test = await freshDatabase('sqlite')
    world = await openContactsWorld(test.database, clock)
    const made = syncOf(config())
    if (made === null) throw new Error('not configured')
    sync = made
  })
  afterAll(async () => {
    await platform.stop()
    await test.drop()
  })
  beforeEach(() => void (told.length = 0))

  it('P-17 are not read where nobody asked for it, or where there is no app', () => {
    expect(night({ CONTACTS_SYNC: 'off' })).toBeNull()
    expect(syncOf({ wecomDirectory: null })).toBeNull()
  })

  it('P-17 are for the doctor to say: not in use, not configured, never read', async () => {
    const find = async (settings: Config) =>
      (await examined(test.database, clock, settings)).map((f) => [f.state, f.cause])

    expect(await find(config({ CONTACTS_SYNC: 'off' }))).toEqual([['note', undefined]])
    expect(await find({ ...config(), wecomDirectory: null })).toEqual([['bad', 'contacts-not-configured']])
    expect(await find(config())).toEqual([
      ['ok', undefined],
      ['warn', 'contacts-never'],
    ])
  })

  it('P-17 are read, and nobody is told', async () => {
    await run()

    expect(await world.contacts.counts()).toEqual({ now: 20, left: 0 })
    expect((await world.contacts.runs(1))[0]).toMatchObject({ by: 'nightly', outcome: 'applied', added: 20 })
    expect(told).toEqual([])
  })

  it('P-17 are for the doctor to say: when they were read, and that it was too long ago', async () => {
    const [granted, last] = await examined(test.database, clock, config())
    expect(granted).toMatchObject({ state: 'ok', detail: expect.stringContaining('2 位成员') })
    expect(last).toMatchObject({ state: 'note', detail: expect.stringContaining('已同步') })

    const later = new ManualClock(plus(clock.now(), days(3)))
    expect((await examined(test.database, later, config()))[1]).toMatchObject({ cause: 'contacts-old' })
  })

  it('P-17 tell whoever can act when too many are missing, and nobody is marked', async () => {
    platform.contacts.change({ ...book, contacts: book.contacts.slice(0, 5) })
    await run()

    expect(told[0]?.[1].join('\n')).toContain('20 位客户里有 15 位读不到了')
    expect(await world.contacts.counts()).toEqual({ now: 20, left: 0 })
    platform.contacts.change(book)
  })

  it('P-17 tell once of members who are refused every night', async () => {
    platform.contacts.change({ ...book, refusedUsers: { rep1: 84074 } })
    await run()
    await run()

    expect(new Set(told.map(([once]) => once))).toEqual(new Set(['contacts:unread:rep1']))
    expect(told[0]?.[1].join('\n')).toContain('rep1 的客户没有读到')
    platform.contacts.change(book)
  })

  it('P-17 tell why they could not be read', async () => {
    platform.contacts.change({ ...book, granted: false })
    await run()

    expect(told[0]?.[1].join('\n')).toContain('可调用接口的应用')
    platform.contacts.change(book)
  })

  it('P-17 are read by one at a time, in whichever process', async () => {
    const other = createLease({ database: test.database, clock })
    await other.acquire('contacts-sync', minutes(30))
    await expect(run()).rejects.toMatchObject({ code: 'conflict' })
    await other.release('contacts-sync')
    await run()
  })
})

describe('events about customers', () => {
  const log = createLogger('silent')
  const quick = { quietMs: 1, againMs: 1 }
  const hints = (reread: (externalId: string) => Promise<Reread>) => {
    const asked: string[] = []
    const made = createContactHints({
      ...{ log, ...quick },
      sync: {
        reread: (externalId) => {
          asked.push(externalId)
          return reread(externalId)
        },
      },
    })
    return { asked, ...made }
  }

  it('P-17 have a contact read once, however many come at once', async () => {
    const { hint, asked, stop } = hints(() => Promise.resolve({ kind: 'changed' }))
    for (let i = 0; i < 50; i += 1) hint(`wm${i % 2}`)
    await awaitUntil('both', () => asked.length === 2)
    await stop()
    expect(asked).toEqual(['wm0', 'wm1'])
  })

  it('P-17 come again after a sync that was under way, and are left to the night after three tries', async () => {
    let busy = 2
    const conflict = new Fault({ code: 'conflict', message: '', advice: '' })
    const { hint, asked, stop } = hints((externalId) => {
      if (externalId === 'never') return Promise.reject(conflict)
      busy -= 1
      return busy >= 0 ? Promise.reject(conflict) : Promise.resolve({ kind: 'added' })
    })
    hint('wm1')
    hint('never')
    await awaitUntil('all tries', () => asked.length === 6)
    await stop()
    expect(asked.filter((id) => id === 'wm1')).toHaveLength(3)
    expect(asked.filter((id) => id === 'never')).toHaveLength(3)
  })

  it('P-17 wait in a queue that has an end', async () => {
    const { hint, asked, stop } = hints(() => Promise.resolve({ kind: 'unchanged' }))
    for (let i = 0; i < 5_000; i += 1) hint(`wm${i}`)
    await awaitUntil('what fits', () => asked.length === 2_000)
    await stop()
    expect(asked).toHaveLength(2_000)
  })

  it('P-17 do not try on where WeCom says that it is no use', async () => {
    const trouble = { kind: 'no-permission', code: '48002', detail: '' } as const
    const { hint, asked, stop } = hints(() => Promise.resolve({ kind: 'refused', trouble }))
    hint('wm1')
    await awaitUntil('the try', () => asked.length === 1)
    hint('wm2')
    await awaitUntil('the next', () => asked.length === 2)
    await stop()
    expect(asked).toEqual(['wm1', 'wm2'])
  })
})
