import type { TestDatabase } from '../../../support/databases'
import { freshDatabase, reachable } from '../../../support/databases'
import { onConflict } from '../../../../api/database'

describe.each(reachable)('the database on %s', (dialect) => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await freshDatabase(dialect)
  })
  afterAll(() => test.drop())

  it('keeps all of a transaction or nothing of it', async () => {
    const { database } = test
    const broken = database.write(async (tx) => {
      await tx.run('INSERT INTO setting (name, value) VALUES (?, ?)', ['half', 'x'])
      throw new Error('stop')
    })
    await expect(broken).rejects.toThrow('stop')
    expect(await database.read.rows('SELECT name FROM setting')).toEqual([])
  })

  it('shows readers nothing of a running transaction', async () => {
    const { database } = test
    await database.write(async (tx) => {
      await tx.run('INSERT INTO setting (name, value) VALUES (?, ?)', ['seen', 'later'])
      expect(await database.read.rows('SELECT name FROM setting')).toEqual([])
    })
    expect(await database.read.rows('SELECT name FROM setting')).toEqual([{ name: 'seen' }])
  })

  it('counts a repeated key as no row, so that repeats can be told from new ones', async () => {
    const { database } = test
    const put = (name: string) =>
      database.write((tx) =>
        tx.run(`INSERT INTO setting (name, value) VALUES (?, ?)${onConflict(tx.dialect, ['name'], [])}`, [
          name,
          'v',
        ]),
      )
    expect([await put('a'), await put('a'), await put('b')]).toEqual([1, 0, 1])
  })

  it('runs many transactions at once without mixing them', async () => {
    const { database } = test
    await database.write((tx) => tx.run("INSERT INTO setting (name, value) VALUES ('sum', '0')"))
    const add = () =>
      database.write(async (tx) => {
        const lock = tx.dialect === 'mysql' ? ' FOR UPDATE' : ''
        const [row] = await tx.rows<{ value: string }>(`SELECT value FROM setting WHERE name='sum'${lock}`)
        await tx.run("UPDATE setting SET value=? WHERE name='sum'", [String(Number(row?.value) + 1)])
      })
    await Promise.all(Array.from({ length: 40 }, add))
    expect(await database.read.rows("SELECT value FROM setting WHERE name='sum'")).toEqual([{ value: '40' }])
  })

  it('lets as many transactions as there may be at once read beside themselves', async () => {
    const { database } = test
    // One writes at a time on SQLite; on MySQL as many as its pool has connections.
    const atOnce = dialect === 'mysql' ? 10 : 1
    let inside = 0
    let allInside = (): void => undefined
    const everybody = new Promise<void>((resolve) => {
      allInside = resolve
    })
    const readBesides = () =>
      database.write(async (tx) => {
        await tx.rows('SELECT 1')
        inside += 1
        if (inside === atOnce) allInside()
        await everybody
        return (await database.read.rows('SELECT 1')).length
      })
    expect(await Promise.all(Array.from({ length: atOnce }, readBesides))).toEqual(
      Array.from({ length: atOnce }, () => 1),
    )
  })

  it('S1-33 refuses a decision whose rule version or first evidence does not exist', async () => {
    const insert = test.database.write((tx) =>
      tx.run(
        `INSERT INTO decision (id, trace, customer_id, rule_id, rule_version, first_evidence, at, recorded_at, body,
         previous_hash, hash) VALUES (1, 't', 1, 'nowhere', 1, 99, 0, 0, '{}', '', 'h')`,
      ),
    )
    await expect(insert).rejects.toThrow(/foreign key/i)
  })
})
