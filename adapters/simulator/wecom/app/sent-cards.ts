import { randomUUID } from 'node:crypto'

import { Refused } from '../refused'

/** What a response_code is good for: one change of these people's copies. */
interface Code {
  readonly taskId: string | undefined
  readonly messages: readonly { readonly userId: string; readonly messageId: string }[]
  readonly interactive: boolean
  readonly at: number
}

const lives = 72 * 3_600_000

/** The codes that change a card: 72 hours, once (DOC 94888). */
export class ResponseCodes {
  private readonly codes = new Map<string, Code>()

  constructor(private readonly now: () => number) {}

  issue(code: Omit<Code, 'at'>): string {
    const name = randomUUID()
    this.codes.set(name, { ...code, at: this.now() })
    return name
  }

  /** Looks without spending. */
  find(name: string): Code {
    const code = this.codes.get(name)
    if (code === undefined || code.at <= this.now() - lives) throw new Refused(60140, 'response_code')
    return code
  }

  spend(name: string): void {
    this.codes.delete(name)
  }

  /** The platform has forgotten every code. */
  loseAll(): void {
    this.codes.clear()
  }
}
