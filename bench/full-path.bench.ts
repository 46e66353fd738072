import { toNew, trafficOf } from './company/traffic'
import type { BenchHub } from './hub/bench-hub'
import type { Measured } from './hub/measured'
import { timesPeer, told } from './line'
import type { Line } from './line'
import { BareLoop, bareTables } from './peers/bare-loop'
import { openRawDriver } from './peers/raw-driver'
import { middleOf } from './spread'
import { instant } from '../contract/quantities'

const TOUCHPOINTS = 100_000
const CUSTOMERS = 20_000
/** The first is the warm-up. */
const SEGMENTS = 6
const DAYS = 14

/**
 * 100,000 touchpoints of 20,000 customers over a fortnight, resolved, folded, judged by 200 rules and recorded; beside
 * a bare loop over the same rows. Both take the log in turns, a sixth at a time, so that a busy moment of the machine
 * falls on both.
 */
export async function benchFullPath({ place, hub }: Measured): Promise<Line[]> {
  const moments = await fillLog(hub)
  const raw = await openRawDriver(place.url)
  for (const statement of bareTables(raw.dialect)) await raw.run(statement, [])
  const bare = new BareLoop(raw)
  await hub.pipeline.takeOver(1)
  const rounds: { readonly ours: Pace; readonly peer: Pace }[] = []
  for (let i = 1; i <= SEGMENTS; i += 1) {
    const goal = Math.round((TOUCHPOINTS * i) / SEGMENTS)
    const peer = await paced(
      () => bare,
      goal,
      () => bare.step(),
    )
    const ours = await paced(hub.pipeline.figures, goal, () => step(hub, moments))
    if (i > 1) rounds.push({ ours, peer })
  }
  hub.setTime(null)
  await raw.close()
  const { decisions, processed } = hub.pipeline.figures()
  if (processed < TOUCHPOINTS) throw new Error(`${TOUCHPOINTS - processed} touchpoints were not processed`)
  const rates = rounds.map(({ ours, peer }) => ({ ours: ours.perSecond, peer: peer.perSecond }))
  return [
    timesPeer('full path, 200 rules / bare read-fold-write loop', 'tp/s', rates, {
      times: 0.35,
      least: 10_000,
    }),
    told('processor time of a touchpoint in it', 'µs', middleOf(rounds.map(({ ours }) => ours.cpuMicros))),
    told('the same in the bare loop', 'µs', middleOf(rounds.map(({ peer }) => peer.cpuMicros))),
    told('decisions per hundred touchpoints', '%', (100 * decisions) / processed),
  ]
}

/** Resolves with when each touchpoint happened, in the order of the log. */
async function fillLog(hub: BenchHub): Promise<readonly number[]> {
  const until = Date.now()
  const traffic = trafficOf({
    ...{ seed: 11, customers: CUSTOMERS, touchpoints: TOUCHPOINTS, from: until - DAYS * 86_400_000, until },
  })
  for (let i = 0; i < traffic.length; i += 2_000) {
    await hub.inbox.accept({
      ...{ source: hub.source.id, receivedAt: instant(until), unreadable: [] },
      touchpoints: traffic.slice(i, i + 2_000).map(toNew),
    })
  }
  return traffic.map((t) => t.at)
}

/** The hub's time goes along with the touchpoints, as if they had just come. */
function step(hub: BenchHub, moments: readonly number[]): Promise<number> {
  const { processed } = hub.pipeline.figures()
  hub.setTime(instant(moments[Math.min(processed + 499, moments.length - 1)] ?? 0))
  return hub.pipeline.step()
}

interface Pace {
  readonly perSecond: number
  /** Of this process, for each touchpoint. */
  readonly cpuMicros: number
}

async function paced(
  progress: () => { readonly processed: number },
  goal: number,
  next: () => Promise<number>,
): Promise<Pace> {
  const start = performance.now()
  const cpu = process.cpuUsage()
  const before = progress().processed
  while (progress().processed < goal && (await next()) > 0);
  const done = progress().processed - before
  const { user, system } = process.cpuUsage(cpu)
  return { perSecond: (done * 1_000) / (performance.now() - start), cpuMicros: (user + system) / done }
}
