import { freshDatabase, reachable } from '../support/databases'
import { runFaultyNotices } from './faulty-notices'

it.each(reachable)(
  'P-12 loses none and shows none twice of 10,000 notices over platforms that fail in every way, on %s',
  async (dialect) => {
    const test = await freshDatabase(dialect)
    try {
      const run = await runFaultyNotices(test.database, 10_000, 12)
      expect(run).toMatchObject({ shown: 10_000, different: 10_000, sent: 10_000 })
      expect(run.deaths).toBeGreaterThan(10)
    } finally {
      await test.drop()
    }
  },
  600_000,
)
