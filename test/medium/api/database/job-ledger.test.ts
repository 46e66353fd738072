import { createJobLedger } from '../../../../api/database'
import { instant } from '../../../../contract/quantities'
import type { TestDatabase } from '../../../support/databases'
import { freshDatabase, reachable } from '../../../support/databases'

describe.each(reachable)('the ledger of job runs on %s', (dialect) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await freshDatabase(dialect)
  })
  afterAll(() => test.drop())

  it('J-03 counts runs and failures, and begins again after a success', async () => {
    const ledger = createJobLedger(test.database)
    expect(await ledger.last('nightly')).toBeUndefined()
    for (const [at, error] of [[10, 'no disk'], [20, 'no disk'], [30, null]] as const) {
      await ledger.started('nightly', instant(at))
      await ledger.beat('nightly', instant(at + 1))
      expect(await ledger.last('nightly')).toMatchObject({ startedAt: at, beatAt: at + 1, finishedAt: null })
      await ledger.finished('nightly', instant(at + 2), error)
    } // prettier-ignore
    expect(await ledger.last('nightly')).toEqual({
      name: 'nightly',
      startedAt: 30,
      beatAt: 32,
      finishedAt: 32,
      succeededAt: 32,
      error: null,
      runs: 3,
      failures: 2,
      failuresInARow: 0,
    })
  })

  it('J-06 counts a run that never ended as failed when the next one begins', async () => {
    const ledger = createJobLedger(test.database)
    await ledger.started('killed', instant(1))
    await ledger.started('killed', instant(2))
    expect(await ledger.last('killed')).toMatchObject({
      runs: 2,
      failures: 1,
      failuresInARow: 1,
      error: expect.stringContaining('never finished'),
    })
    expect((await ledger.all()).map((run) => run.name)).toEqual(['killed', 'nightly'])
  })
})
