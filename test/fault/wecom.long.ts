import { usualPace } from '../../adapters/wecom/config'
import { awaitUntil } from '../support/await-until'
import { wecomWorld } from '../support/wecom-world'
import type { WecomWorld } from '../support/wecom-world'

/** The bounds of P-11 at the pace the product runs at. */
describe('WeCom bot at its usual pace', () => {
  let world: WecomWorld

  beforeEach(async () => {
    world = await wecomWorld({}, { pace: usualPace })
  })
  afterEach(() => world.close())

  /** Milliseconds until what was typed is heard. */
  const gap = async () => {
    const from = performance.now()
    await world.platform.typeAs('ZhangSan', '听得到吗')
    await awaitUntil('the message', () => world.hub.texts.length === 1, 30_000)
    return performance.now() - from
  }

  it('P-11 hears again within 15 s after the connection went silent', async () => {
    world.platform.faults.freeze()
    world.platform.faults.thaw()

    expect(await gap()).toBeLessThan(15_000)
  }, 40_000)

  it('P-11 hears again within 15 s of the return of a gateway that was away for a minute', async () => {
    await world.platform.faults.goAway()
    const left = performance.now()
    await awaitUntil('a minute', () => performance.now() - left > 60_000, 70_000)
    await world.platform.faults.comeBack()

    expect(await gap()).toBeLessThan(15_000)
    expect(world.platform.faults.counters().mostLiveAtOnce).toBe(1)
  }, 120_000)
})
