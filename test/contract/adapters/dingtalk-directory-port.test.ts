import { createDingtalkDirectory, createDingtalkRest } from '../../../adapters/dingtalk'
import { createSimulatedDingtalk } from '../../../adapters/simulator/dingtalk'
import type { SimulatedDingtalk, SimulatedDingtalkOptions } from '../../../adapters/simulator/dingtalk'
import type { DirectoryReading } from '../../../contract/ports/directory'
import { instant } from '../../../contract/quantities'
import { app, memoryLog } from '../../support/dingtalk-world'

const departments = [
  { id: 10, name: '销售部', parentId: 1 },
  { id: 20, name: '华东组', parentId: 10 },
  { id: 30, name: '财务部', parentId: 1 },
]
const members = [
  { userId: 'boss', name: '周明远', departmentIds: [1], leads: [1] },
  {
    userId: 'lead',
    name: '林建国',
    departmentIds: [10, 20],
    leads: [20],
    mobile: '13800000001',
    orgEmail: 'Lin@Yan.example',
  },
  { userId: 'rep', name: '王磊', departmentIds: [20], managerUserId: 'lead', title: '销售' },
  { userId: 'money', name: '钱多', departmentIds: [30] },
]

let platform: SimulatedDingtalk
const start = async (more: Partial<SimulatedDingtalkOptions> = {}): Promise<void> => {
  platform = createSimulatedDingtalk({ ...app, members, departments, ...more })
  await platform.start()
}
afterEach(() => platform.stop())

const waited: number[] = []
const read = (
  clientSecret = app.clientSecret,
  signal = new AbortController().signal,
): Promise<DirectoryReading> => {
  const { DINGTALK_API_BASE: apiBase = '', DINGTALK_OAPI_BASE: oapiBase = '' } = platform.settings()
  const rest = createDingtalkRest(
    { clientId: app.clientId, clientSecret, apiBase, oapiBase, callsPerSecond: 10_000 },
    { log: memoryLog().log, clock: { now: () => instant(Date.now()) } },
  )
  return createDingtalkDirectory(rest, async (ms) => void waited.push(ms)).read(signal)
}
const listsub = '/topapi/v2/department/listsub'

describe('DingTalk’s directory', () => {
  it('P-16 reads the whole tree, everybody once, with leaders and what DingTalk vouches for', async () => {
    await start()
    const reading = await read()
    expect(reading).toMatchObject({
      kind: 'read',
      snapshot: {
        platform: 'dingtalk',
        departments: [
          { id: '1', parent: null, leaders: ['boss'] },
          { id: '10', name: '销售部', parent: '1' },
          { id: '20', name: '华东组', parent: '10' },
          { id: '30', parent: '1' },
        ],
      },
    })
    const people = reading.kind === 'read' ? reading.snapshot.people : []
    expect([...people].sort((a, b) => (a.userId < b.userId ? -1 : 1))).toEqual([
      expect.objectContaining({ userId: 'boss', leads: ['1'] }),
      {
        userId: 'lead',
        name: '林建国',
        title: '',
        departments: ['10', '20'],
        leads: ['20'],
        managers: [],
        active: true,
        verified: { phone: '+8613800000001', email: 'lin@yan.example' },
      },
      expect.objectContaining({ userId: 'money' }),
      expect.objectContaining({ userId: 'rep', departments: ['20'], title: '销售' }),
    ])
  })

  it('P-16 reads a range that is one branch and one person of another', async () => {
    await start({ range: { departmentIds: [10], userIds: ['money'] } })
    const reading = await read()
    const { people, departments: seen } =
      reading.kind === 'read' ? reading.snapshot : { people: [], departments: [] }
    expect(seen.map((d) => [d.id, d.parent])).toEqual([
      ['10', null],
      ['20', '10'],
    ])
    expect(people.map((p) => [p.userId, p.departments]).sort()).toEqual([
      ['lead', ['10', '20']],
      ['money', []],
      ['rep', ['20']],
    ])
  })

  it('P-16 says that nobody is visible instead of nothing', async () => {
    await start({ range: { departmentIds: [], userIds: [] } })
    expect(await read()).toMatchObject({ kind: 'refused', trouble: 'nobody-visible' })
  })

  it.each([
    ['no-permission', { errcode: 88, sub_code: '60011', sub_msg: '没有调用该接口的权限' }],
    ['out-of-range', { errcode: 50004, errmsg: '请求的部门id不在授权范围内' }],
    ['no-department', { errcode: 60003, errmsg: '部门不存在' }],
    ['untrusted-ip', { errcode: 60020, errmsg: 'ip not in list' }],
    ['quota-used-up', { errcode: 90020, errmsg: '已用完' }],
    ['not-known', { errcode: 77777, errmsg: '?' }],
    ['incomplete', { errcode: 0, result: 'nonsense' }],
    ['incomplete', { errcode: 0, result: [{ dept_id: 'ten' }] }],
  ])('P-16 tells %s from %j', async (trouble, body) => {
    await start()
    platform.faults.refuseNext(1, listsub, 200, body)
    expect(await read()).toMatchObject({ kind: 'refused', trouble })
  })

  it('P-16 tells a wrong secret', async () => {
    await start()
    expect(await read('another-secret')).toMatchObject({ kind: 'refused', trouble: 'wrong-secret' })
  })

  it('P-16 takes a page that names no next one for half a directory, not for its end', async () => {
    await start()
    const page = { errcode: 0, result: { has_more: true, list: [{ userid: 'a', name: 'a' }] } }
    platform.faults.refuseNext(1, '/topapi/v2/user/list', 200, page)
    expect(await read()).toMatchObject({ kind: 'refused', trouble: 'incomplete' })
  })

  it('P-16 waits where it was too fast, and goes on', async () => {
    await start()
    waited.length = 0
    platform.faults.refuseNext(2, listsub, 200, { errcode: 90018, errmsg: 'too fast' })
    expect(await read()).toMatchObject({ kind: 'read' })
    expect(waited.length).toBeGreaterThan(0)
  })

  it('P-16 gives up where it stays too fast', async () => {
    await start()
    platform.faults.refuseNext(100, listsub, 200, { errcode: 90018, errmsg: 'too fast' })
    expect(await read()).toMatchObject({ kind: 'refused', trouble: 'too-fast' })
  })

  it('P-16 ends with nothing when it is called off', async () => {
    await start()
    const called = new AbortController()
    called.abort()
    expect(await read(app.clientSecret, called.signal)).toMatchObject({
      trouble: 'incomplete',
      code: 'aborted',
    })
  })

  it('P-16 reads 5,000 people in 200 departments in fewer than 500 calls', async () => {
    const branches = Array.from({ length: 199 }, (_, i) => ({
      id: i + 2,
      name: `组${i}`,
      parentId: 1 + (i % 3),
    }))
    const many = Array.from({ length: 5_000 }, (_, i) => ({
      userId: `u${i}`,
      name: `n${i}`,
      departmentIds: [2 + (i % 199)],
    }))
    await start({ departments: branches, members: many, pace: { callsPerSecond: 10_000 } })
    const reading = await read()
    expect(reading.kind === 'read' ? reading.snapshot.people.length : reading).toBe(5_000)
    expect(reading.kind === 'read' && reading.snapshot.calls).toBeLessThan(500)
  })
})
