import { z } from 'zod'

import type { ChatHealth } from '../../../contract/ports/chat'
import type { Clock } from '../../../contract/ports/clock'
import type { Instant } from '../../../contract/quantities'
import type { Standing, WecomRest } from '../rest'
import { wording } from '../wording'

/** An app holds no connection; it is well when its newest call was answered. */
export class AppHealth {
  private state: ChatHealth['state'] = 'down'
  private since: Instant
  private begun = false

  constructor(
    private readonly rest: WecomRest,
    private readonly clock: Clock,
  ) {
    this.since = clock.now()
  }

  begin(): void {
    this.begun = true
  }

  end(): void {
    this.begun = false
  }

  /** Unless the newest call went well, one that changes nothing and needs secret and trusted address alike. */
  async look(): Promise<void> {
    if (this.rest.standing().kind !== 'working')
      await this.rest.get('/cgi-bin/getcallbackip', {}, z.object({}))
  }

  health(): ChatHealth {
    const { state, detail } = this.begun ? describe(this.rest.standing()) : stopped
    if (state !== this.state) {
      this.state = state
      this.since = this.clock.now()
    }
    return { state, since: this.since, detail, connectionsOpened: 0 }
  }
}

const stopped = { state: 'down', detail: wording.appStopped } as const

const describe = (standing: Standing): Pick<ChatHealth, 'state' | 'detail'> => {
  switch (standing.kind) {
    case 'working':
      return { state: 'connected', detail: wording.connected }
    case 'untried':
      return { state: 'connecting', detail: wording.connecting }
    case 'unreachable':
    case 'alarm':
      return { state: 'down', detail: standing.advice }
  }
}
