import type { EmptyDatabase } from '../support/databases'
import { emptyDatabase } from '../support/databases'
import { handsOn } from '../support/hands'
import type { HubProcess } from '../support/hub-process'
import type { ProcessWorld } from '../support/process-world'
import { openProcessWorld } from '../support/process-world'
import { seeded } from '../support/seeded'
import { endedWell, figuresOf } from '../support/settled'
import { startLoad } from '../support/touchpoint-load'
import { verdictOn } from '../support/verdict'

const minutes = Number(process.env.SOAK_MINUTES ?? 60)
const seed = Number(process.env.SOAK_SEED ?? Date.now() % 1_000_000)
const FAULT_EVERY_MS = 7_000
const LOOK_EVERY_MS = 5_000
const CUSTOMERS = 400

interface Look {
  readonly sockets: number
  readonly timers: number
  readonly memoryMb: number
}

describe('an hour of ordinary trouble', () => {
  let place: EmptyDatabase
  let world: ProcessWorld
  beforeEach(async () => {
    place = await emptyDatabase('sqlite')
    world = await openProcessWorld({ place, reps: 40 })
  })
  afterEach(async () => {
    await world.close()
    await place.remove()
  })

  it(
    `P-11 leaves sockets, timers and memory as they were, and loses nothing, in ${minutes} minutes (seed ${seed})`,
    async () => {
      const hub = world.hub()
      await hub.start()
      const began = Date.now()
      const passed = (): number => Math.min(1, (Date.now() - began) / (minutes * 60_000))
      const hands = handsOn([world.wecom, world.dingtalk], world.members, seeded(seed))
      const load = startLoad({
        ...{ url: () => hub.url, key: world.writeKey, customers: CUSTOMERS, connections: 2, pauseMs: 80 },
        ...{ inquiriesDue: () => CUSTOMERS * passed(), chance: seeded(seed + 1) },
      })
      const looks = await looksUnderTrouble(world, hub, passed)
      await load.finish()
      await hands.rest()
      expect(await endedWell(hub, 120_000)).toEqual([0, 0])

      const { violations, figures } = await world.look((database) => verdictOn(database, load, hands))
      const [early, late] = [middle(looks, 0.25, 0.5), middle(looks, 0.75, 1)]
      process.stdout.write(`  P-11 ${JSON.stringify({ minutes, seed, early, late, ...figures })}\n`)
      expect({ seed, violations }).toEqual({ seed, violations: [] })
      expect(late.sockets).toBeLessThanOrEqual(early.sockets + 4)
      expect(late.timers).toBeLessThanOrEqual(early.timers + 6)
      expect(late.memoryMb).toBeLessThanOrEqual(early.memoryMb * 1.25 + 10)
      expect(world.wecom.faults.counters().mostLiveAtOnce).toBe(1)
    },
    (minutes + 10) * 60_000,
  )
})

/** Something goes wrong every few seconds, and between that the process is looked at. */
async function looksUnderTrouble(
  world: ProcessWorld,
  hub: HubProcess,
  passed: () => number,
): Promise<Look[]> {
  const chance = seeded(seed + 2)
  const troubles = troublesOf(world)
  const looks: Look[] = []
  let nextFault = Date.now()
  while (passed() < 1) {
    if (Date.now() >= nextFault) {
      nextFault += FAULT_EVERY_MS
      await troubles[Math.floor(chance() * troubles.length)]?.()
    }
    looks.push(await lookAt(hub))
    await pause(Math.min(LOOK_EVERY_MS, Math.max(0, nextFault - Date.now())))
  }
  return looks
}

const troublesOf = ({ wecom, dingtalk }: ProcessWorld): readonly (() => unknown)[] => [
  () => wecom.faults.dropConnections(),
  () => wecom.faults.repeatNewest(),
  () => wecom.faults.sendGarbage(),
  () => wecom.faults.loseAcks(3),
  () => wecom.faults.forgetSubscription(),
  () => away(wecom.faults),
  () => dingtalk.faults.dropConnections(),
  () => dingtalk.faults.announceDisconnect(),
  () => dingtalk.faults.invalidateTokens(),
  () => dingtalk.faults.loseAnswers(3),
  () => dingtalk.faults.sendGarbage('not json'),
  () => dingtalk.faults.freeze(),
  () => away(dingtalk.faults),
]

async function away(platform: { goAway(): Promise<void>; comeBack(): Promise<void> }): Promise<void> {
  await platform.goAway()
  await pause(1_000)
  await platform.comeBack()
}

async function lookAt(hub: HubProcess): Promise<Look> {
  const figures = await figuresOf(hub)
  const figure = (name: string): number => figures.get(name) ?? NaN
  return {
    sockets: figure('process_open_fds'),
    timers: figures.get('nodejs_active_resources{type="Timeout"}') ?? 0,
    memoryMb: figure('process_resident_memory_bytes') / 1024 / 1024,
  }
}

/** The middle of each figure over a part of the time. */
function middle(looks: readonly Look[], from: number, to: number): Look {
  const some = looks.slice(Math.floor(looks.length * from), Math.ceil(looks.length * to))
  const of = (pick: (look: Look) => number): number => {
    const sorted = some.map(pick).sort((a, b) => a - b)
    return Math.round(sorted[sorted.length >> 1] ?? NaN)
  }
  return { sockets: of((l) => l.sockets), timers: of((l) => l.timers), memoryMb: of((l) => l.memoryMb) }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
