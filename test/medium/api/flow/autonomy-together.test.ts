import * as fc from 'fast-check'

import { createAutonomyWatch } from '../../../../api/flow'
import type { AutonomyWatch } from '../../../../api/flow'
import { openDatabase } from '../../../../api/database'
import type { Database } from '../../../../api/database'
import { levelChanges, readLevels } from '../../../../api/strategy'
import { warningsZh } from '../../../../boot/wording'
import { days } from '../../../../contract/quantities'
import type { AutonomyWorld } from '../../../support/autonomy-world'
import { PACKAGE, openAutonomyWorld } from '../../../support/autonomy-world'
import type { TestDatabase } from '../../../support/databases'
import { freshDatabase, reachable } from '../../../support/databases'

describe.each(reachable)('P-19 levels among several processes on %s', (dialect) => {
  let test: TestDatabase
  let second: Database
  let world: AutonomyWorld
  let watches: readonly AutonomyWatch[]

  beforeAll(async () => {
    test = await freshDatabase(dialect)
    world = await openAutonomyWorld(test.database)
    second = await openDatabase(test.url)
    const { delivery } = world
    watches = [test.database, second].map((database) =>
      createAutonomyWatch({
        ...world.hub.modules,
        database,
        delivery: { queue: (tx, notices) => delivery.queue(tx, notices), wake: () => undefined },
        words: warningsZh.autonomyFell,
      }),
    )
  })
  afterAll(async () => {
    await second.close()
    await test.drop()
  })

  /** As if the process had been killed between the answer and the look that follows it. */
  const answerAndDie = async (decision: number): Promise<void> => {
    await test.database.write((tx) =>
      tx.run(
        "INSERT INTO follow_up (decision_id, customer_id, member_id, answer, note, at) VALUES (?, 1, ?, 'wrong', NULL, ?)",
        [decision, world.director.id, world.clock.now()],
      ),
    )
  }
  const moves = async () => (await levelChanges(test.database.read, PACKAGE, 100)).toReversed()

  it('P-19 a level falls once however many look, also after a process died before it looked', async () => {
    const decisions = await world.lead(4)
    for (const { id } of decisions.slice(0, 3)) await answerAndDie(id)
    expect(await world.level()).toBe(2)
    const fallen = await Promise.all([...watches, ...watches, ...watches].map((watch) => watch.look()))
    expect(fallen.reduce((sum, n) => sum + n, 0)).toBe(1)
    expect((await moves()).map(({ to }) => to)).toEqual([2, 1])
    expect(await world.warnings('周总监')).toHaveLength(1)
    // One more late answer to what was started before changes nothing.
    await answerAndDie(decisions[3]?.id ?? 0)
    expect((await Promise.all(watches.map((watch) => watch.look()))).every((n) => n === 0)).toBe(true)
  })

  it('P-19 a raise and a fall at the same moment leave one contiguous history', async () => {
    await world.certificates.issue(world.director.id, 'behaviour-interpreter', '考官')
    for (const { id } of await world.lead(30)) await world.answer(id, 'taken')
    const tries = [0, 1, 2].map(() => world.desk.setAutonomy(world.director, PACKAGE, 2))
    const kinds = (await Promise.all(tries)).map(({ kind }) => kind).toSorted()
    expect(kinds).toEqual(['already', 'already', 'done'])
    for (const { id } of await world.lead(3)) await answerAndDie(id)
    const [set] = await Promise.all([
      world.desk.setAutonomy(world.director, PACKAGE, 0),
      ...watches.map((watch) => watch.look()),
    ])
    expect(set.kind).toBe('done')
    expect(await world.level()).toBe(0)
  })

  it('P-19 whatever happens in whatever order, the level is between 0 and 3 and is what its history comes to', async () => {
    const step = fc.constantFrom('set0', 'set1', 'set2', 'set3', 'wrong', 'taken', 'look', 'month')
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        for (const what of steps) {
          if (what === 'look') await Promise.all(watches.map((watch) => watch.look()))
          else if (what === 'month') world.clock.advance(days(31))
          else if (what === 'wrong' || what === 'taken') {
            for (const { id } of await world.lead(1)) await world.answer(id, what)
          } else {
            await world.desk.setAutonomy(world.director, PACKAGE, Number(what.slice(3)) as 0 | 1 | 2 | 3)
          }
        }
        const all = await moves()
        all.forEach(({ number, from, to, by }, i) => {
          expect([number, from]).toEqual([i + 1, all[i - 1]?.to ?? null])
          expect([0, 1, 2, 3]).toContain(to)
          expect(by).not.toBe('')
          // Up is always by hand and one at a time; by itself it goes down by one, and never below 1.
          if (from !== null && to > from) expect([by, to - from]).toEqual(['周总监', 1])
          if (from !== null && by === 'hub') expect([from - to, to >= 1]).toEqual([1, true])
        })
        expect((await readLevels(test.database.read, [PACKAGE])).get(PACKAGE)?.level).toBe(all.at(-1)?.to)
      }),
      { numRuns: 12 },
    )
  })
})
