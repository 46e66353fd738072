import { createHash } from 'node:crypto'

import { minus } from '../../../contract/quantities'
import type { Instant, Millis } from '../../../contract/quantities'

interface Said {
  readonly reference: string
  readonly at: Instant
}

/**
 * Who was told which words under which reference of late. WeCom can leave out words that repeat, which a try again
 * wants and another message of the same words does not.
 */
export class LatelySaid {
  private readonly said = new Map<string, Said>()

  constructor(
    private readonly within: Millis,
    private readonly limit = 5_000,
  ) {}

  /** Whether another message said just this just now; from now on this one has. */
  byAnother(userId: string, words: string, reference: string, now: Instant): boolean {
    const key = createHash('sha256').update(`${userId.toLowerCase()} ${words}`).digest('hex')
    const before = this.said.get(key)
    this.said.delete(key)
    this.said.set(key, { reference, at: now })
    if (this.said.size > this.limit) this.forgetOldest()
    return before !== undefined && before.reference !== reference && before.at > minus(now, this.within)
  }

  private forgetOldest(): void {
    for (const oldest of this.said.keys()) {
      this.said.delete(oldest)
      return
    }
  }
}
