import { setTimeout as pause } from 'node:timers/promises'

import type { DirectoryPort } from '../../../contract/ports/directory'
import type { DingtalkRest } from '../dingtalk-rest'
import { readDirectory } from './read-directory'

/** Waits so many milliseconds, or until the signal fires. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>

const really: Wait = async (ms, signal) => {
  await pause(ms, undefined, { signal }).catch(() => undefined)
}

/** DingTalk's departments and people, as far as the app may see them (通讯录接口权限范围). */
export const createDingtalkDirectory = (rest: DingtalkRest, wait: Wait = really): DirectoryPort => ({
  platform: 'dingtalk',
  read: (signal) => readDirectory(rest, wait, signal),
})
