import { createWecomDirectory, createWecomRest } from '../../../adapters/wecom'
import { createSimulatedWecomDirectory } from '../../../adapters/simulator/wecom/directory'
import type {
  SimulatedWecomDirectory,
  SimulatedWecomDirectoryOptions,
} from '../../../adapters/simulator/wecom/directory'
import type { DirectoryReading } from '../../../contract/ports/directory'
import { instant } from '../../../contract/quantities'

const app = { corpId: 'ww-test', agentId: 1_000_002, secret: 'secret-of-the-app' }
const departments = [
  { id: 1, name: '砚川智联', parentId: 0, leaders: ['Boss'] },
  { id: 10, name: '销售部', parentId: 1 },
  { id: 20, name: '华东组', parentId: 10 },
  { id: 30, name: '财务部', parentId: 1 },
]
const people = [
  { userId: 'Boss', name: '周明远', departmentIds: [1] },
  { userId: 'Lead', name: '林建国', departmentIds: [20, 10], leads: [20], mobile: '13800000001', bizMail: 'Lin@yan.example' },
  { userId: 'Rep', name: '王磊', departmentIds: [20], directLeader: 'Lead', title: '销售' },
  { userId: 'Money', name: '钱多', departmentIds: [30], status: 2 as const },
] // prettier-ignore

let platform: SimulatedWecomDirectory
const start = async (more: Partial<SimulatedWecomDirectoryOptions> = {}): Promise<void> => {
  platform = createSimulatedWecomDirectory({ ...app, departments, people, ...more })
  await platform.start()
}
afterEach(() => platform.stop())

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}
const read = (
  more: { secret?: string; corpId?: string; agentId?: number | null; signal?: AbortSignal } = {},
): Promise<DirectoryReading> => {
  const rest = createWecomRest(
    { corpId: more.corpId ?? app.corpId, secret: more.secret ?? app.secret, apiBase: platform.base },
    { log: silent, clock: { now: () => instant(Date.now()) } },
  )
  const agentId = more.agentId === undefined ? app.agentId : more.agentId
  return createWecomDirectory(rest, { agentId, wait: async () => undefined }).read(
    more.signal ?? new AbortController().signal,
  )
}
const snapshotOf = (reading: DirectoryReading) =>
  reading.kind === 'read' ? reading.snapshot : { people: [], departments: [], calls: 0 }

