import type { Platform } from '../../contract/people'
import type { Instant } from '../../contract/quantities'
import type { Window } from './domain/member-budget'
import { room } from './domain/member-budget'

/** Gives every send over a platform its moment, so that the platform's own limit per second is never reached. */
export class RoutePace {
  private readonly moments = new Map<Platform, Instant[]>()

  constructor(private readonly windows: Readonly<Record<Platform, readonly Window[]>>) {}

  /** When this send may leave: now or soon. The moment is taken; undefined takes none, where it would not be before then. */
  reserve(platform: Platform, now: Instant, before: Instant): Instant | undefined {
    const taken = this.moments.get(platform) ?? []
    const last = taken[taken.length - 1]
    const earliest = last !== undefined && last > now ? last : now
    const { nextAt } = room(this.windows[platform], taken, earliest)
    if (nextAt >= before) return undefined
    const most = Math.max(1, ...this.windows[platform].map((w) => w.most))
    this.moments.set(platform, [...taken.slice(-most), nextAt])
    return nextAt
  }
}
