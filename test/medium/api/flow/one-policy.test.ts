import { createDirectory, may } from '../../../../api/people'
import type { Act, RoleMap } from '../../../../api/people'
import { allow, authenticate } from '../../../../api/console/authenticate.routes'
import type { Tokens } from '../../../../api/console/tokens.typeorm'
import { customerId } from '../../../../contract/ids'
import type { HubDesk } from '../../../../contract/ports/desk'
import type { Member } from '../../../../contract/people'
import { department, person, reading } from '../../../builders/directories'
import type { TestDatabase } from '../../../support/databases'
import { freshDatabase, reachable } from '../../../support/databases'
import { openDesk } from '../../../support/desk-world'
import { openTestHub } from '../../../support/hub'
import type { TestHub } from '../../../support/hub'

const tree = [
  department('1', null, { name: '公司' }),
  department('10', '1', { name: '华东', leaders: ['east'] }),
  department('11', '10', { name: '一部', leaders: ['lead'] }),
  department('20', '1', { name: '华南', leaders: ['west'] }),
  department('21', '20', { name: '一部' }),
]
const staff = [
  person('chief', { title: '总监' }),
  person('east', { title: '总监', departments: ['10'] }),
  person('west', { title: '总监', departments: ['20'] }),
  person('lead', { departments: ['11'] }),
  person('rep', { departments: ['11'] }),
  person('mate', { departments: ['11'] }),
  person('far', { departments: ['21'] }),
  person('keeper', { title: '管理员' }),
  person('gone', { departments: ['21'] }),
]
const roles: RoleMap = {
  rules: [
    { title: '总监', role: 'director' },
    { title: '管理员', role: 'admin' },
    { leader: true, role: 'manager' },
  ],
  otherwise: 'rep',
}

describe.each(reachable)('one policy for chat and API on %s', (dialect) => {
  let test: TestDatabase
  let hub: TestHub
  let desk: HubDesk
  let members: readonly Member[]
  /** Each member has one customer, and one is nobody's. */
  let owned: readonly (readonly [id: number, name: string, owner: Member | null])[]

  beforeAll(async () => {
    test = await freshDatabase(dialect)
    hub = await openTestHub(test.database)
    const { people, clock } = hub.modules
    const directory = createDirectory({ database: test.database, clock, people })
    const order = { by: 'test', roles, dryRun: false, yes: true }
    await directory.sync([reading('wecom', staff, tree)], order)
    await directory.sync([reading('wecom', staff.slice(0, -1), tree)], order)
    members = await people.all()
    const now = clock.now()
    await hub.take(
      [...members, null].map((_owner, i) => ({
        sourceEventId: `e${i}`,
        occurredAt: now,
        actor: 'customer' as const,
        verb: 'viewed' as const,
        object: { type: 'page' as const, id: '/docs/api/auth' },
        identifiers: [{ type: 'openid' as const, value: `o${i}` }],
        profile: { name: `客户${i + 1}` },
      })),
    )
    const rows = await test.database.read.rows<{ id: number; name: string }>('SELECT id, name FROM customer')
    owned = rows.map(
      ({ id, name }) => [Number(id), name, members[Number(name.slice(2)) - 1] ?? null] as const,
    )
    await test.database.write((tx) =>
      people.setOwners(
        tx,
        owned.map(([id, , owner]) => ({ customer: customerId(id), owner: owner?.id ?? null })),
      ),
    )
    desk = (await openDesk(hub, new Map())).desk
  })
  afterAll(() => test.drop())

  it('O-04 has read roles, chains and places from the directory', () => {
    const named = new Map(members.map((m) => [m.name, m]))
    expect(members.map((m) => [m.name, m.role])).toEqual([
      ...[['chief', 'director'], ['east', 'director'], ['west', 'director'], ['lead', 'manager']],
      ...[['rep', 'rep'], ['mate', 'rep'], ['far', 'rep'], ['keeper', 'admin'], ['gone', 'rep']],
    ]) // prettier-ignore
    expect(named.get('rep')?.standing?.above).toEqual([named.get('lead')?.id, named.get('east')?.id])
    expect(named.get('gone')?.active).toBe(false)
  })

  it('P-07 lists exactly the customers that the policy lets each of them see', async () => {
    for (const asker of members.filter((m) => m.active)) {
      const listed = ((await desk.hot(asker, 50, 0)) ?? []).map((c) => Number(c.id)).sort((a, b) => a - b)
      const allowed = owned.filter(([, , owner]) => may(asker, 'see-customer', { owner }))
      expect([asker.name, listed]).toEqual([asker.name, allowed.map(([id]) => id).sort((a, b) => a - b)])
    }
  })

  it('P-07 O-04 opens no page, by number or by name, that the list would not have', async () => {
    for (const asker of members)
      for (const [id, name, owner] of owned)
        for (const query of [`#${id}`, name]) {
          const wanted = may(asker, 'see-customer', { owner }) ? 'found' : 'none'
          expect([asker.name, query, (await desk.customer(asker, query)).kind]).toEqual([
            asker.name,
            query,
            wanted,
          ])
          expect((await desk.explainMiss(asker, query)).kind).toBe(wanted)
        }
  })

  it('O-04 lets a bearer of the API do exactly what the policy lets him do', async () => {
    const acts: readonly Act[] = [
      'read-strategy',
      'pause-strategy',
      'publish-strategy',
      'export-customers',
      'see-operations',
      'administer',
    ]
    for (const bearer of members) {
      const tokens = { bearer: () => Promise.resolve(bearer) } as unknown as Tokens
      const context = { get: () => 'Bearer x' } as unknown as Parameters<typeof allow>[0]
      await authenticate(tokens)(context as never, () => Promise.resolve())
      const allowed = (ask: () => unknown): boolean => {
        try {
          ask()
          return true
        } catch {
          return false
        }
      }
      for (const act of acts)
        expect([bearer.name, act, allowed(() => allow(context, act, null as never))]).toEqual([
          bearer.name,
          act,
          may(bearer, act, null as never),
        ])
      for (const [, , owner] of owned)
        expect(allowed(() => allow(context, 'see-customer', { owner }))).toBe(
          may(bearer, 'see-customer', { owner }),
        )
    }
  })
})
