import { createDingtalkRest } from '../../../adapters/dingtalk'
import { createSimulatedDingtalk } from '../../../adapters/simulator/dingtalk'
import type { SimulatedDingtalk } from '../../../adapters/simulator/dingtalk'
import { instant } from '../../../contract/quantities'
import { app, memoryLog } from '../../support/dingtalk-world'

const reps = Array.from({ length: 120 }, (_, n) => ({
  userId: `rep${n}`,
  name: `销售${n}`,
  departmentIds: [20],
}))
const members = [
  {
    userId: 'wang',
    name: '王芳',
    departmentIds: [10, 20],
    leads: [20],
    title: '总监',
    mobile: '13800000000',
  },
  { userId: 'li', name: '李雷', departmentIds: [20], managerUserId: 'wang' },
  ...reps,
]
const departments = [
  { id: 10, name: '销售部', parentId: 1 },
  { id: 20, name: '华东组', parentId: 10 },
]

let platform: SimulatedDingtalk
beforeAll(async () => {
  platform = createSimulatedDingtalk({ ...app, members, departments })
  await platform.start()
})
afterAll(() => platform.stop())

const rest = (clientSecret = app.clientSecret) =>
  createDingtalkRest(
    {
      clientId: app.clientId,
      clientSecret,
      apiBase: platform.settings().DINGTALK_API_BASE ?? '',
      oapiBase: platform.settings().DINGTALK_OAPI_BASE ?? '',
    },
    { log: memoryLog().log, clock: { now: () => instant(Date.now()) } },
  )

describe('the directory', () => {
  it('lists the children of a department', async () => {
    expect(await rest().departments(1)).toEqual({
      kind: 'found',
      value: [{ id: 10, name: '销售部', parentId: 1 }],
    })
    expect(await rest().departments(20)).toEqual({ kind: 'found', value: [] })
  })

  it('reads a department page by page, everybody once', async () => {
    const directory = rest()
    const found: string[] = []
    for (let cursor: number | null = 0; cursor !== null;) {
      const page = await directory.users(20, cursor)
      if (page.kind !== 'found') throw new Error(page.kind)
      found.push(...page.value.users.map(({ userId }) => userId))
      cursor = page.value.next
    }

    expect(found).toHaveLength(122)
    expect(new Set(found).size).toBe(122)
  })

  it('tells who leads the department, and what it may not know as null', async () => {
    const page = await rest().users(20, 0)

    expect(page).toMatchObject({
      kind: 'found',
      value: {
        next: 100,
        users: expect.arrayContaining([
          expect.objectContaining({ userId: 'wang', leads: [20], departmentIds: [10, 20], title: '总监' }),
          expect.objectContaining({ userId: 'li', leads: [], mobile: null, email: null, title: null }),
        ]),
      },
    })
  })

  it('tells of one person also who manages him', async () => {
    expect(await rest().user('li')).toMatchObject({
      kind: 'found',
      value: { userId: 'li', unionId: 'union-li', managerUserId: 'wang', leads: [], active: true },
    })
    expect(await rest().user('wang')).toMatchObject({ kind: 'found', value: { leads: [20] } })
  })

  it('says missing of who is not there', async () => {
    expect(await rest().user('nobody')).toEqual({ kind: 'missing' })
    expect(await rest().departments(99)).toEqual({ kind: 'missing' })
    expect(await rest().users(99, 0)).toEqual({ kind: 'missing' })
  })

  it('takes a new token when the old one is not accepted any more', async () => {
    const directory = rest()
    await directory.departments(1)
    platform.faults.invalidateTokens()

    expect(await directory.departments(1)).toMatchObject({ kind: 'found' })
  })

  it.each([
    [{ errcode: 88, sub_code: '60011', sub_msg: '没有调用该接口的权限' }, { kind: 'refused' }],
    [{ errcode: 88 }, { kind: 'try-later' }],
    [{ errcode: 90002 }, { kind: 'try-later' }],
    [
      { errcode: 0, result: 'nonsense' },
      { kind: 'refused', code: 'directory-unreadable' },
    ],
  ])('reads the answer %j', async (body, expected) => {
    platform.faults.refuseNext(1, '/topapi/v2/department/listsub', 200, body)

    expect(await rest().departments(1)).toMatchObject(expected)
  })

  it('comes back later where the secret is wrong', async () => {
    expect(await rest('wrong-secret').departments(1)).toMatchObject({ kind: 'try-later' })
  })
})
