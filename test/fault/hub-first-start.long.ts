import { existsSync } from 'node:fs'

import { createConnection } from 'mysql2/promise'
import type { RowDataPacket } from 'mysql2/promise'

import { awaitUntil } from '../support/await-until'
import { emptyDatabase, reachable } from '../support/databases'
import type { EmptyDatabase } from '../support/databases'
import { createHubProcess } from '../support/hub-process'
import type { HubProcess } from '../support/hub-process'

/** Tables that are there at each stage; 32 are all. */
const tablesAt = [1, 10, 28]
/** SQLite shows no table before all are there, so there the stages follow each other in time, in milliseconds. */
const sinceFileAt = [0, 30, 80]

async function hasReached({ url, setting }: EmptyDatabase, stage: number): Promise<boolean> {
  if (url.dialect === 'sqlite') {
    if (!existsSync(url.file)) return false
    await new Promise((resolve) => setTimeout(resolve, sinceFileAt[stage]))
    return true
  }
  const connection = await createConnection(setting)
  const [rows] = await connection.query<RowDataPacket[]>('SHOW TABLES')
  await connection.end()
  return rows.length >= (tablesAt[stage] ?? 0)
}

describe.each(reachable)('the first start on an empty %s database', (dialect) => {
  let place: EmptyDatabase
  let hubs: HubProcess[] = []

  const hub = (): HubProcess => {
    const made = createHubProcess({ env: { DATABASE_URL: place.setting } })
    hubs.push(made)
    return made
  }

  beforeEach(async () => {
    place = await emptyDatabase(dialect)
  })
  afterEach(async () => {
    await Promise.all(hubs.map((h) => h.dispose()))
    hubs = []
    await place.remove()
  })

  it('J-04 is finished by the next one when it is killed while the tables are made', async () => {
    const interrupted = hub()
    for (const stage of [0, 1, 2]) {
      await interrupted.launch()
      await awaitUntil(
        'the tables to be made',
        () => interrupted.said.includes('Running') || hasReached(place, stage),
        30_000,
      )
      await interrupted.kill()
    }

    await interrupted.start()
    expect((await interrupted.checks()).get('database')?.ok).toBe(true)
  }, 60_000)

  it('J-04 makes the tables once when two processes start at the same moment', async () => {
    const both = [hub(), hub()]
    await Promise.all(both.map((h) => h.start()))
    const judging = await Promise.all(both.map(async (h) => (await h.checks()).get('judging')?.detail))
    expect(judging.filter((detail) => detail === 'standing by')).toHaveLength(1)
  }, 60_000)
})
