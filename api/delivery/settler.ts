import { retried } from '../database'
import type { Database } from '../database'
import type { Settling } from './settle-notices.typeorm'
import { settleNotices } from './settle-notices.typeorm'

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
