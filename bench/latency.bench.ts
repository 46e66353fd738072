import type { Measured } from './hub/measured'
import { atMostOf, told } from './line'
import type { Line } from './line'
import { quantileOf } from './spread'

const RATE = 2_000
const SECONDS = 8

/**
 * 2,000 touchpoints a second, one in a request, sent whether or not answers come back, with judging running behind:
 * how long until the sender knows that it is kept, and until a decision that it caused is committed.
 */
export async function benchLatency({ hub, port, load }: Measured): Promise<Line[]> {
  const decided = watchDecisions(hub)
  hub.worker.start()
  const send = (run: string, seconds: number) =>
    load.run({
      ...{ port, path: '/v1/touchpoints', key: hub.key, connections: 64, perRequest: 1 },
      ...{ seconds, rate: RATE, run, customers: 8_000 },
    })
  await send('w', 2)
  await caughtUp(hub)
  const from = await hub.modules.log.head()
  const report = await send('l', SECONDS)
  await caughtUp(hub)
  await hub.worker.stop()
  const waits = await waitsOf(hub, decided, from)
  return [
    atMostOf('durable answer at 2,000 tp/s, p50', 'ms', quantileOf(report.latencies, 0.5), 5),
    atMostOf('durable answer at 2,000 tp/s, p99', 'ms', quantileOf(report.latencies, 0.99), 30),
    atMostOf('touchpoint → decision at 2,000 tp/s, p95', 'ms', quantileOf(waits, 0.95), 250),
    told('decisions a second meanwhile', '1/s', waits.length / SECONDS),
  ]
}

/** When each decision was committed, by the touchpoint that caused it. */
type Decided = Map<number, number>

/** Delivery is woken right after the commit of a batch that decided something: that is the moment taken. */
function watchDecisions(hub: Measured['hub']): Decided {
  const decided: Decided = new Map()
  const { decisions, delivery } = hub.modules
  const append = decisions.append.bind(decisions)
  const wake = delivery.wake
  let traces: string[] = []
  decisions.append = async (tx, drafts, head, now) => {
    traces = drafts.map(({ trace }) => trace)
    return append(tx, drafts, head, now)
  }
  delivery.wake = () => {
    const now = Date.now()
    for (const trace of traces) if (trace.startsWith('T')) decided.set(Number(trace.slice(1)), now)
    wake()
  }
  return decided
}

async function waitsOf(hub: Measured['hub'], decided: Decided, from: number): Promise<number[]> {
  const waits: number[] = []
  const ids = [...decided.keys()].filter((id) => id > from)
  for (let i = 0; i < ids.length; i += 500) {
    const marks = ids.slice(i, i + 500)
    const rows = await hub.database.read.rows<{ seq: number; received_at: number }>(
      `SELECT seq, received_at FROM touchpoint_log WHERE seq IN (${marks.map(() => '?').join(',')})`,
      marks,
    )
    for (const row of rows) waits.push((decided.get(Number(row.seq)) ?? 0) - Number(row.received_at))
  }
  return waits.sort((a, b) => a - b)
}

async function caughtUp(hub: Measured['hub']): Promise<void> {
  const head = await hub.modules.log.head()
  while (hub.pipeline.figures().position < head) await new Promise((resolve) => setTimeout(resolve, 20))
}
