import { setTimeout as pause } from 'node:timers/promises'

/** Waits so many milliseconds, or until the signal fires. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>

export const reallyWait: Wait = async (ms, signal) => {
  await pause(ms, undefined, { signal }).catch(() => undefined)
}
