import type { Member, Platform } from '../people'
import type { Instant, Millis } from '../quantities'

export interface SourceStanding {
  readonly name: string
  /** The door it uses. */
  readonly kind: string
  readonly touchpoints: number
  readonly lastReceivedAt: Instant | null
  /** `stale`: it used to deliver and has said nothing for a day. `waits`: nothing has come yet. */
  readonly state: 'live' | 'stale' | 'waits' | 'disabled'
}

export interface HubStanding {
  /** Touchpoints kept and not yet judged. */
  readonly behind: number
  readonly lastJudgedAt: Instant | null
  readonly noticesWaiting: number
  readonly oldestWaiting: Millis
  /** Refused or skipped in the last day. */
  readonly undelivered: number
  readonly quarantined: number
  readonly chats: readonly {
    readonly platform: Platform
    readonly state: 'connected' | 'connecting' | 'down'
    /** Advice where it is not connected. */
    readonly detail: string
  }[]
}

/** How the hub itself does. Null where the asker may not see it. */
export interface OperationsDesk {
  sources(asker: Member): Promise<readonly SourceStanding[] | null>
  standing(asker: Member): Promise<HubStanding | null>
}
