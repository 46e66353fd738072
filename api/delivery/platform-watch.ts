import type { ChatAddress, Platform } from '../../contract/people'
import type { ChatPort } from '../../contract/ports/chat'
import type { Clock } from '../../contract/ports/clock'
import type { Instant, Millis } from '../../contract/quantities'
import { plus } from '../../contract/quantities'

/** What has changed since the last look. */
export interface Change {
  readonly platform: Platform
  /** `lost`: away for so long now that it is passed by. */
  readonly is: 'back' | 'lost'
}

/** Which platforms are there, which are away, and which have been for too long to be waited for. */
export class PlatformWatch {
  private readonly awaySince = new Map<Platform, Instant>()
  private readonly given = new Set<Platform>()

  constructor(
    private readonly chats: ReadonlyMap<Platform, ChatPort>,
    private readonly clock: Clock,
    /** Null: a platform is waited for however long it is away. */
    private readonly passAfter: Millis | null,
  ) {}

  /** Looks at every platform; each change is told once. */
  look(): Change[] {
    const now = this.clock.now()
    const changes: Change[] = []
    for (const [platform, port] of this.chats) {
      const since = this.awaySince.get(platform)
      if (port.health().state === 'connected') {
        if (since !== undefined) changes.push({ platform, is: 'back' })
        this.awaySince.delete(platform)
        this.given.delete(platform)
      } else if (since === undefined) {
        this.awaySince.set(platform, now)
      } else if (this.passAfter !== null && plus(since, this.passAfter) <= now && !this.given.has(platform)) {
        this.given.add(platform)
        changes.push({ platform, is: 'lost' })
      }
    }
    return changes
  }

  /** Where to go instead of this address: nowhere unless its platform is passed by, and only where somebody is there. */
  insteadOf = (address: ChatAddress, addresses: readonly ChatAddress[]): ChatAddress[] => {
    if (!this.given.has(address.platform)) return []
    return addresses.filter(({ platform }) => platform !== address.platform && this.isThere(platform))
  }

  private isThere(platform: Platform): boolean {
    return this.chats.get(platform)?.health().state === 'connected'
  }
}
