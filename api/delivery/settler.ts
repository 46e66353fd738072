import { isFault } from '../../contract/fault'
import type { Database } from '../database'
import type { Settling } from './settle-notices.typeorm'
import { settleNotices } from './settle-notices.typeorm'

/** Tries of one batch of settlements when the database is busy or two transactions met in the wrong order. */
const TRIES = 3

/**
 * Writes settlements down in groups: whatever has come in while one transaction ran goes into the next, so that a
 * thousand cards do not cost a thousand commits. Each caller waits until his own is durable.
 */
export class Settler {
  private waiting: { readonly settling: Settling; readonly done: (cause?: unknown) => void }[] = []
  private writing = false

  constructor(private readonly database: Database) {}

  settle(settling: Settling): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ settling, done: (cause) => (cause === undefined ? resolve() : reject(cause)) })
      void this.writeAll()
    })
  }

  private async writeAll(): Promise<void> {
    if (this.writing) return
    this.writing = true
    while (this.waiting.length > 0) {
      const group = this.waiting.splice(0, 200)
      try {
        await retried(() =>
          this.database.write((tx) =>
            settleNotices(
              tx,
              group.map((w) => w.settling),
            ),
          ),
        )
        for (const { done } of group) done()
      } catch (cause) {
        for (const { done } of group) done(cause)
      }
    }
    this.writing = false
  }
}

/** Runs it again when the store says that the same call may succeed later. */
export async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (cause) {
      if (tries >= TRIES || !isFault(cause) || cause.code !== 'store-unavailable') throw cause
    }
  }
}
