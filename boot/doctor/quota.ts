import type { Database } from '../../api/database'
import { createCallStore, quotaMonth, quotaUse } from '../../api/quota'
import type { Clock } from '../../contract/ports/clock'
import type { Config } from '../config'
import type { Finding } from '../finding'
import { ok, warn } from '../finding'

/** How much of the month's calls DingTalk has counted; empty where it is not used. */
export async function quota(
  database: Database,
  clock: Clock,
  { dingtalk }: Pick<Config, 'dingtalk'>,
): Promise<Finding[]> {
  if (dingtalk === null) return []
  const calls = await createCallStore(database).calls('dingtalk', quotaMonth(clock.now()))
  const use = quotaUse(calls, dingtalk.monthlyCalls)
  const name = '钉钉额度 quota'
  if (use.limit === 0) return [ok(name, `本月已调用 ${use.calls} 次 · calls this month`)]
  const detail = `本月已调用 ${use.calls} / ${use.limit} 次(${use.percent}%)· calls this month`
  if (use.level === 'enough') return [ok(name, detail)]
  return [
    warn(
      name,
      detail,
      '在 开发者后台 → 资源管理 核对并升级额度,立即生效;额度已不同时改 DINGTALK_MONTHLY_CALLS · upgrade it, or correct the setting',
      `quota-${use.level}`,
    ),
  ]
}
