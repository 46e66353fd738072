import { isFault } from '../../contract/fault'
import type { Log } from '../../contract/ports/log'
import type { ContactSync } from './contact-sync'

export interface ContactHints {
  /** Something happened to this contact. Returns at once. */
  hint(externalId: string): void
  stop(): Promise<void>
}

/** Events about one contact come in bursts: it is read once after them. */
const QUIET_MS = 2_000
const AGAIN_MS = 30_000
const TRIES = 3
/** What finds no room is healed by the sync of the night. */
const MOST_WAITING = 2_000

/**
 * Reads a contact again after WeCom said that something happened to it: an event is a hint, and nothing of it is
 * written. The queue is in memory; what a restart loses, the sync of the night brings.
 */
export function createContactHints(deps: {
  readonly sync: Pick<ContactSync, 'reread'>
  readonly log: Log
  readonly quietMs?: number
  readonly againMs?: number
}): ContactHints {
  const { sync, log, quietMs = QUIET_MS, againMs = AGAIN_MS } = deps
  const stopping = new AbortController()
  const waiting = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  let told = false

  const later = (ms: number): void => {
    if (stopping.signal.aborted || waiting.size === 0) return
    timer ??= setTimeout(begin, ms).unref()
  }

  const readOne = async (externalId: string, tries: number): Promise<void> => {
    const again = await worthAnotherTry(externalId)
    if (again && tries < TRIES && !waiting.has(externalId)) waiting.set(externalId, tries)
    else if (again) log.warn({ externalId }, 'a contact could not be read again; the sync of the night will')
  }

  const worthAnotherTry = async (externalId: string): Promise<boolean> => {
    try {
      const read = await sync.reread(externalId, stopping.signal)
      if (read.kind === 'refused') log.warn({ ...read.trouble }, 'a contact was not read again')
      return read.kind === 'refused' && passing.has(read.trouble.kind)
    } catch (cause) {
      if (!isFault(cause)) log.error({ err: cause }, 'a contact could not be read again')
      return isFault(cause)
    }
  }

  const round = async (): Promise<void> => {
    const now = [...waiting]
    waiting.clear()
    told = false
    for (const [externalId, tries] of now) {
      if (stopping.signal.aborted) return
      await readOne(externalId, tries + 1)
    }
    later(againMs)
  }

  const begin = (): void => {
    timer = undefined
    running = running.then(round)
  }

  return {
    hint: (externalId) => {
      if (waiting.size >= MOST_WAITING && !waiting.has(externalId)) {
        if (!told)
          log.warn(
            { waiting: MOST_WAITING },
            'too many contacts changed at once; the sync of the night brings them',
          )
        told = true
        return
      }
      waiting.set(externalId, 0)
      later(quietMs)
    },
    stop: async () => {
      stopping.abort()
      clearTimeout(timer)
      await running
    },
  }
}

const passing: ReadonlySet<string> = new Set(['too-fast', 'unreachable', 'incomplete'])
