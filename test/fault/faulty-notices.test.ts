import { freshDatabase } from '../support/databases'
import { runFaultyNotices } from './faulty-notices'

it('P-12 loses none and shows none twice of 500 notices over platforms that fail in every way', async () => {
  const test = await freshDatabase('sqlite')
  try {
    const run = await runFaultyNotices(test.database, 500, 11)
    expect(run).toMatchObject({ shown: 500, different: 500, sent: 500 })
    expect([...run.mishaps.keys()].sort()).toEqual([
      'busy-after',
      'busy-before',
      'lost-after',
      'lost-before',
      'overtaken',
    ])
    expect(run.deaths).toBeGreaterThan(3)
  } finally {
    await test.drop()
  }
})
