import type { Member } from '../../contract/people'
import type { Clock } from '../../contract/ports/clock'

/** Another process may have changed the directory; this is how long that may go unseen here. */
export const FRESH_MS = 30_000

/**
 * The newest answers to "who is that", least recently used dropped first. What was read before a write began is not
 * kept after it: `remember` takes the generation that was current when the reading started.
 */
export class MemberCache {
  private readonly kept = new Map<string, { readonly member: Member | undefined; readonly at: number }>()
  private current = 0

  constructor(
    private readonly clock: Clock,
    private readonly size: number,
  ) {}

  get generation(): number {
    return this.current
  }

  /** Undefined where nothing is known; `{ member: undefined }` where it is known that there is nobody. */
  get(key: string): { readonly member: Member | undefined } | undefined {
    const hit = this.kept.get(key)
    if (hit === undefined) return undefined
    this.kept.delete(key)
    if (this.clock.now() - hit.at >= FRESH_MS) return undefined
    this.kept.set(key, hit)
    return hit
  }

  remember(key: string, member: Member | undefined, generation: number): void {
    if (generation !== this.current) return
    this.kept.set(key, { member, at: this.clock.now() })
    if (this.kept.size <= this.size) return
    const oldest = this.kept.keys().next()
    if (oldest.done !== true) this.kept.delete(oldest.value)
  }

  forgetAll(): void {
    this.current += 1
    this.kept.clear()
  }
}
