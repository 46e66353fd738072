import type { ContactTrouble } from '../../../../contract/ports/contacts'
import { instant, minutes } from '../../../../contract/quantities'
import type { NewTouchpoint } from '../../../../contract/touchpoint'
import { pair, portOf } from '../../../builders/contacts'
import { ManualClock } from '../../../fakes/manual-clock'
import { contactsOrder, contactsTables, openContactsWorld } from '../../../support/contacts-world'
import type { ContactsWorld } from '../../../support/contacts-world'
import type { TestDatabase } from '../../../support/databases'
import { emptyTables, freshDatabase, reachable } from '../../../support/databases'

const vip = [{ id: 't1', group: '等级', name: 'VIP' }]
const noRight: ContactTrouble = { kind: 'no-contact-rights', code: '84074', detail: '' }
const never = new AbortController().signal

describe.each(reachable)('WeCom’s customers in the hub on %s', (dialect) => {
  let test: TestDatabase
  let world: ContactsWorld
  let clock: ManualClock

  beforeAll(async () => {
    test = await freshDatabase(dialect)
  })
  afterAll(() => test.drop())
  beforeEach(async () => {
    await emptyTables(test.database, contactsTables)
    clock = new ManualClock()
    world = await openContactsWorld(test.database, clock)
  })

  const sync = (...given: [Parameters<typeof portOf>[0], Parameters<typeof portOf>[1]?, Parameters<typeof contactsOrder>[0]?]) => {
    const [pairs, how, order] = given
    return world.contacts.sync(portOf(pairs, how), contactsOrder(order))
  } // prettier-ignore
  const some = (n: number, userId = 'WangLei') =>
    Array.from({ length: n }, (_, i) => pair(`wm${String(i).padStart(3, '0')}`, userId))
  const leftAt = async (externalId: string): Promise<number | null | undefined> => {
    const [row] = await test.database.read.rows<{ left_at: number | null }>(
      'SELECT left_at FROM contact WHERE external_id = ?',
      [externalId],
    )
    return row === undefined || row.left_at === null ? row?.left_at : Number(row.left_at)
  }
  const seenOnTheWebsite = (
    identifiers: NewTouchpoint['identifiers'],
    profile: Record<string, string> = {},
  ): Promise<void> =>
    world.hub.take([
      {
        ...{ sourceEventId: `web-${identifiers[0]?.value}`, occurredAt: clock.now(), actor: 'customer' },
        ...{ verb: 'viewed', object: { type: 'page', id: '/' }, identifiers, profile },
      },
    ])

  it('P-17 makes every contact a customer of whoever has him, and adds nothing the second time', async () => {
    const pairs = [
      pair('wm1', 'WangLei', { follower: { remark: '陈工', remarkCompany: '恒砺精密', tags: ['t1'] } }),
      pair('wm2', 'ZhaoMin'),
      pair('wm3', 'Stranger'),
    ]

    const first = await sync(pairs, { tags: vip })
    await world.judged()
    const head = await world.head()
    const second = await sync([...pairs].reverse(), { tags: vip, perPage: 1 })
    await world.judged()

    expect(first).toMatchObject({ outcome: 'applied', added: 3, changed: 0, unchanged: 0, left: 0, said: 3 })
    expect(second).toMatchObject({ outcome: 'applied', added: 0, changed: 0, unchanged: 3, left: 0, said: 0 })
    expect(await world.head()).toBe(head)
    expect(await world.customer('external-userid', 'wm1')).toMatchObject({
      name: '陈工',
      company: '恒砺精密',
    })
    expect(await world.customer('unionid', 'union-wm1')).toMatchObject({ name: '陈工' })
    expect([await world.ownerOf('wm1'), await world.ownerOf('wm2'), await world.ownerOf('wm3')]).toEqual([
      ...['王磊', '赵敏', null],
    ])
    expect(await world.contacts.standingOf(['wm1'])).toEqual({ tags: ['VIP'] })
    expect(first.conflicts).toEqual({ 'not-a-member': 1 })
  })

  it('P-17 judges nobody and tells nobody because of a contact', async () => {
    await sync(some(20))
    await world.judged()

    expect(world.hub.told).toEqual([])
  })

  it('P-17 adds one touchpoint for a contact of whom something new is to be said', async () => {
    await sync(some(3))
    clock.advance(minutes(1))
    const changed = await sync([pair('wm000', 'WangLei', { follower: { remark: '陈总', tags: ['t1'] } }), ...some(3).slice(1)], { tags: vip })
    await world.judged()

    expect(changed).toMatchObject({ added: 0, changed: 1, unchanged: 2, said: 1 })
    expect(await world.head()).toBe(4)
    expect(await world.customer('external-userid', 'wm000')).toMatchObject({ name: '陈总' })
  }) // prettier-ignore

  it('P-17 leaves the owner whom the hub has, and reports who has him in WeCom', async () => {
    await seenOnTheWebsite([{ type: 'unionid', value: 'union-wm1' }], { owner: 'wecom:ZhaoMin' })
    const run = await sync([pair('wm1', 'WangLei')])
    await world.judged()

    expect(await world.ownerOf('wm1')).toBe('赵敏')
    expect(run.conflicts).toEqual({ 'owner-differs': 1 })
    expect(await world.contacts.conflicts({ limit: 10, offset: 0 })).toMatchObject([
      { kind: 'owner-differs', owner: '赵敏', follower: '王磊', ownerActive: true },
    ])
  })

  it('P-17 merges nobody by a phone number that a rep wrote down', async () => {
    const phone = '+8613800001234'
    await seenOnTheWebsite([{ type: 'phone', value: phone }])
    const run = await sync([pair('wm1', 'WangLei', { follower: { remarkPhones: [phone] } })])
    await world.judged()

    const [byPhone, contact] = [
      await world.customer('phone', phone),
      await world.customer('external-userid', 'wm1'),
    ]
    expect(byPhone?.id).not.toBe(contact?.id)
    expect(run.conflicts).toEqual({ 'phone-elsewhere': 1 })
  })

  it('P-17 reports two customers behind one contact, and one unionid of two contacts', async () => {
    await seenOnTheWebsite([{ type: 'unionid', value: 'union-wm1' }])
    await seenOnTheWebsite([{ type: 'external-userid', value: 'wm1' }])
    const shared = { person: { unionid: 'one-and-the-same' } }
    const run = await sync([pair('wm1', 'WangLei'), pair('wm5', 'WangLei', shared), pair('wm6', 'WangLei', shared)])

    expect(run.conflicts).toEqual({ 'two-customers': 1, 'same-unionid': 1 })
  }) // prettier-ignore

  it('P-17 marks who is missing from a whole reading, and takes him back under what he was', async () => {
    await sync(some(10))
    await world.judged()
    const before = await world.customer('external-userid', 'wm009')
    clock.advance(minutes(5))

    expect(await sync(some(9))).toMatchObject({ outcome: 'applied', left: 1, unchanged: 9 })
    expect(await leftAt('wm009')).toBe(clock.now())
    expect(await world.contacts.counts()).toEqual({ now: 9, left: 1 })
    expect(await world.customer('external-userid', 'wm009')).toEqual(before)

    expect(await sync(some(10))).toMatchObject({ cameBack: 1, left: 0, said: 0 })
    expect(await leftAt('wm009')).toBeNull()
  })

  it('P-17 waits for a yes where more than 30 % are missing, and changes nothing until then', async () => {
    await sync(some(10))
    const fewer = [...some(6), pair('new', 'WangLei')]

    expect(await sync(fewer)).toMatchObject({ outcome: 'held', left: 4, added: 1, before: 10 })
    expect(await world.contacts.counts()).toEqual({ now: 10, left: 0 })
    expect(await world.head()).toBe(10)
    expect(await sync(fewer, {}, { yes: true })).toMatchObject({ outcome: 'applied', left: 4, added: 1 })
    expect(await world.contacts.counts()).toEqual({ now: 7, left: 4 })
  })

  it.each([
    ['a reading that was cut short', { trouble: { kind: 'unreachable', code: 'no-answer', detail: '' } as const }],
    ['a member who was refused', { unread: [{ userId: 'ZhaoMin', trouble: noRight }] }],
  ])('P-17 marks nobody after %s, and takes over what was read', async (_what, missing) => {
    await sync([...some(10), pair('wm000', 'ZhaoMin')])

    const run = await sync([...some(2), pair('new', 'WangLei')], missing)

    expect(run).toMatchObject({ outcome: 'partial', added: 1, changed: 0, unchanged: 2, left: 0 })
    expect(await world.contacts.counts()).toEqual({ now: 11, left: 0 })
  }) // prettier-ignore

  it('P-17 does nothing where nothing could be read, and keeps why', async () => {
    await sync(some(3))
    const trouble: ContactTrouble = { kind: 'untrusted-ip', code: '60020', detail: '203.0.113.9' }

    expect(await sync([], { trouble, pages: 0 })).toMatchObject({ outcome: 'refused', trouble })
    expect(await world.contacts.counts()).toEqual({ now: 3, left: 0 })
    expect((await world.contacts.runs(1))[0]).toMatchObject({ outcome: 'refused', trouble })
  })

  it('P-17 tries without changing anything', async () => {
    const run = await sync(some(3), { tags: vip }, { dryRun: true })

    expect(run).toMatchObject({ outcome: 'dry-run', added: 3, said: 3 })
    expect([await world.head(), await world.contacts.counts()]).toEqual([0, { now: 0, left: 0 }])
    const tags = await test.database.read.rows('SELECT * FROM contact_tag')
    expect(tags).toEqual([])
  })

  it('P-17 makes good what a sync that died had handed in and not written down', async () => {
    const { inbox } = world.hub
    const dying = world.another({
      inbox: {
        accept: async (batch) => {
          await inbox.accept(batch)
          throw new Error('killed')
        },
      },
    })
    await expect(dying.sync(portOf(some(5)), contactsOrder())).rejects.toThrow('killed')
    expect((await world.contacts.runs(1))[0]).toMatchObject({ outcome: 'interrupted' })
    clock.advance(minutes(1))

    expect(await sync(some(5))).toMatchObject({ outcome: 'applied', added: 5 })
    expect(await world.head()).toBe(5)
    expect(await world.contacts.counts()).toEqual({ now: 5, left: 0 })
  })

  it('P-17 pages through conflicts by kind, and keeps those of the last thirty runs', async () => {
    const both = [...some(12), ...some(12, 'ZhaoMin')]
    const first = await sync(both)
    expect(first.conflicts).toEqual({ 'several-followers': 12 })
    const page = (offset: number) =>
      world.contacts.conflicts({ kind: 'several-followers', limit: 5, offset }).then((c) => c.length)
    expect([await page(0), await page(5), await page(10)]).toEqual([5, 5, 2])
    expect(await world.contacts.conflicts({ kind: 'owner-differs', limit: 5, offset: 0 })).toEqual([])

    for (let i = 0; i < 30; i += 1) await sync(both.slice(0, 12))
    expect(await world.contacts.conflicts({ run: first.id, limit: 50, offset: 0 })).toEqual([])
    expect((await world.contacts.runs(100)).at(-1)?.conflicts).toEqual({ 'several-followers': 12 })
  })

  it('P-17 reads one contact again: new, changed, of nobody any more', async () => {
    const port = portOf([pair('wm1', 'WangLei', { follower: { ownTags: ['爱喝茶'] } })])
    expect(await world.contacts.reread(port, 'wm1', never)).toEqual({ kind: 'added' })
    expect(await world.contacts.reread(port, 'wm1', never)).toEqual({ kind: 'unchanged' })
    await world.judged()
    expect([await world.head(), await world.ownerOf('wm1')]).toEqual([1, '王磊'])
    expect(await world.contacts.standingOf(['wm1'])).toEqual({ tags: ['爱喝茶'] })

    const other = portOf([pair('wm1', 'ZhaoMin', { follower: { ownTags: [] } })])
    expect(await world.contacts.reread(other, 'wm1', never)).toEqual({ kind: 'changed' })
    expect(await world.contacts.standingOf(['wm1'])).toEqual({ tags: [] })

    expect(await world.contacts.reread(portOf([]), 'wm1', never)).toEqual({ kind: 'left' })
    expect(await world.contacts.reread(portOf([]), 'wm1', never)).toEqual({ kind: 'unknown' })
    expect(await world.contacts.standingOf(['wm1'])).toBeNull()
    await world.judged()
    expect(await world.ownerOf('wm1')).toBe('王磊')
  })

  it('P-17 says since when somebody is a contact, and of the future nothing', async () => {
    const ahead = pair('wm2', 'WangLei', { follower: { since: instant(clock.now() + 3_600_000) } })
    await sync([pair('wm1', 'WangLei'), ahead])
    await world.judged()

    expect(await world.customer('external-userid', 'wm1')).toMatchObject({ firstAt: 1_700_000_000_000 })
    expect(await world.customer('external-userid', 'wm2')).toMatchObject({ firstAt: clock.now() })
  })

  it('P-17 stops where it is called off, and the next sync does the rest', async () => {
    const stop = new AbortController()
    const port = portOf(some(4))
    const run = await world.contacts.sync(
      { ...port, read: async (take) => port.read(take, never).finally(() => stop.abort()) },
      contactsOrder({ signal: stop.signal }),
    )

    expect([run.outcome, await world.head()]).toEqual(['refused', 0])
    expect(await sync(some(4))).toMatchObject({ added: 4 })
  })
})
