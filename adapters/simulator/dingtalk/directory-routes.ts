import { z } from 'zod'

import type { SimulatedDepartment, SimulatedMember, SimulatedRange } from './options'
import { LegacyRefusal } from './refusal'

/**
 * The company's directory (通讯录): department/get, department/listsub, user/list and user/get of the legacy API,
 * version 2, and auth/scopes. What lies outside the app's range is refused when it is asked for by id.
 */
export class DirectoryRoutes {
  private readonly departments: ReadonlyMap<number, SimulatedDepartment>

  constructor(
    private readonly members: readonly SimulatedMember[],
    departments: readonly SimulatedDepartment[],
    private readonly range: SimulatedRange = { departmentIds: [rootId], userIds: [] },
  ) {
    const root = { id: rootId, name: '钉钉试用公司', parentId: 0 }
    this.departments = new Map([root, ...departments].map((one) => [one.id, one]))
  }

  scopes(): object {
    const { departmentIds, userIds } = this.range
    return {
      errcode: 0,
      errmsg: 'ok',
      auth_user_field: ['name', 'userid', 'mobile'],
      auth_org_scopes: { authed_dept: departmentIds, authed_user: userIds },
    }
  }

  getDepartment(body: unknown): object {
    const { dept_id } = parsed(z.strictObject({ dept_id: id, language }), body)
    const { name, parentId } = this.check(dept_id)
    const leaders = this.members.filter((m) => m.leads?.includes(dept_id)).map((m) => m.userId)
    const parent = dept_id === rootId ? {} : { parent_id: parentId }
    return answer({ dept_id, name, ...parent, dept_manager_userid_list: leaders })
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
    const seen =
      departmentsOf(member).some((one) => this.isInRange(one)) || this.range.userIds.includes(userid)
    if (!seen) throw new LegacyRefusal(50002, '请求的员工userid不在授权范围内')
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

  private check(departmentId: number): SimulatedDepartment {
    const department = this.departments.get(departmentId)
    if (department === undefined) throw new LegacyRefusal(60003, '部门不存在')
    if (!this.isInRange(departmentId)) throw new LegacyRefusal(50004, '请求的部门id不在授权范围内')
    return department
  }

  private isInRange(departmentId: number): boolean {
    const passed = new Set<number>()
    for (let at: number | undefined = departmentId; at !== undefined && !passed.has(at);) {
      if (this.range.departmentIds.includes(at)) return true
      passed.add(at)
      at = this.departments.get(at)?.parentId
    }
    return false
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
  ...(member.orgEmail === undefined ? {} : { org_email: member.orgEmail }),
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
