import type { StreamConnection } from './stream-connection'

export interface WatchLimits {
  readonly pingAfter: number
  readonly deadAfter: number
  readonly frameSilence: number
}

export interface Alarm {
  /** Nothing came, not even a pong: the other end is gone. */
  dead(): void
  /** Pongs come but no frame does. It may be a quiet night or a connection that delivers nothing. */
  quiet(): void
}

/**
 * Watches one connection until the returned function is called. A socket whose other end vanished without a word
 * stays open for hours in the eyes of TCP; only a question that stays unanswered finds it out.
 */
export const watch = (connection: StreamConnection, limits: WatchLimits, alarm: Alarm): (() => void) => {
  const timer = setInterval(() => {
    const now = performance.now()
    if (now - connection.heardAt >= limits.deadAfter) return alarm.dead()
    if (now - connection.frameAt >= limits.frameSilence) return alarm.quiet()
    if (now - connection.heardAt >= limits.pingAfter) connection.ping()
  }, limits.pingAfter / 2)
  return () => clearInterval(timer)
}
