import fc from 'fast-check'

import { createDirectory, createPeople } from '../../../../api/people'
import type { Directory, People, SyncOrder } from '../../../../api/people'
import type { MemberId } from '../../../../contract/ids'
import type { Platform } from '../../../../contract/people'
import type { DirectoryReading } from '../../../../contract/ports/directory'
import { department, person, reading } from '../../../builders/directories'
import { ManualClock } from '../../../fakes/manual-clock'
import type { TestDatabase } from '../../../support/databases'
import { emptyTables, freshDatabase, reachable } from '../../../support/databases'

const tables = [
  'directory_change', 'directory_run', 'member_join_customer', 'member_join', 'member_department', 'department',
  'customer', 'member_address', 'member',
] // prettier-ignore

const order = (more: Partial<SyncOrder> = {}): SyncOrder => ({
  by: 'test',
  roles: null,
  dryRun: false,
  yes: false,
  ...more,
})

const refused = (platform: Platform): DirectoryReading => ({
  kind: 'refused',
  platform,
  trouble: 'untrusted-ip',
  code: '60020',
  detail: '203.0.113.9',
  calls: 1,
})

const phone = (number: string) => ({ verified: { phone: number, email: null } })

describe.each(reachable)('a directory taken over on %s', (dialect) => {
  let test: TestDatabase
  let people: People
  let directory: Directory
  const clock = new ManualClock()

  beforeAll(async () => {
    test = await freshDatabase(dialect)
  })
  afterAll(() => test.drop())
  beforeEach(async () => {
    await emptyTables(test.database, tables)
    people = createPeople({ database: test.database, clock })
    directory = createDirectory({ database: test.database, clock, people })
  })

  let customers = 0
  const customerOf = (owner: MemberId | undefined) =>
    test.database.write((tx) =>
      tx.run(
        `INSERT INTO customer (id, name, owner_id, intent_tenths, intent_at, stage, touchpoints, first_at, last_at, state)
         VALUES (?, 'c', ?, 0, 0, 'new', 0, 0, 0, '{}')`,
        [(customers += 1), owner ?? null],
      ),
    )
  const owners = () =>
    test.database.read.rows<{ owner_id: number | null }>('SELECT owner_id FROM customer ORDER BY id')
  const ten = (platform: Platform) => Array.from({ length: 10 }, (_, i) => person(`${platform}${i}`))
  const named = async (name: string) => (await people.all()).find((m) => m.name === name)

  it('P-16 takes over a whole company, then only who came, left and moved', async () => {
    const tree = [department('1', null), department('2', '1', { name: '华东', leaders: ['wecom0'] })]
    const first = await directory.sync([reading('wecom', ten('wecom'), tree)], order())
    expect(first).toMatchObject({ outcome: 'applied', added: 10, changed: 0, removed: 0, unchanged: 0 })
    const again = await directory.sync([reading('wecom', ten('wecom'), tree)], order())
    expect(again).toMatchObject({ added: 0, changed: 0, removed: 0, unchanged: 10, changes: [] })

    await customerOf((await named('wecom9'))?.id)
    const next = [
      ...ten('wecom').slice(0, 8),
      person('wecom8', { name: 'moved', departments: ['2'] }),
      person('new'),
    ]
    const moved = [department('1', null), department('2', '1', { name: '华东大区', leaders: ['wecom0'] })]
    const third = await directory.sync([reading('wecom', next, moved)], order())
    expect(third).toMatchObject({ added: 1, changed: 1, removed: 1, unchanged: 8, ownedByRemoved: 1 })
    expect(third.changes).toEqual([
      { what: 'added', key: 'wecom:new', name: 'new' },
      {
        what: 'changed',
        member: (await named('moved'))?.id,
        name: 'moved',
        from: { name: 'wecom8', team: '部门1', manager: '', departments: 'wecom:1' },
        to: { name: 'moved', team: '华东大区', manager: 'wecom0', departments: 'wecom:2' },
      },
      { what: 'left', member: (await named('wecom9'))?.id, name: 'wecom9' },
    ])
    expect((await named('wecom9'))?.active).toBe(false)
    expect(await owners()).toEqual([{ owner_id: (await named('wecom9'))?.id }])
    expect(await directory.runs(1)).toEqual([third])
  })

  it('P-16 takes over the new name of a department without touching anybody’s id', async () => {
    const named = (name: string) => [department('1', null, { name })]
    await directory.sync([reading('wecom', [person('a')], named('销售部'))], order())
    const before = await people.all()
    const run = await directory.sync([reading('wecom', [person('a')], named('增长部'))], order())
    expect(run).toMatchObject({ added: 0, changed: 1, removed: 0 })
    expect(await people.all()).toEqual(before.map((m) => ({ ...m, team: '增长部' })))
  })

  it('P-16 says why nobody came, and sends nobody home for it', async () => {
    await directory.sync([reading('wecom', ten('wecom'))], order())
    const run = await directory.sync([refused('wecom'), reading('dingtalk', [], [])], order({ yes: true }))
    expect(run).toMatchObject({ outcome: 'refused', added: 0, removed: 0 })
    expect(run.readings).toEqual([
      {
        platform: 'wecom',
        people: 0,
        departments: 0,
        calls: 1,
        trouble: { kind: 'untrusted-ip', code: '60020', detail: '203.0.113.9' },
      },
      {
        platform: 'dingtalk',
        people: 0,
        departments: 0,
        calls: 2,
        trouble: { kind: 'nobody-visible', code: '', detail: '' },
      },
    ])
    expect((await people.all()).filter((m) => m.active)).toHaveLength(10)
  })

  it('P-16 leaves the people of a platform that could not be read as they are', async () => {
    await directory.sync([reading('wecom', ten('wecom')), reading('dingtalk', ten('dingtalk'))], order())
    const run = await directory.sync([refused('wecom'), reading('dingtalk', ten('dingtalk'))], order())
    expect(run).toMatchObject({ outcome: 'applied', unchanged: 10, removed: 0 })
    expect((await people.all()).filter((m) => m.active)).toHaveLength(20)
  })

  it.each([
    [7, 'applied'],
    [6, 'held'],
  ] as const)('P-16 with %i of ten left the sync is %s', async (left, outcome) => {
    await directory.sync([reading('wecom', ten('wecom'))], order())
    const run = await directory.sync(
      [reading('wecom', [...ten('wecom').slice(0, left), person('new')])],
      order(),
    )
    expect(run).toMatchObject({ outcome, removed: 10 - left, expected: 10, added: 1 })
    const active = (await people.all()).filter((m) => m.active)
    expect(active).toHaveLength(outcome === 'held' ? 10 : left + 1)
  })

  it('P-16 lets a person say that so many are meant', async () => {
    await directory.sync([reading('wecom', ten('wecom'))], order())
    const few = [reading('wecom', ten('wecom').slice(0, 2))]
    expect(await directory.sync(few, order({ yes: true }))).toMatchObject({ outcome: 'applied', removed: 8 })
    expect((await people.all()).filter((m) => m.active)).toHaveLength(2)
  })

  it('P-16 tries without changing anything', async () => {
    const run = await directory.sync([reading('wecom', ten('wecom'))], order({ dryRun: true }))
    expect(run).toMatchObject({ outcome: 'dry-run', added: 10 })
    expect(await people.all()).toEqual([])
  })

  it('P-16 keeps nothing of a sync that fails in the middle', async () => {
    await directory.sync([reading('wecom', ten('wecom'))], order())
    const before = await people.all()
    const next = [reading('wecom', [...ten('wecom').slice(0, 9), person('x')])]
    // The run is written down last, after everybody was: without a name behind it the database refuses it.
    await expect(directory.sync(next, order({ by: null as unknown as string }))).rejects.toThrow()
    expect(await people.all()).toEqual(before)
    expect(await directory.runs(10)).toHaveLength(1)
  })

  it('P-16 makes two members one by a verified phone, customers and all, and takes it back', async () => {
    await directory.sync([reading('wecom', [person('w')]), reading('dingtalk', [person('d')])], order())
    const [older, younger] = await people.all()
    await customerOf(older?.id)
    await customerOf(younger?.id)
    const joined = [
      reading('wecom', [person('w', phone('+861'))]),
      reading('dingtalk', [person('d', phone('+861'))]),
    ]
    expect(await directory.sync(joined, order())).toMatchObject({ joined: 1, removed: 0, ownedByRemoved: 0 })
    expect((await owners()).map((o) => o.owner_id)).toEqual([older?.id, older?.id])
    expect((await people.member(younger?.id as MemberId))?.id).toBe(older?.id)
    expect((await people.memberOf({ platform: 'dingtalk', userId: 'd' }))?.id).toBe(older?.id)

    const [join] = await directory.joins()
    expect(await directory.undoJoin(join?.id ?? 0)).toEqual({ customers: 1, member: younger?.id })
    expect((await owners()).map((o) => o.owner_id)).toEqual([older?.id, younger?.id])
    expect((await people.memberOf({ platform: 'dingtalk', userId: 'd' }))?.id).toBe(younger?.id)
    const again = await directory.sync(joined, order())
    expect(again).toMatchObject({ joined: 0, added: 0, removed: 0, unclear: [{ because: 'undone-before' }] })
    await expect(directory.undoJoin(join?.id ?? 0)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('P-16 takes apart two accounts that came together as one', async () => {
    const both = [
      reading('wecom', [person('w', phone('+861'))]),
      reading('dingtalk', [person('d', phone('+861'))]),
    ]
    expect(await directory.sync(both, order())).toMatchObject({ added: 1, joined: 1 })
    const [join] = await directory.joins()
    await directory.undoJoin(join?.id ?? 0)
    expect(await directory.sync(both, order())).toMatchObject({ added: 0, removed: 0, joined: 0 })
    expect((await people.all()).map((m) => [m.addresses.length, m.active])).toEqual([
      [1, true],
      [1, true],
    ])
  })

  it('P-16 reads 5,000 people in one go and finds nothing new the second time', async () => {
    const tree = [department('0', null), ...Array.from({ length: 200 }, (_, i) => department(`d${i}`, '0'))]
    const many = Array.from({ length: 5_000 }, (_, i) => person(`u${i}`, { departments: [`d${i % 200}`] }))
    expect(await directory.sync([reading('wecom', many, tree)], order())).toMatchObject({ added: 5_000 })
    expect(await directory.sync([reading('wecom', many, tree)], order())).toMatchObject({
      unchanged: 5_000,
      added: 0,
    })
  })

  it('O-04 tells where everybody stands: above him, around him, and what he answers for', async () => {
    const tree = [
      department('1', null, { leaders: ['chief'] }),
      department('2', '1', { leaders: ['east'] }),
      department('3', '2'),
    ]
    await directory.sync(
      [
        reading(
          'wecom',
          [person('chief'), person('east', { departments: ['2'] }), person('rep', { departments: ['3'] })],
          tree,
        ),
      ],
      order(),
    )
    const [chief, east, rep] = await people.all()
    expect(rep?.standing?.above).toEqual([east?.id, chief?.id])
    expect(rep?.standing?.place?.within).toHaveLength(3)
    expect(east?.standing?.place).toMatchObject({ wholeCompany: false })
    expect(chief?.standing?.place).toMatchObject({ wholeCompany: true })
    expect(rep?.standing?.place?.within).toEqual(
      expect.arrayContaining([...(east?.standing?.place?.answersFor ?? [])]),
    )
  })

  it('P-16 loses no owner over any sequence of directories', async () => {
    const some = (platform: Platform) =>
      fc.subarray([0, 1, 2, 3, 4], { minLength: 1 }).map((which) =>
        reading(
          platform,
          which.map((i) => person(`${platform}${i}`, phone(`+86${i % 3}`))),
        ),
      )
    const step = fc.oneof(
      fc.tuple(some('wecom'), some('dingtalk')),
      some('wecom').map((r) => [r]),
      fc.constant([refused('wecom'), refused('dingtalk')]),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
        await emptyTables(test.database, tables)
        people.forgetAll()
        for (const readings of steps) {
          const before = await people.all()
          await directory.sync(readings, order({ yes: true }))
          const after = await people.all()
          expect(after.slice(0, before.length).map((m) => m.id)).toEqual(before.map((m) => m.id))
          await customerOf(after.find((m) => m.active)?.id)
          const ids = new Set(after.map((m) => Number(m.id)))
          for (const { owner_id } of await owners())
            if (owner_id !== null) expect(ids).toContain(Number(owner_id))
          await directory.sync(readings, order({ yes: true }))
          expect(await people.all()).toEqual(after)
        }
      }),
      { numRuns: 15 },
    )
  })
})
