import { createJobLedger, createLease } from '../../../api/database'
import { instant } from '../../../contract/quantities'
import { createSchedule } from '../../../jobs'
import type { MakeTicker } from '../../../jobs/cadence'
import { awaitUntil } from '../../support/await-until'
import type { TestDatabase } from '../../support/databases'
import { freshDatabase, reachable } from '../../support/databases'

const clock = { now: () => instant(Date.now()) }

describe.each(reachable)('schedules of several processes on %s', (dialect) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await freshDatabase(dialect)
  })
  afterAll(() => test.drop())

  it('J-02 never run a job beside itself however fast its turns come', async () => {
    const running = new Map<string, number>()
    const ran = new Map<string, number>()
    let most = 0
    const work = (name: string) => async () => {
      const now = (running.get(name) ?? 0) + 1
      running.set(name, now)
      most = Math.max(most, now)
      for (let i = 0; i < 3; i += 1) await new Promise((resolve) => setImmediate(resolve))
      running.set(name, now - 1)
      ran.set(name, (ran.get(name) ?? 0) + 1)
    }
    // Every turn is one that nobody has done yet.
    const rushing: MakeTicker = () => {
      let timer: NodeJS.Timeout
      return {
        start: (tell) => void (timer = setInterval(() => tell(clock.now()), 1)),
        stop: () => clearInterval(timer),
        missed: () => false,
      }
    }
    const troubles: unknown[] = []
    const schedules = [1, 2, 3].map(() =>
      createSchedule({
        jobs: ['a', 'b'].map((name) => ({ name, when: { everySeconds: 1 }, run: work(name) })),
        clock,
        lease: createLease({ database: test.database, clock }),
        ledger: createJobLedger(test.database),
        tickers: rushing,
        onTrouble: (job, trouble) => void troubles.push({ job, ...trouble }),
      }),
    )
    await Promise.all(schedules.map((s) => s.start()))
    await awaitUntil('eighty runs', () => [...ran.values()].reduce((sum, n) => sum + n, 0) >= 80)
    await Promise.all(schedules.map((s) => s.stop()))
    expect(most).toBe(1)
    expect(troubles).toEqual([])
    const runs = await createJobLedger(test.database).all()
    expect(runs.map((r) => [r.name, r.runs, r.failures])).toEqual([
      ['a', ran.get('a'), 0],
      ['b', ran.get('b'), 0],
    ])
  })
})
