import { createInbox } from '../../../api/touchpoints/inbox'
import { createLogStore } from '../../../api/touchpoints/log-store.typeorm'
import { createSourceStore } from '../../../api/touchpoints/source-store.typeorm'
import { createSources } from '../../../api/touchpoints/sources'
import type { Source } from '../../../contract/ports/door'
import { instant } from '../../../contract/quantities'
import type { NewTouchpoint } from '../../../contract/touchpoint'
import type { TestDatabase } from '../../support/databases'
import { freshDatabase, reachable } from '../../support/databases'

const touch = (id: string): NewTouchpoint => ({
  sourceEventId: id,
  occurredAt: instant(1_000),
  actor: 'customer',
  verb: 'viewed',
  object: { type: 'page', id: '/docs/api', name: 'API 文档' },
  identifiers: [{ type: 'openid', value: 'o-1' }],
})

describe.each(reachable)('the inbox on %s', (dialect) => {
  let test: TestDatabase
  let source: Source
  beforeAll(async () => {
    test = await freshDatabase(dialect)
    const sources = await createSources(createSourceStore(test.database), { now: () => instant(5) })
    source = (await sources.add('web', 'native')).source
  })
  afterAll(() => test.drop())

  const batch = (ids: readonly string[]) => ({
    source: source.id,
    receivedAt: instant(2_000),
    touchpoints: ids.map(touch),
    unreadable: [],
  })

  it('J-04 keeps each source event once and tells every sender what was new', async () => {
    const inbox = createInbox(createLogStore(test.database))
    const receipts = await Promise.all([
      inbox.accept(batch(['a', 'b', 'a'])),
      inbox.accept(batch(['b', 'c'])),
      inbox.accept(batch(['c'])),
    ])
    const again = await inbox.accept(batch(['a', 'd']))
    expect(receipts.map((r) => [r.accepted, r.repeated])).toEqual([[2, 1], [1, 1], [0, 1]]) // prettier-ignore
    expect([again.accepted, again.repeated]).toEqual([1, 1])
  })

  it('reads back what it kept, in the order it was kept', async () => {
    const store = createLogStore(test.database)
    const kept = await store.readAfter(0, 100)
    expect(kept.map((t) => t.sourceEventId)).toEqual(['a', 'b', 'c', 'd'])
    expect(kept[0]).toMatchObject({ ...touch('a'), receivedAt: 2_000, source: source.id })
    expect(await store.readByIds([kept[2]?.id, kept[0]?.id].filter((id) => id !== undefined))).toEqual([
      kept[0],
      kept[2],
    ])
  })

  it('refuses what does not fit into memory, and keeps nothing of it', async () => {
    const inbox = createInbox(createLogStore(test.database), { perCommit: 10, waiting: 3 })
    const first = inbox.accept(batch(['x1', 'x2']))
    await expect(inbox.accept(batch(['x3', 'x4']))).rejects.toMatchObject({ code: 'busy' })
    expect((await first).accepted).toBe(2)
    expect((await inbox.accept(batch(['x3', 'x4']))).accepted).toBe(2)
  })

  it('S1-13 keeps what cannot be read, once, with its reason', async () => {
    const inbox = createInbox(createLogStore(test.database))
    const piece = {
      reason: 'unmapped-event',
      detail: 'Foo',
      eventName: 'Foo',
      sourceEventId: 'q1',
      raw: '{}',
    }
    const send = () => inbox.accept({ ...batch([]), unreadable: [piece] })
    expect((await send()).quarantined).toBe(1)
    expect((await send()).quarantined).toBe(0)
  })

  it('one batch the database refuses does not take its neighbours with it', async () => {
    const inbox = createInbox(createLogStore(test.database))
    const good = inbox.accept(batch(['n1']))
    const bad = inbox.accept({ ...batch(['n2']), source: 999_999 as typeof source.id })
    await expect(bad).rejects.toThrow(/foreign key/i)
    expect((await good).accepted).toBe(1)
  })
})
