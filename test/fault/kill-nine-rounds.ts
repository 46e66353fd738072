import type { EmptyDatabase } from '../support/databases'
import { emptyDatabase } from '../support/databases'
import { handsOn } from '../support/hands'
import type { HubProcess } from '../support/hub-process'
import { openProcessWorld } from '../support/process-world'
import { seeded } from '../support/seeded'
import { endedWell } from '../support/settled'
import { startLoad } from '../support/touchpoint-load'
import type { Verdict } from '../support/verdict'
import { verdictOn } from '../support/verdict'

export interface Rounds {
  readonly dialect: 'sqlite' | 'mysql'
  readonly kills: number
  readonly customers: number
  readonly reps: number
  /** Longest time the hub runs between two kills, in milliseconds. */
  readonly livesMs: number
  readonly seed: number
}

export interface Outcome extends Verdict {
  readonly seed: number
  /** Milliseconds from launch to ready, of the starts that were let through. */
  readonly startsMs: readonly number[]
}

/** A tenth of the kills hit a process that has not finished starting. */
const KILLED_EARLY = 0.1
const EARLY_MS = 1_500

/** Kills the product again and again while visitors, reps and gateways go on, and looks what is left in the end. */
export async function killAgainAndAgain(rounds: Rounds): Promise<Outcome> {
  const place = await emptyDatabase(rounds.dialect)
  try {
    return await underLoad(rounds, place)
  } finally {
    await place.remove()
  }
}

async function underLoad(rounds: Rounds, place: EmptyDatabase): Promise<Outcome> {
  const chance = seeded(rounds.seed)
  const world = await openProcessWorld({ place, reps: rounds.reps })
  const hub = world.hub()
  let killed = 0
  try {
    const hands = handsOn([world.wecom, world.dingtalk], world.members, seeded(rounds.seed + 1))
    const startsMs = [await hub.start()]
    const load = startLoad({
      url: () => hub.url,
      key: world.writeKey,
      customers: rounds.customers,
      connections: 4,
      pauseMs: 15,
      inquiriesDue: () => (rounds.customers * (killed + 1)) / rounds.kills,
      chance: seeded(rounds.seed + 2),
    })
    for (; killed < rounds.kills; killed += 1) {
      await pause(chance() * rounds.livesMs)
      await hub.kill()
      if (chance() < KILLED_EARLY && killed + 1 < rounds.kills) {
        killed += 1
        await killWhileStarting(hub, chance)
      }
      startsMs.push(await hub.start())
    }
    await load.finish()
    await hands.rest()
    // The last words of a process that ends well must change nothing either.
    const codes = await endedWell(hub, 90_000)
    const verdict = await world.look((database) => verdictOn(database, load, hands))
    const unwell = codes.filter((code) => code !== 0).map((code) => `stopped with ${code}`)
    const violations = [...verdict.violations, ...unwell]
    return { ...verdict, violations, seed: rounds.seed, startsMs }
  } finally {
    await world.close()
  }
}

async function killWhileStarting(hub: HubProcess, chance: () => number): Promise<void> {
  await hub.launch()
  await pause(chance() * EARLY_MS)
  await hub.kill()
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
