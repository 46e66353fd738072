import type { Database } from '../../api/database'
import type { MemberEntry } from '../../api/people'
import { seconds } from '../../contract/quantities'
import type { Mishap } from '../support/faulty-platform'
import { makeFaulty } from '../support/faulty-platform'
import type { DeliveryWorld } from '../support/delivery-world'
import { alert, company, openDeliveryWorld } from '../support/delivery-world'
import { seeded } from '../support/seeded'

const roomy = {
  wecom: [{ length: seconds(1), most: 100_000 }],
  dingtalk: [{ length: seconds(1), most: 100_000 }],
}

export interface FaultyRun {
  /** Notices queued. */
  readonly queued: number
  /** Cards on screens, and how many of them differ. */
  readonly shown: number
  readonly different: number
  readonly sent: number
  readonly deaths: number
  readonly mishaps: ReadonlyMap<Mishap, number>
}

/**
 * So many notices to fifty people over platforms that fail in every way, queued twice and in no order, by two
 * processes of which one dies again and again between sending and writing it down.
 */
export async function runFaultyNotices(
  database: Database,
  notices: number,
  seed: number,
): Promise<FaultyRun> {
  const dice = seeded(seed)
  const world = await openDeliveryWorld(database, { memberWindows: roomy, routeWindows: roomy, chance: dice })
  const each = notices / 50
  await world.decide(each)
  const mishaps = new Map<Mishap, number>()
  for (const chat of [world.wecom, world.dingtalk]) makeFaulty(chat, dice, mishaps)
  await queueTwice(world, each, dice)
  let deaths = 0
  const steady = world.another()
  while ((await world.delivery.counts()).waiting > 0) {
    const mortal = mortalDatabase(database, Math.floor(dice() * 12))
    deaths += 1
    // Whoever dies leaves his claims behind and never answers again.
    void world.another({ database: mortal.database }).deliverDue(40)
    await Promise.race([mortal.died, steady.deliverDue(200)])
    await steady.deliverDue(200)
    world.clock.advance(seconds(31))
    await world.toNextDue(5_000)
  }
  const shown = [...world.wecom.order, ...world.dingtalk.order]
  const [sent] = await database.read.rows<{ n: number }>(
    "SELECT COUNT(*) AS n FROM notice WHERE state='sent'",
  )
  return {
    queued: notices,
    shown: shown.length,
    different: new Set(shown.map((s) => `${s.to.userId} ${s.message.plain}`)).size,
    sent: Number(sent?.n),
    deaths,
    mishaps,
  }
}

async function queueTwice(world: DeliveryWorld, each: number, dice: () => number): Promise<void> {
  const crowd: MemberEntry[] = Array.from({ length: 44 }, (_, i) => ({
    key: `rep-${i}`,
    name: `rep-${i}`,
    role: 'rep',
    team: '华东',
    manager: 'lin',
    addresses: [{ platform: i % 2 ? 'wecom' : 'dingtalk', userId: `rep-${i}` }],
  }))
  await world.people.upsert([...company, ...crowd])
  const everybody = (await world.people.all()).slice(0, 50)
  const now = world.clock.now()
  const all = everybody.flatMap((m) => Array.from({ length: each }, (_, i) => alert(m, i + 1, now)))
  const shuffled = [...all, ...all].map((n) => ({ n, at: dice() })).sort((a, b) => a.at - b.at)
  await world.queue(...shuffled.map(({ n }) => n))
}

/** A database that after so many writes never answers again, as to a process that was killed. */
function mortalDatabase(database: Database, writes: number) {
  let left = writes
  let die: () => void = () => undefined
  const died = new Promise<void>((resolve) => {
    die = resolve
  })
  const write: Database['write'] = (work) => {
    left -= 1
    if (left >= 0) return database.write(work)
    die()
    return new Promise(() => undefined)
  }
  return { database: { ...database, write }, died }
}
