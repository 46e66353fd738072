import { makeUpBook } from '../../../adapters/simulator/wecom/contacts'
import type { SimulatedContactBook } from '../../../adapters/simulator/wecom/contacts'
import { createSimulatedWecomDirectory } from '../../../adapters/simulator/wecom/directory'
import type {
  SimulatedWecomDirectory,
  SimulatedWecomDirectoryOptions,
} from '../../../adapters/simulator/wecom/directory'
import { createWecomContacts, createWecomRest } from '../../../adapters/wecom'
import type { ContactPair, ContactsPort, ContactsReading } from '../../../contract/ports/contacts'
import { isWhole } from '../../../contract/ports/contacts'
import { millis, minutes } from '../../../contract/quantities'
import type { Millis } from '../../../contract/quantities'
import { ManualClock } from '../../fakes/manual-clock'

const app = { corpId: 'ww-test', agentId: 1_000_002, secret: 'secret-of-the-app' }
const paths = {
  batch: '/cgi-bin/externalcontact/batch/get_by_user',
  users: '/cgi-bin/externalcontact/get_follow_user_list',
  one: '/cgi-bin/externalcontact/get',
  tags: '/cgi-bin/externalcontact/get_corp_tag_list',
}
const small: SimulatedContactBook = {
  followUsers: ['WangLei', 'ZhaoMin'],
  tagGroups: [
    {
      name: '等级',
      tags: [
        { id: 'et-vip', name: 'VIP' },
        { id: 'et-old', name: '旧', deleted: true },
      ],
    },
  ],
  contacts: [
    {
      ...{ externalId: 'wmContact01', type: 1, name: '往事随风', unionid: 'oY6-1' },
      followers: [
        {
          ...{ userId: 'WangLei', createtime: 1_700_000_000, remark: '陈工', remarkCorpName: '恒砺精密' },
          ...{
            remarkMobiles: ['13800000001', 'no number'],
            tagIds: ['et-vip'],
            ownTags: ['爱喝茶'],
            state: '展会',
          },
        },
        { userId: 'ZhaoMin', createtime: 1_600_000_000 },
      ],
    },
    {
      ...{ externalId: 'woContact02', type: 2, name: '李四', position: '采购经理' },
      ...{ corpName: '远帆', corpFullName: '远帆科技有限公司', unionid: 'never-told' },
      followers: [{ userId: 'ZhaoMin', createtime: 1_650_000_000 }],
    },
  ],
}

let platform: SimulatedWecomDirectory
let clock: ManualClock
let waited: number[]
let port: ContactsPort
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}

/** The platform and the hub live by one clock, which moves only while the hub waits. */
const start = async (
  contacts: SimulatedContactBook = small,
  more: Partial<SimulatedWecomDirectoryOptions> = {},
  pace: { readonly interval?: Millis } = {},
): Promise<void> => {
  clock = new ManualClock()
  waited = []
  platform = createSimulatedWecomDirectory({
    ...{ ...app, departments: [], people: [], contacts, now: () => clock.now() },
    ...more,
  })
  await platform.start()
  const rest = createWecomRest({ ...app, apiBase: platform.base }, { log: silent, clock })
  port = createWecomContacts(rest, {
    ...pace,
    clock,
    wait: async (ms) => {
      waited.push(ms)
      clock.advance(ms as Millis)
    },
  })
}
afterEach(() => platform.stop())

const never = new AbortController().signal
const read = async (
  signal = never,
): Promise<{ readonly reading: ContactsReading; readonly pairs: readonly ContactPair[] }> => {
  const pairs: ContactPair[] = []
  const reading = await port.read(async (step) => void pairs.push(...step.pairs), signal)
  return { reading, pairs }
}
const keysOf = (pairs: readonly ContactPair[]): Set<string> =>
  new Set(pairs.map(({ person, follower }) => `${person.externalId} ${follower.userId}`))

