import type { AxiosInstance } from 'axios'

import { usualTimings } from './config'
import type { DingtalkConfig, DingtalkDeps, DingtalkTimings } from './config'
import { getUser, listDepartments, listUsers } from './rest/directory'
import type { DingtalkDepartment, DingtalkUser, DingtalkUserPage, DirectoryAnswer } from './rest/directory'
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
})

export const apiBaseOf = ({ apiBase }: Pick<DingtalkConfig, 'apiBase'>): string =>
  withoutSlash(apiBase ?? 'https://api.dingtalk.com')

export const oapiBaseOf = ({ oapiBase }: Pick<DingtalkConfig, 'oapiBase'>): string =>
  withoutSlash(oapiBase ?? 'https://oapi.dingtalk.com')

const withoutSlash = (base: string): string => base.replace(/\/+$/, '')
