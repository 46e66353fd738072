import { execFileSync } from 'node:child_process'

import libsql from 'libsql'

import { awaitUntil } from '../support/await-until'
import type { EmptyDatabase } from '../support/databases'
import { emptyDatabase, emptyMysql } from '../support/databases'
import type { Hands } from '../support/hands'
import { handsOn } from '../support/hands'
import type { HubProcess } from '../support/hub-process'
import type { PrivateMariadb } from '../support/private-mariadb'
import { privateMariadb } from '../support/private-mariadb'
import type { ProcessWorld } from '../support/process-world'
import { openProcessWorld } from '../support/process-world'
import { seeded } from '../support/seeded'
import { endedWell, settled } from '../support/settled'
import type { Load } from '../support/touchpoint-load'
import { startLoad } from '../support/touchpoint-load'
import { verdictOn } from '../support/verdict'

const CUSTOMERS = 60

/** A hub at work, and everything that is counted in the end. */
interface Busy {
  readonly world: ProcessWorld
  readonly hub: HubProcess
  readonly load: Load
  readonly hands: Hands
  /** Inquiries that may have been sent by now. */
  due(customers: number): void
  end(): Promise<void>
}

async function busy(place: EmptyDatabase): Promise<Busy> {
  const world = await openProcessWorld({ place, reps: 30 })
  const hub = world.hub()
  await hub.start()
  const hands = handsOn([world.wecom, world.dingtalk], world.members, seeded(3))
  let inquiries = 10
  const load = startLoad({
    url: () => hub.url,
    key: world.writeKey,
    customers: CUSTOMERS,
    connections: 4,
    pauseMs: 15,
    inquiriesDue: () => inquiries,
    chance: seeded(4),
  })
  return {
    world,
    hub,
    load,
    hands,
    due: (customers) => (inquiries = customers),
    end: async () => {
      await world.close()
      await place.remove()
    },
  }
}

/** Everything acknowledged is judged and told once, by the very process that saw it all. */
async function expectNothingLost(
  { world, hub, load, hands, due }: Busy,
  pid: number | undefined,
): Promise<void> {
  due(CUSTOMERS)
  await load.finish()
  await hands.rest()
  await settled(hub, 60_000)
  expect(hub.pid).toBe(pid)
  expect(await endedWell(hub, 60_000)).toEqual([0, 0])
  const { violations, figures } = await world.look((database) => verdictOn(database, load, hands))
  expect(violations).toEqual([])
  expect(figures.notices).toBeGreaterThanOrEqual(CUSTOMERS)
}