describe('WeCom’s customers', () => {
  it('P-17 reads everybody’s contacts with their tags, remarks and followers', async () => {
    await start()

    const { reading, pairs } = await read()

    expect(reading).toMatchObject({
      ...{ followUsers: ['WangLei', 'ZhaoMin'], tags: [{ id: 'et-vip', group: '等级', name: 'VIP' }] },
      ...{ pairs: 3, trouble: null, unread: [] },
    })
    expect(isWhole(reading)).toBe(true)
    expect(pairs.find((p) => p.follower.userId === 'WangLei')).toEqual({
      person: {
        ...{ externalId: 'wmContact01', kind: 'wechat', name: '往事随风', position: '', company: '' },
        unionid: 'oY6-1',
      },
      follower: {
        ...{ userId: 'WangLei', since: 1_700_000_000_000, remark: '陈工', remarkCompany: '恒砺精密' },
        ...{ remarkPhones: ['+8613800000001'], tags: ['et-vip'], ownTags: null, channel: '展会' },
      },
    })
    expect(pairs.find((p) => p.person.externalId === 'woContact02')?.person).toEqual({
      ...{ externalId: 'woContact02', kind: 'member', name: '李四', position: '采购经理' },
      ...{ company: '远帆科技有限公司', unionid: null },
    })
  })

  it('P-17 reads 10,000 contacts of 60 members in fewer than 150 calls, inside the limits of the platform', async () => {
    await start(makeUpBook({ contacts: 10_000, followUsers: 60 }))
    const before = clock.now()

    const { reading, pairs } = await read()

    expect(reading).toMatchObject({ pairs: 11_000, trouble: null })
    expect(keysOf(pairs).size).toBe(11_000)
    expect(reading.calls).toBeLessThan(150)
    expect(platform.contacts.busiest[paths.batch]).toBeLessThanOrEqual(500)
    expect(clock.now() - before).toBeLessThan(minutes(1))
  })

  it('P-17 never asks for more than 100 members at once', async () => {
    await start(makeUpBook({ contacts: 4_000, followUsers: 2_000 }))

    const { reading, pairs } = await read()

    expect(reading.trouble).toBeNull()
    expect(keysOf(pairs).size).toBe(4_400)
    expect(reading.calls).toBeLessThan(80)
  })

  it('P-17 sits out a block of a minute, goes on more slowly, and is not blocked again', async () => {
    const book = makeUpBook({ contacts: 5_000, followUsers: 1 })
    await start(book, { contactLimits: { callsPerMinute: 40 } }, { interval: millis(600) })

    const { reading, pairs } = await read()

    expect(reading.trouble).toBeNull()
    expect(keysOf(pairs).size).toBe(5_000)
    expect(waited.some((ms) => ms > 30_000)).toBe(true)
  })

  it('P-17 begins a group anew whose cursor has run out, and loses nobody', async () => {
    await start(makeUpBook({ contacts: 900, followUsers: 1 }))
    let steps = 0
    const pairs: ContactPair[] = []

    const reading = await port.read(async (step) => {
      steps += 1
      pairs.push(...step.pairs)
      if (steps === 4) platform.contacts.endCursors()
    }, never)

    expect(reading.trouble).toBeNull()
    expect(keysOf(pairs).size).toBe(900)
    expect(reading.pages).toBeGreaterThan(9)
  })

  it('P-17 does not begin anew for ever', async () => {
    await start(makeUpBook({ contacts: 900, followUsers: 1 }))

    const reading = await port.read(async () => platform.contacts.endCursors(), never)

    expect(reading.unread).toEqual([
      { userId: 'rep0', trouble: { kind: 'not-known', code: '40035', detail: paths.batch } },
    ])
    expect(isWhole(reading)).toBe(false)
  })

  it('P-17 reads the others where one member is refused, and says whose contacts are missing', async () => {
    await start({
      ...makeUpBook({ contacts: 600, followUsers: 40 }),
      refusedUsers: { rep7: 84074, rep30: 60111, rep31: 84061 },
    })

    const { reading, pairs } = await read()

    expect(reading.trouble).toBeNull()
    expect(reading.unread.map(({ userId, trouble }) => [userId, trouble.kind, trouble.code]).sort()).toEqual([
      ['rep30', 'out-of-range', '60111'],
      ['rep7', 'no-contact-rights', '84074'],
    ])
    const seen = new Set(pairs.map((p) => p.follower.userId))
    expect(seen.has('rep6') && seen.has('rep8') && seen.has('rep29')).toBe(true)
  })

  it.each([
    [{ errcode: 48002, errmsg: 'api forbidden' }, 'no-permission', paths.users],
    [{ errcode: 60020, errmsg: 'not allow, from ip: 203.0.113.9, more' }, 'untrusted-ip', '203.0.113.9'],
    [{ errcode: 48006, errmsg: '' }, 'app-disabled', paths.users],
    [{ errcode: 45033, errmsg: '' }, 'too-fast', paths.users],
    [{ errcode: 701008, errmsg: '' }, 'unlicensed', paths.users],
    [{ errcode: 99999, errmsg: '' }, 'not-known', paths.users],
    ['<html>', 'incomplete', paths.users],
  ])('P-17 tells from %j', async (answer, kind, detail) => {
    await start()
    platform.refuse({ path: paths.users, times: 9, answer })

    const { reading } = await read()

    expect(reading).toMatchObject({ pages: 0, trouble: { kind, detail } })
    expect(isWhole(reading)).toBe(false)
  })

  it('P-17 says that the app is not among those that may ask, and that nobody may have contacts', async () => {
    await start({ ...small, granted: false })
    expect((await read()).reading.trouble).toMatchObject({ kind: 'no-permission', code: '48002' })
    expect(await port.probe(never)).toMatchObject({ kind: 'no-permission' })
    platform.contacts.change({ ...small, followUsers: [] })
    expect((await read()).reading.trouble).toMatchObject({ kind: 'nobody-follows' })
    platform.contacts.change(small)
    expect(await port.probe(never)).toEqual({ followUsers: 2 })
  })

  it('P-17 reads contacts without the names of their tags where those are refused', async () => {
    await start()
    platform.refuse({ path: paths.tags, times: 1, answer: { errcode: 48002, errmsg: '' } })

    expect((await read()).reading).toMatchObject({ tags: null, pairs: 3, trouble: null })
  })

  it('P-17 sits out what passes by itself, and asks less at once when it was too much', async () => {
    await start(makeUpBook({ contacts: 500, followUsers: 30 }))
    platform.refuse({ path: paths.batch, times: 2, answer: { errcode: 45033, errmsg: '' } })
    platform.refuse({ path: paths.batch, times: 1, answer: { errcode: -1, errmsg: 'system busy' } })

    const { reading, pairs } = await read()

    expect(reading.trouble).toBeNull()
    expect(keysOf(pairs).size).toBe(550)
  })

  it('P-17 hands out what it has and says so when it is called off', async () => {
    await start(makeUpBook({ contacts: 2_000, followUsers: 10 }))
    const stop = new AbortController()

    const reading = await port.read(async () => stop.abort(), stop.signal)

    expect(reading.trouble).toMatchObject({ kind: 'incomplete', code: 'aborted' })
    expect(reading.pages).toBeGreaterThan(0)
  })

  it('P-17 waits until a page is taken, and lets its taker’s failure through', async () => {
    await start(makeUpBook({ contacts: 300, followUsers: 5 }))

    await expect(port.read(() => Promise.reject(new Error('disk full')), never)).rejects.toThrow('disk full')
  })

  it('P-17 reads one contact again, with everybody’s own tags', async () => {
    await start()

    const found = await port.one('wmContact01', never)

    expect(found).toMatchObject({ kind: 'read', person: { name: '往事随风' } })
    expect(found.kind === 'read' ? found.followers.map((f) => [f.userId, f.tags, f.ownTags]) : []).toEqual([
      ['WangLei', ['et-vip'], ['爱喝茶']],
      ['ZhaoMin', [], []],
    ])
    expect(await port.one('wmNobody00', never)).toEqual({ kind: 'gone' })
    platform.refuse({ path: paths.one, times: 1, answer: { errcode: 48002, errmsg: '' } })
    expect(await port.one('wmContact01', never)).toMatchObject({
      kind: 'refused',
      trouble: { kind: 'no-permission' },
    })
  })

  it('P-17 reads one contact whom more than 500 colleagues have', async () => {
    const followUsers = Array.from({ length: 720 }, (_, i) => `rep${i}`)
    const followers = followUsers.map((userId) => ({ userId, createtime: 1_700_000_000 }))
    await start({ followUsers, contacts: [{ externalId: 'wmPopular1', type: 1, name: '红人', followers }] })

    const found = await port.one('wmPopular1', never)

    expect(found.kind === 'read' ? found.followers.length : 0).toBe(720)
  })
})

describe('the simulated customers', () => {
  const post = async (body: object): Promise<unknown> => {
    const token = await fetch(
      `${platform.base}/cgi-bin/gettoken?corpid=${app.corpId}&corpsecret=${app.secret}`,
    )
    const { access_token } = (await token.json()) as { access_token: string }
    const answer = await fetch(`${platform.base}${paths.batch}?access_token=${access_token}`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
    return answer.json()
  }

  it.each([
    [{ userid_list: Array.from({ length: 101 }, (_, i) => `u${i}`) }, 40058],
    [{ userid: 'WangLei' }, 40058],
    [{ userid_list: ['WangLei'], limit: 101 }, 40058],
    [{ userid_list: ['WangLei'], cursor: 'made-up' }, 40035],
    [{ userid_list: ['Stranger'] }, 84074],
  ])('P-17 refuses what the platform would: %#', async (body, errcode) => {
    await start()
    expect(await post(body)).toMatchObject({ errcode })
  })
})
