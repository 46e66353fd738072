import type { DirectoryPort } from '../../../contract/ports/directory'
import type { DingtalkRest } from '../dingtalk-rest'
import { readDirectory } from './read-directory'
import { reallyWait } from './wait'
import type { Wait } from './wait'

/** DingTalk's departments and people, as far as the app may see them (通讯录接口权限范围). */
export const createDingtalkDirectory = (rest: DingtalkRest, wait: Wait = reallyWait): DirectoryPort => ({
  platform: 'dingtalk',
  read: (signal) => readDirectory(rest, wait, signal),
})
