import type { DirectoryPort } from '../../../contract/ports/directory'
import type { WecomRest } from '../rest'
import { readDirectory } from './read-directory'
import { reallyWait } from './wait'
import type { Wait } from './wait'

export interface WecomDirectoryConfig {
  /** Number of the self-built app, where it is known: then also people are read who are visible one by one. */
  readonly agentId: number | null
  readonly wait?: Wait
}

/** WeCom's departments and people, as far as a self-built app may see them (可见范围). */
export const createWecomDirectory = (
  rest: WecomRest,
  { agentId, wait = reallyWait }: WecomDirectoryConfig,
): DirectoryPort => ({
  platform: 'wecom',
  read: (signal) => readDirectory(rest, agentId, wait, signal),
})
