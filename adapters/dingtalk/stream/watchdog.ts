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

/** A process that was asleep itself finds an old silence when it wakes; it has to have asked in vain, too. */
const askedInVain = 2

/**
 * Watches one connection until the returned function is called. A socket whose other end vanished without a word
 * stays open for hours in the eyes of TCP; only a question that stays unanswered finds it out.
 */
export const watch = (connection: StreamConnection, limits: WatchLimits, alarm: Alarm): (() => void) => {
  let pings = 0
  let heardAt = connection.heardAt
  const look = (): void => {
    const now = performance.now()
    if (connection.heardAt !== heardAt) pings = 0
    heardAt = connection.heardAt
    if (now - heardAt >= limits.deadAfter && pings >= askedInVain) return alarm.dead()
    if (now - connection.frameAt >= limits.frameSilence) return alarm.quiet()
    if (now - heardAt < limits.pingAfter) return
    connection.ping()
    pings += 1
  }
  const timer = setInterval(look, limits.pingAfter / 2)
  return () => clearInterval(timer)
}
