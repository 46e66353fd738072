import { awaitUntil } from '../support/await-until'
import type { EmptyDatabase } from '../support/databases'
import { emptyDatabase, reachable } from '../support/databases'
import { handsOn } from '../support/hands'
import type { HubProcess } from '../support/hub-process'
import type { ProcessWorld } from '../support/process-world'
import { openProcessWorld } from '../support/process-world'
import { seeded } from '../support/seeded'
import { endedWell, settled } from '../support/settled'
import { startLoad } from '../support/touchpoint-load'
import { verdictOn } from '../support/verdict'

const CUSTOMERS = 40

describe.each(reachable)('two processes on one %s database', (dialect) => {
  let place: EmptyDatabase
  let world: ProcessWorld

  beforeEach(async () => {
    place = await emptyDatabase(dialect)
    world = await openProcessWorld({ place, reps: 20 })
  })
  afterEach(async () => {
    await world.close()
    await place.remove()
  })

  const role = async (hub: HubProcess): Promise<string> => {
    const checks = await hub.checks()
    const standing = ['judging', 'wecom', 'dingtalk'].map(
      (name) => checks.get(name)?.detail === 'standing by',
    )
    if (standing.every(Boolean)) return 'stands by'
    const connected = ['wecom', 'dingtalk'].every((name) => checks.get(name)?.detail.startsWith('connected'))
    return connected && !standing.some(Boolean) ? 'works' : 'changes'
  }

  it('P-10 one judges and is connected, the other takes over within 15 s of its death, and no card comes twice', async () => {
    const [first, second] = [world.hub(), world.hub()]
    await first.start()
    await awaitUntil('the first to work', async () => (await role(first)) === 'works')
    await second.start()
    expect(await role(second)).toBe('stands by')

    const hands = handsOn([world.wecom, world.dingtalk], world.members, seeded(1))
    let alive = [first, second]
    let half = true
    const load = startLoad({
      // Doors are open in both.
      url: () => alive[Math.floor(Math.random() * alive.length)]?.url ?? '',
      key: world.writeKey,
      customers: CUSTOMERS,
      connections: 3,
      pauseMs: 15,
      inquiriesDue: () => (half ? CUSTOMERS / 2 : CUSTOMERS),
      chance: seeded(2),
    })
    await awaitUntil('cards from the first', () => hands.shown.size > 5)
    expect(await role(second)).toBe('stands by')
    expect(world.wecom.faults.counters().liveConnections).toBe(1)

    await first.kill()
    alive = [second]
    const killedAt = performance.now()
    await awaitUntil('the second to work', async () => (await role(second)) === 'works', 30_000)
    expect(performance.now() - killedAt).toBeLessThan(15_000)

    // Whoever comes back stands by, and takes nothing away from the one that works.
    await first.start()
    alive = [first, second]
    half = false
    await load.finish()
    await hands.rest()
    await settled(second, 60_000)
    expect([await role(first), await role(second)]).toEqual(['stands by', 'works'])
    await first.stop()
    expect(await endedWell(second, 60_000)).toEqual([0, 0])

    const { violations, figures } = await world.look((database) => verdictOn(database, load, hands))
    expect(violations).toEqual([])
    expect(figures.notices).toBeGreaterThanOrEqual(CUSTOMERS)
    expect(world.wecom.faults.counters().mostLiveAtOnce).toBe(1)
    expect(world.dingtalk.counters().maxLive).toBe(1)
  }, 120_000)

  it('P-10 the other takes over at once when the first is stopped in order', async () => {
    const [first, second] = [world.hub(), world.hub()]
    await first.start()
    await awaitUntil('the first to work', async () => (await role(first)) === 'works')
    await second.start()

    const stoppedAt = performance.now()
    expect(await first.stop()).toEqual({ code: 0, signal: null })
    await awaitUntil('the second to work', async () => (await role(second)) === 'works', 30_000)
    expect(performance.now() - stoppedAt).toBeLessThan(15_000)
  }, 60_000)
})
