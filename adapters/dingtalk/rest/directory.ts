import { z } from 'zod'

import type { Millis } from '../../../contract/quantities'
import type { ApiAnswer, OpenApi } from './openapi'

/** A department; the root of every company is number 1. */
export interface DingtalkDepartment {
  readonly id: number
  readonly name: string
  /** 0 for a department without one. */
  readonly parentId: number
}

/** A person in the company's directory. What the app has no permission for is null, not empty. */
export interface DingtalkUser {
  /** The employee id: what a ChatAddress of DingTalk has as `userId`. */
  readonly userId: string
  /** The same person across all apps of one developer; calendar, conference and minutes APIs want it. */
  readonly unionId: string | null
  readonly name: string
  readonly title: string | null
  readonly mobile: string | null
  readonly email: string | null
  readonly jobNumber: string | null
  readonly departmentIds: readonly number[]
  /** Of these departments the person is marked as 主管. A page of a department knows of that department only. */
  readonly leads: readonly number[]
  /** The 直属主管 of the admin console, where it is filled in and the answer tells. */
  readonly managerUserId: string | null
  /** Whether the account has been activated; null where the answer does not tell. */
  readonly active: boolean | null
}

/** One page of a department's own people, without those of departments below it. */
export interface DingtalkUserPage {
  readonly users: readonly DingtalkUser[]
  /** For the next page, or null after the last one. */
  readonly next: number | null
}

export type DirectoryAnswer<T> =
  | { readonly kind: 'found'; readonly value: T }
  /** There is no such department or person. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'try-later'; readonly after: Millis; readonly code: string }
  | { readonly kind: 'refused'; readonly code: string; readonly advice: string }

/**
 * `topapi/v2/department/listsub`: direct children only. What lies outside the app's 通讯录接口权限范围 is left out
 * without a word, so an empty answer is more often a missing permission than an empty company.
 */
export const listDepartments = async (
  api: OpenApi,
  parentId: number,
): Promise<DirectoryAnswer<readonly DingtalkDepartment[]>> => {
  const answer = await api.callLegacy('/topapi/v2/department/listsub', { dept_id: parentId })
  return read(api, answer, departmentsShape)
}

/** `topapi/v2/user/list`, 100 people a page. Cheaper than asking for each: every call counts against the quota. */
export const listUsers = async (
  api: OpenApi,
  departmentId: number,
  cursor: number,
): Promise<DirectoryAnswer<DingtalkUserPage>> => {
  const answer = await api.callLegacy('/topapi/v2/user/list', {
    dept_id: departmentId,
    cursor,
    size: 100,
  })
  const page = read(api, answer, pageShape)
  if (page.kind !== 'found') return page
  const { list, has_more, next_cursor } = page.value
  const users = list.map((user) => userOf(user, departmentId))
  return { kind: 'found', value: { users, next: has_more ? (next_cursor ?? null) : null } }
}

/** `topapi/v2/user/get`: everything about one person, also who manages him. */
export const getUser = async (api: OpenApi, userId: string): Promise<DirectoryAnswer<DingtalkUser>> => {
  const answer = await api.callLegacy('/topapi/v2/user/get', { userid: userId, language: 'zh_CN' })
  const user = read(api, answer, userShape)
  return user.kind === 'found' ? { kind: 'found', value: userOf(user.value, undefined) } : user
}

/** 60121 no such user, 60003 no such department (全局错误码). */
const missing: ReadonlySet<string> = new Set(['60121', '60003'])

const read = <T>(api: OpenApi, answer: ApiAnswer, shape: z.ZodType<T>): DirectoryAnswer<T> => {
  switch (answer.kind) {
    case 'answered': {
      const body = z.object({ result: shape }).safeParse(answer.body)
      return body.success ? { kind: 'found', value: body.data.result } : api.refused('directory-unreadable')
    }
    case 'skipped':
      return { kind: 'missing' }
    case 'already-shown':
      return api.refused('directory-unreadable')
    case 'refused':
      return missing.has(answer.code) ? { kind: 'missing' } : answer
    case 'try-later':
      return answer
  }
}

const userOf = (user: WireUser, departmentId: number | undefined): DingtalkUser => ({
  userId: user.userid,
  unionId: user.unionid,
  name: user.name,
  title: user.title,
  mobile: user.mobile,
  email: user.email ?? user.org_email,
  jobNumber: user.job_number,
  departmentIds: user.dept_id_list ?? (departmentId === undefined ? [] : [departmentId]),
  leads: leadsOf(user, departmentId),
  managerUserId: user.manager_userid,
  active: user.active,
})

/** A page says `leader` of its own department, a single person `leader_in_dept` of all. */
const leadsOf = (user: WireUser, departmentId: number | undefined): readonly number[] => {
  if (user.leader_in_dept !== null) {
    return user.leader_in_dept.filter((one) => one.leader).map((one) => one.dept_id)
  }
  return user.leader === true && departmentId !== undefined ? [departmentId] : []
}

/** Fields that need a permission of their own are left out or empty without it. */
const words = z
  .string()
  .max(500)
  .nullish()
  .transform((text) => (text === undefined || text === null || text === '' ? null : text))

const flag = z
  .boolean()
  .nullish()
  .transform((on) => on ?? null)

const departmentsShape = z
  .array(
    z.object({
      dept_id: z.number().int(),
      name: z.string().max(500),
      parent_id: z
        .number()
        .int()
        .nullish()
        .transform((id) => id ?? 0),
    }),
  )
  .max(10_000)
  .transform((all) => all.map(({ dept_id, name, parent_id }) => ({ id: dept_id, name, parentId: parent_id })))

const userShape = z.object({
  userid: z.string().min(1).max(128),
  unionid: words,
  name: z.string().max(500),
  title: words,
  mobile: words,
  email: words,
  org_email: words,
  job_number: words,
  dept_id_list: z
    .array(z.number().int())
    .max(1_000)
    .nullish()
    .transform((ids) => ids ?? null),
  leader: flag,
  leader_in_dept: z
    .array(z.object({ dept_id: z.number().int(), leader: z.boolean() }))
    .max(1_000)
    .nullish()
    .transform((all) => all ?? null),
  manager_userid: words,
  active: flag,
})
type WireUser = z.infer<typeof userShape>

const pageShape = z.object({
  has_more: z.boolean(),
  next_cursor: z.number().int().nullish(),
  list: z.array(userShape).max(100),
})
