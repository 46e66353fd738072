import { z } from 'zod'

import type { SimulatedDepartment, SimulatedMember } from './options'
import { LegacyRefusal } from './refusal'

/** The company's directory (通讯录): department/listsub, user/list and user/get of the legacy API, version 2. */
export class DirectoryRoutes {
  private readonly departments: ReadonlyMap<number, SimulatedDepartment>

  constructor(
    private readonly members: readonly SimulatedMember[],
    departments: readonly SimulatedDepartment[],
  ) {
    const root = { id: rootId, name: '钉钉试用公司', parentId: 0 }
    this.departments = new Map([root, ...departments].map((one) => [one.id, one]))
  }

  listSub(body: unknown): object {
    const { dept_id } = parsed(z.strictObject({ dept_id: id.default(rootId), language }), body)
    this.check(dept_id)
    const children = [...this.departments.values()].filter(({ parentId }) => parentId === dept_id)
    return answer(
      children.map(({ id, name, parentId }) => ({
        dept_id: id,
        name,
        parent_id: parentId,
        create_dept_group: false,
        auto_add_user: false,
      })),
    )
  }

  listUsers(body: unknown): object {
    const { dept_id, cursor, size } = parsed(listShape, body)
    this.check(dept_id)
    const all = this.members.filter((member) => departmentsOf(member).includes(dept_id))
    const list = all
      .slice(cursor, cursor + size)
      .map((member) => ({ ...wireOf(member), leader: member.leads?.includes(dept_id) ?? false }))
    const more = cursor + size < all.length
    return answer({ has_more: more, ...(more ? { next_cursor: cursor + size } : {}), list })
  }

  getUser(body: unknown): object {
    const { userid } = parsed(z.strictObject({ userid: z.string().min(1), language }), body)
    const member = this.members.find((one) => one.userId === userid)
    if (member === undefined) throw new LegacyRefusal(60121, '找不到该用户')
    const leaderIn = departmentsOf(member).map((dept_id) => ({
      dept_id,
      leader: member.leads?.includes(dept_id) ?? false,
    }))
    const manager = member.managerUserId
    return answer({
      ...wireOf(member),
      leader_in_dept: leaderIn,
      ...(manager === undefined ? {} : { manager_userid: manager }),
    })
  }

  private check(departmentId: number): void {
    if (!this.departments.has(departmentId)) throw new LegacyRefusal(60003, '部门不存在')
  }
}

const rootId = 1

const departmentsOf = ({ departmentIds }: SimulatedMember): readonly number[] => departmentIds ?? [rootId]

const wireOf = (member: SimulatedMember): object => ({
  userid: member.userId,
  unionid: `union-${member.userId}`,
  name: member.name,
  avatar: '',
  title: member.title ?? '',
  ...(member.mobile === undefined ? {} : { mobile: member.mobile }),
  dept_id_list: departmentsOf(member),
  active: true,
  admin: false,
  boss: false,
})

const answer = (result: object): object => ({ errcode: 0, errmsg: 'ok', result })

const parsed = <T>(shape: z.ZodType<T>, body: unknown): T => {
  const read = shape.safeParse(body)
  if (!read.success) throw new LegacyRefusal(40035, `不合法的参数: ${z.prettifyError(read.error)}`)
  return read.data
}

const id = z.number().int().positive()
const language = z.enum(['zh_CN', 'en_US']).optional()
const listShape = z.strictObject({
  dept_id: id,
  cursor: z.number().int().nonnegative(),
  size: z.number().int().min(1).max(100),
  order_field: z.string().optional(),
  contain_access_limit: z.boolean().optional(),
  language,
})
