import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { createLogStore } from '../../../api/touchpoints/log-store.typeorm'
import { createSourceStore } from '../../../api/touchpoints/source-store.typeorm'
import { createSources } from '../../../api/touchpoints/sources'
import { createThreadInbox } from '../../../api/touchpoints/intake-thread'
import type { Inbox } from '../../../api/touchpoints'
import type { Source } from '../../../contract/ports/door'
import { instant } from '../../../contract/quantities'
import type { NewTouchpoint } from '../../../contract/touchpoint'
import { builtCli } from '../../support/build'
import type { TestDatabase } from '../../support/databases'
import { freshDatabase, reachable } from '../../support/databases'
import { tempDir } from '../../support/temp-dir'

const touch = (id: string): NewTouchpoint => ({
  sourceEventId: id,
  occurredAt: instant(1_000),
  actor: 'customer',
  verb: 'viewed',
  object: { type: 'page', id: '/docs/api', name: 'API 文档' },
  identifiers: [{ type: 'openid', value: 'o-1' }],
})

const limits = { perCommit: 4_000, waiting: 50_000 }
let dist: string
beforeAll(async () => {
  dist = dirname(dirname(await builtCli()))
}, 180_000)

describe.each(reachable)('the inbox on a thread of its own, on %s', (dialect) => {
  let test: TestDatabase
  let source: Source
  let inbox: Inbox
  beforeAll(async () => {
    test = await freshDatabase(dialect)
    const sources = await createSources(createSourceStore(test.database), { now: () => instant(5) })
    source = (await sources.add('web', 'native')).source
    const entry = join(dist, 'api/touchpoints/intake-worker.js')
    inbox = createThreadInbox(test.database, test.url, limits, entry)
  }, 180_000)
  afterAll(async () => {
    await inbox.close()
    await test.drop()
  })

  const batch = (ids: readonly string[]) => ({
    source: source.id,
    receivedAt: instant(2_000),
    touchpoints: ids.map(touch),
    unreadable: [],
  })

  it('J-04 keeps each source event once and tells every sender what was new', async () => {
    const receipts = await Promise.all([
      inbox.accept(batch(['a', 'b', 'a'])),
      inbox.accept(batch(['b', 'c'])),
      inbox.accept(batch(['c'])),
    ])
    const again = await inbox.accept(batch(['a', 'd']))
    expect(receipts.map((r) => [r.accepted, r.repeated])).toEqual([[2, 1], [1, 1], [0, 1]]) // prettier-ignore
    expect([again.accepted, again.repeated]).toEqual([1, 1])
    const kept = await createLogStore(test.database).readAfter(0, 100)
    expect(kept.map((t) => t.sourceEventId)).toEqual(['a', 'b', 'c', 'd'])
    expect(kept[0]).toMatchObject({ ...touch('a'), receivedAt: 2_000, source: source.id })
  })

  it('keeps what cannot be read in quarantine, once', async () => {
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

  it('takes turns with those who write the same database here, and refuses nobody', async () => {
    const rounds = Array.from({ length: 60 }, (_, i) => i)
    const written = rounds.map((i) =>
      test.database.write((tx) =>
        tx.run('INSERT INTO event_meaning VALUES (?, ?, ?, ?, NULL, ?, ?)', [
          'web',
          `e${i}`,
          'viewed',
          'page',
          'me',
          1,
        ]),
      ),
    )
    const kept = rounds.map((i) => inbox.accept(batch([`turn-${i}`])))
    expect(await Promise.all(written)).toEqual(rounds.map(() => 1))
    expect((await Promise.all(kept)).every((receipt) => receipt.accepted === 1)).toBe(true)
  })

  it('tells the listeners of what was new, and of nothing else', async () => {
    let told = 0
    inbox.onKept(() => (told += 1))
    await inbox.accept(batch(['n1']))
    await inbox.accept(batch(['n1']))
    expect(told).toBe(1)
    await inbox.drain()
    expect(inbox.waiting()).toBe(0)
  })

  it('refuses what does not fit into memory, and keeps nothing of it', async () => {
    const entry = join(dist, 'api/touchpoints/intake-worker.js')
    const small = createThreadInbox(test.database, test.url, { perCommit: 10, waiting: 3 }, entry)
    const first = small.accept(batch(['x1', 'x2']))
    await expect(small.accept(batch(['x3', 'x4']))).rejects.toMatchObject({ code: 'busy' })
    expect((await first).accepted).toBe(2)
    expect((await small.accept(batch(['x3', 'x4']))).accepted).toBe(2)
    await small.close()
  })
})

describe('a thread that dies', () => {
  it('gives its turn back, and what it had not answered is refused as unavailable', async () => {
    const test = await freshDatabase('sqlite')
    const sources = await createSources(createSourceStore(test.database), { now: () => instant(5) })
    const { source } = await sources.add('web', 'native')
    const entry = join(tempDir(), 'dies.js')
    writeFileSync(entry, dyingThread(join(dist, 'api/database/shared-turns.js')))
    const inbox = createThreadInbox(test.database, test.url, limits, entry)
    const batch = { source: source.id, receivedAt: instant(1), touchpoints: [touch('lost')], unreadable: [] }
    await expect(inbox.accept(batch)).rejects.toMatchObject({ code: 'store-unavailable' })
    await expect(inbox.accept(batch)).rejects.toMatchObject({ code: 'store-unavailable' })
    expect(await test.database.write((tx) => tx.run('UPDATE source SET name = name'))).toBe(1)
    await inbox.close()
    await test.drop()
  })
})

/** Dies with a turn in its hands. */
const dyingThread = (turns: string): string => `
  const { parentPort, workerData } = require('node:worker_threads')
  const { SharedTurns } = require(${JSON.stringify(turns)})
  parentPort.on('message', () => {
    new SharedTurns(workerData.turns).takeBlocking()
    throw new Error('no more')
  })
`
