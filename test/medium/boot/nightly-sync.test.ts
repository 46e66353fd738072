import { createSimulatedWecomDirectory } from '../../../adapters/simulator/wecom/directory'
import { createLease } from '../../../api/database'
import { createDirectory, createPeople } from '../../../api/people'
import { readConfig } from '../../../boot/config'
import type { Config } from '../../../boot/config'
import { createNightlySync } from '../../../boot/directory/nightly-sync'
import { createLogger } from '../../../boot/logger'
import type { CoreModules } from '../../../boot/modules'
import { minutes } from '../../../contract/quantities'
import { ManualClock } from '../../fakes/manual-clock'
import type { TestDatabase } from '../../support/databases'
import { freshDatabase } from '../../support/databases'

const departments = [{ id: 1, name: '砚川智联', parentId: 0 }]
const people = Array.from({ length: 10 }, (_, i) => ({ userId: `u${i}`, name: `n${i}`, departmentIds: [1] }))

describe('the sync of the night', () => {
  const platform = createSimulatedWecomDirectory({
    ...{ corpId: 'ww-yan', agentId: 7, secret: 'secret-of-the-app', departments, people },
  })
  const clock = new ManualClock()
  let test: TestDatabase
  let core: CoreModules
  const told: (readonly [once: string, lines: readonly string[]])[] = []

  beforeAll(async () => {
    await platform.start()
    test = await freshDatabase('sqlite')
    const { database } = test
    const members = createPeople({ database, clock })
    const directory = createDirectory({ database, clock, people: members })
    core = { database, clock, people: members, directory } as unknown as CoreModules
  })
  afterAll(async () => {
    await platform.stop()
    await test.drop()
  })
  beforeEach(() => void (told.length = 0))

  const config = (more: Record<string, string> = {}): Config => {
    const read = readConfig({ ...platform.settings(), DIRECTORY_SYNC: 'nightly', ...more })
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    return read.config
  }
  const night = (more?: Record<string, string>) =>
    createNightlySync({
      ...{ config: config(more), core, log: createLogger('silent'), calls: { add: () => undefined } },
      lease: createLease({ database: test.database, clock }),
      warner: { directory: async (once, lines) => void told.push([once, lines]) },
    })
  const run = (): Promise<void> => night()?.(new AbortController().signal) ?? Promise.reject(new Error('off'))

  it('P-16 is not there where nobody asked for it', () => {
    expect(night({ DIRECTORY_SYNC: 'off' })).toBeNull()
  })

  it('P-16 takes the directory over and says nothing', async () => {
    await run()
    expect((await core.people.all()).filter((m) => m.active)).toHaveLength(10)
    expect((await core.directory.runs(1))[0]).toMatchObject({ by: 'nightly', outcome: 'applied' })
    expect(told).toEqual([])
  })

  it('P-16 tells whoever can act when too many would leave, and lets nobody go', async () => {
    platform.change({ departments, people: people.slice(0, 3) })
    await run()
    expect(told).toEqual([
      [
        expect.stringMatching(/^directory:\d+$/),
        expect.arrayContaining([expect.stringContaining('7 人会变成离职')]),
      ],
    ])
    expect((await core.people.all()).filter((m) => m.active)).toHaveLength(10)
  })

  it('P-16 tells why it could not read', async () => {
    platform.refuse({
      path: '/cgi-bin/agent/get',
      times: 1,
      answer: { errcode: 60020, errmsg: 'ip: 203.0.113.9' },
    })
    await run()
    expect(told[0]?.[1].join('\n')).toContain('203.0.113.9')
  })

  it('P-16 lets one sync run at a time, in whichever process', async () => {
    const other = createLease({ database: test.database, clock })
    await other.acquire('directory-sync', minutes(30))
    await expect(run()).rejects.toMatchObject({ code: 'conflict' })
    await other.release('directory-sync')
    await run()
  })
})
