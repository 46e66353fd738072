import type { Measured } from './hub/measured'
import { timesPeer } from './line'
import type { Line } from './line'
import type { LoadReport } from './load/plan'
import { startBareKoa } from './peers/bare-koa'
import { openRawDriver } from './peers/raw-driver'
import type { RawDriver, Value } from './peers/raw-driver'

const ROUNDS = 5
const SECONDS = 1.6
/** Rows of one transaction of the peer; about what our own group commit comes to at this load. */
const GROUP = 1_000

/**
 * Touchpoints a second over HTTP, 50 in a request, each answered after its commit; beside the same rows inserted by
 * the bare driver, a thousand in a transaction, with no HTTP, no checks and nobody to answer.
 */
export async function benchBatches({ place, hub, port, load }: Measured): Promise<Line> {
  const raw = await openRawDriver(place.url)
  await raw.run(peerTable(place.url.dialect), [])
  const rounds: { ours: number; peer: number }[] = []
  try {
    for (let i = 0; i <= ROUNDS; i += 1) {
      const before = await hub.modules.log.head()
      const report = await load.run({
        ...{ port, path: '/v1/touchpoints', key: hub.key, connections: 32, perRequest: 50 },
        ...{ seconds: SECONDS, rate: null, run: `b${i}`, customers: 20_000 },
      })
      const round = { ours: rate(report), peer: await insertAgain(raw, before) }
      if (i > 0) rounds.push(round)
    }
  } finally {
    await raw.close()
  }
  return timesPeer('durable ingest over HTTP, 50 a request / raw group insert', 'tp/s', rounds, {
    times: 0.6,
  })
}

/** The same for requests of one touchpoint; beside a Koa route that parses the same body and keeps nothing. */
export async function benchSingles({ hub, port, load }: Measured): Promise<Line> {
  const bare = await startBareKoa()
  const rounds: { ours: number; peer: number }[] = []
  const send = (to: number, run: string): Promise<LoadReport> =>
    load.run({
      ...{ port: to, path: '/v1/touchpoints', key: hub.key, connections: 64, perRequest: 1 },
      ...{ seconds: SECONDS, rate: null, run, customers: 20_000 },
    })
  try {
    for (let i = 0; i <= ROUNDS; i += 1) {
      const round = { ours: rate(await send(port, `s${i}`)), peer: rate(await send(bare.port, `s${i}`)) }
      if (i > 0) rounds.push(round)
    }
  } finally {
    bare.close()
  }
  return timesPeer('durable ingest over HTTP, 1 a request / bare Koa, nothing kept', 'tp/s', rounds, {
    times: 0.7,
  })
}

const rate = (report: LoadReport): number => report.touchpoints / report.seconds

/** A table like the log, with its key. */
const peerTable = (dialect: 'sqlite' | 'mysql'): string =>
  dialect === 'sqlite'
    ? `CREATE TABLE peer_log (seq INTEGER PRIMARY KEY, source_id INTEGER NOT NULL, source_event_id TEXT NOT NULL,
       received_at INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE (source_id, source_event_id))`
    : 'CREATE TABLE peer_log LIKE touchpoint_log'

/** Inserts what the log holds after the position once more; rows a second. */
async function insertAgain(raw: RawDriver, after: number): Promise<number> {
  const found = await raw.rows(
    'SELECT source_id, source_event_id, received_at, body FROM touchpoint_log WHERE seq > ? ORDER BY seq',
    [after],
  )
  const rows = found.map((r) => [r.source_id, r.source_event_id, r.received_at, r.body] as Value[])
  const groups: Value[][][] = []
  for (let i = 0; i + GROUP <= rows.length; i += GROUP) groups.push(rows.slice(i, i + GROUP))
  const start = performance.now()
  for (const group of groups) {
    await raw.insert('peer_log (source_id, source_event_id, received_at, body)', group)
  }
  return (groups.length * GROUP * 1_000) / (performance.now() - start)
}