const status = async (hub: HubProcess) => {
  const answer = await fetch(`${hub.url}/readyz`)
  return { status: answer.status, retryAfter: answer.headers.get('retry-after') }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const onMysql = process.env.TEST_MYSQL_URL === undefined ? describe.skip : describe

onMysql('MariaDB goes away under load', () => {
  let server: PrivateMariadb
  let now: Busy

  beforeAll(async () => {
    const found = await privateMariadb()
    if (found === undefined)
      throw new Error('TEST_MYSQL_URL is set and this machine cannot start a MariaDB of its own')
    server = found
  }, 60_000)
  beforeEach(async () => {
    await server.start()
    now = await busy(await emptyMysql(server.url))
    await awaitUntil('the first cards', () => now.hands.shown.size >= 10, 30_000)
  }, 90_000)
  afterEach(async () => {
    await now.end()
    await server.stop()
  })
  afterAll(() => server.dispose())

  it('J-04 the doors answer 503 with Retry-After meanwhile, and everything goes on by itself when it was killed', async () => {
    const { hub, load, hands, due } = now
    const { pid } = hub
    for (const round of [1, 2]) {
      const refused = load.answers.get(503) ?? 0
      await server.kill()
      await awaitUntil('a 503 at the door', () => (load.answers.get(503) ?? 0) > refused + 5)
      expect(await status(hub)).toEqual({ status: 503, retryAfter: '2' })
      expect((await fetch(`${hub.url}/healthz`)).status).toBe(200)
      // Long enough for jobs and leases to fail more than once.
      await pause(round === 1 ? 6_000 : 500)
      await server.start()
      const [kept, cards] = [load.acknowledged.size, hands.shown.size]
      due(10 + 20 * round)
      await awaitUntil('touchpoints to be kept again', () => load.acknowledged.size > kept, 15_000)
      await awaitUntil('cards to be shown again', () => hands.shown.size > cards + 5, 30_000)
    }
    await expectNothingLost(now, pid)
    expect(now.world.wecom.faults.counters().mostLiveAtOnce).toBe(1)
  }, 180_000)

  it('J-04 nothing is lost when it is restarted in order, or does not answer for a while', async () => {
    const { hub, load, due } = now
    const { pid } = hub
    await server.stop()
    await awaitUntil('a 503 at the door', () => (load.answers.get(503) ?? 0) > 5)
    await server.start()
    due(30)
    await awaitUntil('inquiries to be kept again', () => load.inquiries > 20, 30_000)

    server.freeze()
    await pause(4_000)
    server.thaw()
    const kept = load.acknowledged.size
    await awaitUntil('touchpoints to be kept again', () => load.acknowledged.size > kept, 15_000)
    await expectNothingLost(now, pid)
  }, 120_000)
})

describe('SQLite cannot be written for a while under load', () => {
  let now: Busy
  let place: EmptyDatabase

  beforeEach(async () => {
    place = await emptyDatabase('sqlite')
    now = await busy(place)
    await awaitUntil('the first cards', () => now.hands.shown.size >= 10, 30_000)
  }, 60_000)
  afterEach(() => now.end())

  const lock = () => {
    const file = place.url.dialect === 'sqlite' ? place.url.file : ''
    const other = new libsql(file)
    other.pragma('busy_timeout = 5000')
    other.exec('BEGIN IMMEDIATE')
    return () => {
      other.exec('ROLLBACK')
      other.close()
    }
  }

  it('J-04 a lock of two seconds is waited for while the process answers everything else', async () => {
    const { hub, load } = now
    const unlock = lock()
    const kept = load.acknowledged.size
    let slowest = 0
    for (const until = Date.now() + 2_000; Date.now() < until;) {
      const asked = performance.now()
      expect((await fetch(`${hub.url}/healthz`)).status).toBe(200)
      slowest = Math.max(slowest, performance.now() - asked)
    }
    unlock()
    await awaitUntil('touchpoints to be kept again', () => load.acknowledged.size > kept)
    expect(slowest).toBeLessThan(1_000)
    expect(load.answers.get(503) ?? 0).toBe(0)
    await expectNothingLost(now, hub.pid)
  }, 90_000)

  it('J-04 a longer one is answered with 503 and Retry-After, and nothing is lost', async () => {
    const { hub, load } = now
    const unlock = lock()
    await awaitUntil('a 503 at the door', () => (load.answers.get(503) ?? 0) > 0, 20_000)
    unlock()
    const kept = load.acknowledged.size
    await awaitUntil('touchpoints to be kept again', () => load.acknowledged.size > kept)
    await expectNothingLost(now, hub.pid)
  }, 90_000)

  /** No file may be written beyond its first kilobyte: to SQLite that is a disk which takes nothing more. */
  const fillDisk = (pid: number | undefined, full: boolean): void => {
    execFileSync('prlimit', ['--pid', String(pid), `--fsize=${full ? '1024' : 'unlimited'}:`])
  }

  const onLinux = process.platform === 'linux' ? it : it.skip

  onLinux(
    'J-04 a full disk is answered with 503, and nothing is lost once there is room again',
    async () => {
      const { hub, load } = now
      fillDisk(hub.pid, true)
      const refused = load.answers.get(503) ?? 0
      await awaitUntil('a 503 at the door', () => (load.answers.get(503) ?? 0) > refused + 10, 20_000)
      await pause(4_000)
      fillDisk(hub.pid, false)
      const kept = load.acknowledged.size
      await awaitUntil('touchpoints to be kept again', () => load.acknowledged.size > kept, 15_000)
      await expectNothingLost(now, hub.pid)
    },
    90_000,
  )
})
