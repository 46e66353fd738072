import { setTimeout as pause } from 'node:timers/promises'

import type { DirectoryPort } from '../../../contract/ports/directory'
import type { WecomRest } from '../rest'
import { readDirectory } from './read-directory'

/** Waits so many milliseconds, or until the signal fires. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>

const really: Wait = async (ms, signal) => {
  await pause(ms, undefined, { signal }).catch(() => undefined)
}

export interface WecomDirectoryConfig {
  /** Number of the self-built app, where it is known: then also people are read who are visible one by one. */
  readonly agentId: number | null
  readonly wait?: Wait
}

/** WeCom's departments and people, as far as a self-built app may see them (可见范围). */
export const createWecomDirectory = (
  rest: WecomRest,
  { agentId, wait = really }: WecomDirectoryConfig,
): DirectoryPort => ({
  platform: 'wecom',
  read: (signal) => readDirectory(rest, agentId, wait, signal),
})
