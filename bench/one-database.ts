import type { Dialect } from '../api/database'
import { benchChatAnswer } from './chat-answer.bench'
import { benchContacts } from './contacts.bench'
import { benchFullPath } from './full-path.bench'
import { openBenchHub } from './hub/bench-hub'
import type { Measured } from './hub/measured'
import { benchBatches, benchSingles } from './ingest.bench'
import { benchLatency } from './latency.bench'
import { atMostOf, told } from './line'
import type { Line } from './line'
import { startLoad } from './load/load'
import type { Load } from './load/load'
import { isWanted } from './parts'
import type { Part } from './parts'
import { placeFor } from './places'
import type { Place } from './places'

export interface DatabaseTask {
  readonly dialect: Dialect
  readonly filter?: string | undefined
}

export interface DatabaseReport {
  readonly title: string
  readonly lines: readonly Line[]
}

/** Started by bench/index as a process of its own, so that memory and warm code of one database do not tell on the next. */
process.on('message', (task: DatabaseTask) => {
  measure(task)
    .then(
      (report) => process.send?.({ report }),
      (cause: unknown) => process.send?.({ failed: cause instanceof Error ? cause.stack : String(cause) }),
    )
    .finally(() => process.disconnect())
})

/** Null where no server was named for the dialect. */
async function measure({ dialect, filter }: DatabaseTask): Promise<DatabaseReport | null> {
  const place = await placeFor(dialect, process.env)
  if (place === null) return null
  const load = startLoad()
  try {
    return { title: place.name, lines: await measureAt(place, load, (part) => isWanted(part, filter)) }
  } finally {
    load.stop()
    await place.remove()
  }
}

async function measureAt(place: Place, load: Load, wanted: (part: Part) => boolean): Promise<Line[]> {
  const hub = await openBenchHub(place.url)
  try {
    const port = await hub.server.listen(0, '127.0.0.1')
    const measured: Measured = { place, hub, port, load }
    const lines: Line[] = []
    const idle = residentMb()
    if (wanted('chat-answer')) lines.push(...(await benchChatAnswer(measured)))
    if (wanted('full-path')) lines.push(...(await benchFullPath(measured)))
    if (wanted('latency')) lines.push(...(await benchLatency(measured)))
    if (wanted('ingest-50')) lines.push(await benchBatches(measured))
    if (wanted('ingest-1')) lines.push(await benchSingles(measured))
    if (wanted('contacts')) lines.push(...(await benchContacts(measured)))
    if (wanted('memory')) {
      lines.push(atMostOf('resident memory, idle', 'MB', idle, 200))
      lines.push(told('resident memory after all of this', 'MB', residentMb()))
    }
    return lines
  } finally {
    await hub.close()
  }
}

const residentMb = (): number => process.memoryUsage().rss / 1024 / 1024
