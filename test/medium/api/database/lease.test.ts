import { spawn } from 'node:child_process'
import { once } from 'node:events'

import type { Database } from '../../../../api/database'
import { createLease } from '../../../../api/database'
import { seconds } from '../../../../contract/quantities'
import { ManualClock } from '../../../fakes/manual-clock'
import type { TestDatabase } from '../../../support/databases'
import { freshDatabase, reachable } from '../../../support/databases'

const holderOf = async (database: Database, name: string): Promise<string> => {
  const [row] = await database.read.rows<{ holder: string }>('SELECT holder FROM lease WHERE name=?', [name])
  return row?.holder ?? ''
}

/** A holder as another process on this machine would have written it. */
async function holdAs(
  database: Database,
  name: string,
  change: (parts: string[]) => string[],
): Promise<void> {
  const parts = (await holderOf(database, name)).split(':')
  await database.write((tx) =>
    tx.run('UPDATE lease SET holder=? WHERE name=?', [change(parts).join(':'), name]),
  )
}

async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  return child.pid ?? 0
}

describe.each(reachable)('leases on %s', (dialect) => {
  let test: TestDatabase
  const clock = new ManualClock()
  const length = seconds(15)
  const lease = () => createLease({ database: test.database, clock })
  beforeAll(async () => {
    test = await freshDatabase(dialect)
  })
  afterAll(() => test.drop())

  it('P-10 belongs to one at a time, who renews it under the same epoch', async () => {
    const [one, other] = [lease(), lease()]
    expect(await one.acquire('gateway', length)).toBe(1)
    expect(await other.acquire('gateway', length)).toBeUndefined()
    clock.advance(seconds(10))
    expect(await one.acquire('gateway', length)).toBe(1)
    clock.advance(seconds(14))
    expect(await other.acquire('gateway', length)).toBeUndefined()
    clock.advance(seconds(1))
    expect(await other.acquire('gateway', length)).toBe(2)
    expect(await one.acquire('gateway', length)).toBeUndefined()
  })

  it('P-10 changes hands at once when it is given back, and only its holder can do that', async () => {
    const [one, other] = [lease(), lease()]
    await one.acquire('given', length)
    await other.release('given')
    expect(await other.acquire('given', length)).toBeUndefined()
    await one.release('given')
    expect(await other.acquire('given', length)).toBe(2)
  })

  it('P-10 goes to exactly one of many who ask at once', async () => {
    const asked = await Promise.all(Array.from({ length: 8 }, () => lease().acquire('rush', length)))
    expect(asked.filter((epoch) => epoch !== undefined)).toEqual([1])
  })

  it('J-04 is taken over at once from a process of this machine that has died', async () => {
    await lease().acquire('crashed', length)
    const pid = await deadProcess()
    await holdAs(test.database, 'crashed', ([place, , random]) => [`${place}`, `${pid}`, `${random}`])
    expect(await lease().acquire('crashed', length)).toBe(2)
  })

  it('J-04 is taken over at once from an earlier process that had our own number', async () => {
    await lease().acquire('reborn', length)
    await holdAs(test.database, 'reborn', ([place, pid]) => [`${place}`, `${pid}`, 'earlier'])
    expect(await lease().acquire('reborn', length)).toBe(2)
  })

  it('P-10 is left to a living process of this machine and to any process of another one', async () => {
    await lease().acquire('alive', length)
    await holdAs(test.database, 'alive', ([place, , random]) => [`${place}`, `${process.ppid}`, `${random}`])
    expect(await lease().acquire('alive', length)).toBeUndefined()

    await lease().acquire('far', length)
    const pid = await deadProcess()
    await holdAs(test.database, 'far', ([, , random]) => ['elsewhere/-/-', `${pid}`, `${random}`])
    expect(await lease().acquire('far', length)).toBeUndefined()
  })
})
