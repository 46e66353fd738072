import type { AxiosInstance } from 'axios'

import type { Instant } from '../../contract/quantities'
import { usualTimings } from './config'
import type { DingtalkConfig, DingtalkDeps, DingtalkTimings } from './config'
import { listEvents } from './rest/calendar'
import type { DingtalkEventPage } from './rest/calendar'
import { getDepartment, getUser, listDepartments, listUsers, readScope } from './rest/directory'
import type {
  DingtalkDepartment,
  DingtalkScope,
  DingtalkUser,
  DingtalkUserPage,
  DirectoryAnswer,
} from './rest/directory'
import { OpenApi } from './rest/openapi'
import { wordingIn } from './wording'

/** What REST calls need of the configuration; no card template, no connection. */
export type DingtalkRestConfig = Pick<
  DingtalkConfig,
  'clientId' | 'clientSecret' | 'apiBase' | 'oapiBase' | 'callsPerSecond' | 'language'
> & { readonly timings?: Partial<DingtalkTimings> }

/**
 * The company's directory as DingTalk has it. Each call is one page and one call of the monthly quota; none is
 * repeated here, `try-later` says when to come back. Permissions: 成员信息读 and 部门信息读 of 通讯录.
 */
export interface DingtalkRest {
  /** Direct children of a department; the root is 1. */
  departments(parentId: number): Promise<DirectoryAnswer<readonly DingtalkDepartment[]>>
  /** `cursor` 0 for the first page, then the `next` of the page before. */
  users(departmentId: number, cursor: number): Promise<DirectoryAnswer<DingtalkUserPage>>
  user(userId: string): Promise<DirectoryAnswer<DingtalkUser>>
  department(
    id: number,
  ): Promise<DirectoryAnswer<DingtalkDepartment & { readonly leaders: readonly string[] }>>
  /** What the app may see at all. */
  scope(): Promise<DirectoryAnswer<DingtalkScope>>
  /**
   * What stands in somebody's own calendar (主日历) and overlaps the span, repeating events as often as they occur.
   * Permission Calendar.Event.Read. `next` '' for the first page.
   */
  events(
    unionId: string,
    span: { from: Instant; to: Instant },
    next: string,
  ): Promise<DirectoryAnswer<DingtalkEventPage>>
}

export const openApiFor = (
  config: DingtalkRestConfig,
  deps: DingtalkDeps & { readonly http: AxiosInstance },
): OpenApi => {
  const { clientId, clientSecret, callsPerSecond = 15, language = 'zh' } = config
  const { call, turn } = { ...usualTimings, ...config.timings }
  const bases = { apiBase: apiBaseOf(config), oapiBase: oapiBaseOf(config) }
  return new OpenApi(
    { clientId, clientSecret, ...bases, callsPerSecond, words: wordingIn(language), call, turn },
    deps,
  )
}

export const restOver = (api: OpenApi): DingtalkRest => ({
  departments: (parentId) => listDepartments(api, parentId),
  users: (departmentId, cursor) => listUsers(api, departmentId, cursor),
  user: (userId) => getUser(api, userId),
  department: (id) => getDepartment(api, id),
  scope: () => readScope(api),
  events: (unionId, span, next) => listEvents(api, unionId, span, next),
})

export const apiBaseOf = ({ apiBase }: Pick<DingtalkConfig, 'apiBase'>): string =>
  withoutSlash(apiBase ?? 'https://api.dingtalk.com')

export const oapiBaseOf = ({ oapiBase }: Pick<DingtalkConfig, 'oapiBase'>): string =>
  withoutSlash(oapiBase ?? 'https://oapi.dingtalk.com')

const withoutSlash = (base: string): string => base.replace(/\/+$/, '')
