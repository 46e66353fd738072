import type { Directory, DirectoryRun } from '../../api/people'
import type { CallMeter } from '../../api/quota'
import { Fault } from '../../contract/fault'
import type { Clock } from '../../contract/ports/clock'
import type { LeasePort } from '../../contract/ports/lease'
import { minutes } from '../../contract/quantities'
import type { Config } from '../config'
import { createDirectories } from './directories'
import type { DirectoryLog } from './directories'
import { readRoles } from './read-roles'

export interface SyncWish {
  /** Who asks. */
  readonly by: string
  readonly dryRun: boolean
  readonly yes: boolean
  readonly signal: AbortSignal
}

const LEASE = 'directory-sync'

/** Reads every directory that is configured and takes over what they say. One sync runs at a time, in any process. */
export async function syncDirectory(
  parts: {
    readonly config: Pick<Config, 'wecomDirectory' | 'dingtalk' | 'directory'>
    readonly directory: Directory
    readonly lease: LeasePort
    readonly clock: Clock
    readonly log: DirectoryLog
    /** Counts what DingTalk counts. */
    readonly calls: Pick<CallMeter, 'add'>
  },
  { by, dryRun, yes, signal }: SyncWish,
): Promise<DirectoryRun> {
  const ports = createDirectories(parts.config, parts)
  if (ports.length === 0) throw notConfigured()
  const roles = await readRoles(parts.config.directory.roles)
  if ((await parts.lease.acquire(LEASE, minutes(30))) === undefined) throw underWay()
  try {
    const readings = await Promise.all(ports.map((port) => port.read(signal)))
    return await parts.directory.sync(readings, { by, roles, dryRun, yes })
  } finally {
    await parts.lease.release(LEASE)
  }
}

const notConfigured = (): Fault =>
  new Fault({
    code: 'bad-configuration',
    message: '没有可以读的通讯录:企业微信自建应用和钉钉应用都没有配置 · no directory is configured',
    advice: '运行 zhongshu setup,或在 .env 里填 WECOM_CORP_ID 与 WECOM_APP_SECRET · run zhongshu setup',
  })

const underWay = (): Fault =>
  new Fault({
    code: 'conflict',
    message: '另一次通讯录同步正在进行 · another sync is under way',
    advice: '等它结束后再试;zhongshu directory report 看结果 · try again when it is done',
  })