describe('WeCom’s directory', () => {
  it('P-16 reads all departments and everybody once, leaders and superiors included', async () => {
    await start()
    const { people: all, departments: tree, calls } = snapshotOf(await read())
    expect(tree.map((d) => [d.id, d.parent, d.leaders])).toEqual([
      ['1', null, ['Boss']],
      ['10', '1', []],
      ['20', '10', []],
      ['30', '1', []],
    ])
    expect([...all].sort((a, b) => (a.userId < b.userId ? -1 : 1))).toEqual([
      expect.objectContaining({ userId: 'Boss', departments: ['1'] }),
      expect.objectContaining({ userId: 'Lead', departments: ['20', '10'], leads: ['20'] }),
      expect.objectContaining({ userId: 'Money', active: false }),
      expect.objectContaining({ userId: 'Rep', managers: ['Lead'], title: '销售' }),
    ])
    expect(calls).toBe(6)
  })

  it('P-16 joins by nothing where the app is not told phone numbers, and by them where it is', async () => {
    await start()
    expect(snapshotOf(await read()).people.every((p) => p.verified.phone === null)).toBe(true)
    platform.change({ departments, people, tellsContacts: true })
    expect(snapshotOf(await read()).people.find((p) => p.userId === 'Lead')?.verified).toEqual({
      phone: '+8613800000001',
      email: 'lin@yan.example',
    })
  })

  it('P-16 reads a visible range that is a department below the root', async () => {
    await start({ range: { departmentIds: [10], userIds: [] } })
    const { people: all, departments: tree } = snapshotOf(await read())
    expect(tree.map((d) => [d.id, d.parent])).toEqual([
      ['10', null],
      ['20', '10'],
    ])
    expect(all.map((p) => p.userId).sort()).toEqual(['Lead', 'Rep'])
  })

  it('P-16 reads people who are visible one by one', async () => {
    await start({ range: { departmentIds: [], userIds: ['rep', 'Money'] } })
    const { people: all, departments: tree } = snapshotOf(await read())
    expect([tree.length, all.map((p) => p.userId).sort()]).toEqual([0, ['Money', 'Rep']])
  })

  it('P-16 says that nobody is visible instead of nothing', async () => {
    await start({ range: { departmentIds: [], userIds: [] } })
    expect(await read()).toMatchObject({ kind: 'refused', trouble: 'nobody-visible' })
  })

  it('P-16 says out of range where it cannot know more', async () => {
    await start({ range: { departmentIds: [], userIds: [] } })
    expect(await read({ agentId: null })).toMatchObject({ trouble: 'out-of-range', code: '60011' })
  })

  it('P-16 recognises the secret of the contact sync', async () => {
    await start({ contactSecret: 'secret-of-contacts' })
    expect(await read({ secret: 'secret-of-contacts', agentId: null })).toMatchObject({
      ...{ kind: 'refused', trouble: 'other-secret', code: '48002', detail: '通讯录同步' },
    })
  })

  it.each([
    [{ secret: 'wrong' }, 'wrong-secret', '40001'],
    [{ corpId: 'ww-other' }, 'wrong-company', '40013'],
    [{ agentId: 5 }, 'wrong-agent', '301002'],
  ])('P-16 with %j says %s', async (more, trouble, code) => {
    await start()
    expect(await read(more)).toMatchObject({ kind: 'refused', trouble, code })
  })

  it('P-16 says that the app is switched off', async () => {
    await start({ closed: true })
    expect(await read()).toMatchObject({ trouble: 'app-disabled' })
  })

  it.each([
    [{ errcode: 60020, errmsg: 'not allow to access from your ip, from ip: 203.0.113.9, more info' }, 'untrusted-ip', '203.0.113.9'],
    [{ errcode: 48002, errmsg: 'api forbidden' }, 'no-permission', '/cgi-bin/department/list'],
    [{ errcode: 48006, errmsg: '' }, 'app-disabled', '/cgi-bin/department/list'],
    [{ errcode: 60003, errmsg: '' }, 'no-department', '/cgi-bin/department/list'],
    [{ errcode: 45009, errmsg: '' }, 'too-fast', '/cgi-bin/department/list'],
    [{ errcode: 99999, errmsg: '' }, 'not-known', '/cgi-bin/department/list'],
    [{ errcode: 0, department: 'all of them' }, 'incomplete', '/cgi-bin/department/list'],
    ['<html>', 'incomplete', '/cgi-bin/department/list'],
  ])('P-16 tells from %j', async (answer, trouble, detail) => {
    await start()
    platform.refuse({ path: '/cgi-bin/department/list', times: 9, answer })
    expect(await read()).toMatchObject({ kind: 'refused', trouble, detail })
  }) // prettier-ignore

  it('P-16 sits out what passes by itself', async () => {
    await start()
    platform.refuse({ path: '/cgi-bin/user/list', times: 3, answer: { errcode: -1, errmsg: 'system busy' } })
    expect(await read()).toMatchObject({ kind: 'read' })
  })

  it('P-16 reads a department one by one where its list is too long for one answer', async () => {
    await start({ mostInOneAnswer: 1 })
    expect(snapshotOf(await read()).people).toHaveLength(4)
  })

  it('P-16 ends with nothing when it is called off', async () => {
    await start()
    const called = new AbortController()
    called.abort()
    expect(await read({ signal: called.signal })).toMatchObject({ trouble: 'incomplete', code: 'aborted' })
  })

  it('P-16 reads 5,000 people in 200 departments in fewer than 250 calls', async () => {
    const branches = Array.from({ length: 199 }, (_, i) => ({ id: i + 2, name: `组${i}`, parentId: 1 }))
    const many = Array.from({ length: 5_000 }, (_, i) => ({
      userId: `u${i}`,
      name: `n${i}`,
      departmentIds: [2 + (i % 199)],
    }))
    await start({ departments: [{ id: 1, name: '砚川', parentId: 0 }, ...branches], people: many })
    const { people: all, calls } = snapshotOf(await read())
    expect(all).toHaveLength(5_000)
    expect(calls).toBeLessThan(250)
  })
})
