import { createPeople } from '../../../../api/people'
import type { MemberEntry, People } from '../../../../api/people'
import { customerId } from '../../../../contract/ids'
import { seconds } from '../../../../contract/quantities'
import { ManualClock } from '../../../fakes/manual-clock'
import type { TestDatabase } from '../../../support/databases'
import { emptyTables, freshDatabase, reachable } from '../../../support/databases'

const entry = (key: string, more: Partial<MemberEntry> = {}): MemberEntry => ({
  key,
  name: key,
  role: 'rep',
  team: '华东',
  manager: null,
  addresses: [{ platform: 'wecom', userId: `User-${key}` }],
  ...more,
})

describe.each(reachable)('people on %s', (dialect) => {
  let test: TestDatabase
  let people: People
  const clock = new ManualClock()

  beforeAll(async () => {
    test = await freshDatabase(dialect)
  })
  afterAll(() => test.drop())
  beforeEach(async () => {
    await emptyTables(test.database, ['customer', 'member_address', 'member'])
    people = createPeople({ database: test.database, clock })
  })

  const customer = (id: number, owner: number | null) =>
    test.database.write((tx) =>
      tx.run(
        `INSERT INTO customer (id, name, owner_id, intent_tenths, intent_at, stage, touchpoints, first_at, last_at, state)
         VALUES (?, 'c', ?, 0, 0, 'new', 0, 0, 0, '{}')`,
        [id, owner],
      ),
    )
  const owners = () => test.database.read.rows('SELECT id, owner_id FROM customer ORDER BY id')
  const assigned = () => test.database.read.rows('SELECT id, assigned FROM member ORDER BY id')

  it('P-16 takes a company over, then finds nothing new in it, then what changed', async () => {
    const list = [
      entry('boss', { role: 'manager' }),
      entry('a', { manager: 'boss' }),
      entry('b', { manager: 'boss' }),
    ]
    expect(await people.upsert(list)).toEqual({
      added: 3, changed: 0, unchanged: 0, removed: 0, ownedByRemoved: 0,
    }) // prettier-ignore
    const before = await people.all()
    expect(await people.upsert(list)).toMatchObject({ added: 0, changed: 0, unchanged: 3, removed: 0 })
    expect(await people.all()).toEqual(before)

    const a = before.find((m) => m.name === 'a')
    await customer(1, a?.id ?? null)
    const next = [
      entry('boss', { role: 'manager' }),
      entry('b', { name: 'Bea', manager: 'boss' }),
      entry('c'),
    ]
    expect(await people.upsert(next)).toEqual({
      added: 1, changed: 1, unchanged: 1, removed: 1, ownedByRemoved: 1,
    }) // prettier-ignore
    const after = await people.all()
    expect(after.map((m) => [m.name, m.active])).toEqual([
      ['boss', true],
      ['a', false],
      ['Bea', true],
      ['c', true],
    ])
    expect(after[2]?.manager).toBe(before[0]?.id)
    expect(await owners()).toEqual([{ id: 1, owner_id: a?.id }])
  })

  it('knows a WeCom account whatever its case, and a DingTalk account only as it is', async () => {
    await people.upsert([
      entry('a', {
        addresses: [
          { platform: 'wecom', userId: 'ZhangSan' },
          { platform: 'dingtalk', userId: 'Ab1' },
        ],
      }),
    ])
    expect((await people.memberOf({ platform: 'wecom', userId: 'zhangSAN' }))?.addresses).toEqual([
      { platform: 'wecom', userId: 'ZhangSan' },
      { platform: 'dingtalk', userId: 'Ab1' },
    ])
    expect(await people.memberOf({ platform: 'dingtalk', userId: 'ab1' })).toBeUndefined()
    expect((await people.memberOf({ platform: 'dingtalk', userId: 'Ab1' }))?.name).toBe('a')
  })

  it('sees its own writes at once and those of another process within half a minute', async () => {
    const elsewhere = createPeople({ database: test.database, clock })
    await people.upsert([entry('a')])
    const address = { platform: 'wecom', userId: 'User-a' } as const
    expect((await people.memberOf(address))?.name).toBe('a')
    expect((await elsewhere.memberOf(address))?.name).toBe('a')
    await people.upsert([entry('a', { name: 'Anna' })])
    expect((await people.memberOf(address))?.name).toBe('Anna')
    expect((await elsewhere.memberOf(address))?.name).toBe('a')
    clock.advance(seconds(30))
    expect((await elsewhere.memberOf(address))?.name).toBe('Anna')
  })

  it('keeps no more answers than it was told to', async () => {
    const small = createPeople({ database: test.database, clock, cacheSize: 4 })
    await small.upsert(Array.from({ length: 10 }, (_, i) => entry(`m${i}`)))
    for (let round = 0; round < 2; round += 1) {
      for (let i = 0; i < 10; i += 1) {
        expect((await small.memberOf({ platform: 'wecom', userId: `user-M${i}` }))?.name).toBe(`m${i}`)
      }
    }
  })

  it('gives every customer to the active rep with the fewest, also when many come at once', async () => {
    await people.upsert([entry('a'), entry('b'), entry('c'), entry('boss', { role: 'manager' })])
    await people.upsert([entry('a'), entry('b'), entry('boss', { role: 'manager' })])
    const next = () => test.database.write((tx) => people.nextOwner(tx))
    expect((await next())?.name).toBe('a')
    expect((await next())?.name).toBe('b')
    await Promise.all(Array.from({ length: 20 }, next))
    expect(await assigned()).toEqual([
      { id: expect.any(Number), assigned: 11 },
      { id: expect.any(Number), assigned: 11 },
      { id: expect.any(Number), assigned: 0 },
      { id: expect.any(Number), assigned: 0 },
    ])
  })

  it('has nobody for a customer where there is no rep', async () => {
    await people.upsert([entry('boss', { role: 'manager' })])
    expect(await test.database.write((tx) => people.nextOwner(tx))).toBeUndefined()
  })

  it('moves customers and counts together', async () => {
    await people.upsert([entry('a'), entry('b')])
    const [a, b] = await people.all()
    if (a === undefined || b === undefined) throw new Error('two members were written')
    for (const id of [1, 2, 3]) await customer(id, null)
    const set = (to: readonly [number, typeof a | null][]) =>
      test.database.write((tx) =>
        people.setOwners(
          tx,
          to.map(([id, m]) => ({ customer: customerId(id), owner: m?.id ?? null })),
        ),
      )
    expect(await set([[1, a], [2, a], [3, b], [9, b]])).toBe(3) // prettier-ignore
    expect(await set([[1, a], [2, b], [3, null]])).toBe(2) // prettier-ignore
    expect(await owners()).toEqual([
      { id: 1, owner_id: a.id },
      { id: 2, owner_id: b.id },
      { id: 3, owner_id: null },
    ])
    expect(await assigned()).toEqual([
      { id: a.id, assigned: 1 },
      { id: b.id, assigned: 1 },
    ])
  })
})
