import type { Clock } from '../../../contract/ports/clock'
import { between, hours, minutes, plus, seconds } from '../../../contract/quantities'
import type { Instant, Millis } from '../../../contract/quantities'
import type { RestTryLater } from './rest-outcome'

export type TokenAnswer = { readonly kind: 'token'; readonly token: string } | RestTryLater

/** What `GET /cgi-bin/gettoken` came to. */
export type TokenAsked =
  | { readonly kind: 'granted'; readonly token: string; readonly lifeSeconds: number }
  | { readonly kind: 'unreachable'; readonly after: Millis; readonly code: string }
  /** Secret or corp id are wrong. Asking on with them gets the whole address blocked for an hour. */
  | { readonly kind: 'credentials-refused'; readonly code: string }

/** A token is left alone this long before its end. */
const margin = seconds(300)
/** Processes that were started together do not come for a new token together. */
const spread = seconds(60)

/**
 * One app's access_token (DOC 91039; nominally 7,200 s, the answer says how long).
 *
 * 1. However many calls want one, one request for it is under way.
 * 2. Renewed five minutes early, give or take one.
 * 3. `invalidate` drops the token it is given and no other: a late complaint about an old token leaves the new one.
 * 4. A failure is remembered, so that a wrong secret is tried once in five minutes, then less, and not once a call.
 */
export class AccessToken {
  private kept: { readonly token: string; readonly until: Instant } | undefined
  private failed: { readonly code: string; readonly until: Instant } | undefined
  private asking: Promise<TokenAnswer> | undefined
  private refusals = 0

  constructor(
    private readonly ask: () => Promise<TokenAsked>,
    private readonly clock: Clock,
    /** A number in [0, 1). */
    private readonly chance: () => number = Math.random,
  ) {}

  get(): Promise<TokenAnswer> {
    const now = this.clock.now()
    if (this.kept !== undefined && now < this.kept.until) {
      return Promise.resolve({ kind: 'token', token: this.kept.token })
    }
    if (this.failed !== undefined && now < this.failed.until) {
      const { code, until } = this.failed
      return Promise.resolve({ kind: 'try-later', after: between(now, until), code })
    }
    this.asking ??= this.renew().finally(() => {
      this.asking = undefined
    })
    return this.asking
  }

  invalidate(failed: string): void {
    if (this.kept?.token === failed) this.kept = undefined
  }

  private async renew(): Promise<TokenAnswer> {
    const asked = await this.ask()
    if (asked.kind === 'granted') return this.keep(asked.token, seconds(asked.lifeSeconds))
    if (asked.kind === 'unreachable') return this.fail(asked.code, asked.after)
    this.refusals += 1
    const wait = Math.min(minutes(5) * 2 ** (this.refusals - 1), hours(1)) as Millis
    return this.fail(asked.code, wait)
  }

  private keep(token: string, life: Millis): TokenAnswer {
    const early = margin + (this.chance() - 0.5) * 2 * spread
    const length = Math.max(life - early, Math.min(life / 2, seconds(60))) as Millis
    this.kept = { token, until: plus(this.clock.now(), length) }
    this.failed = undefined
    this.refusals = 0
    return { kind: 'token', token }
  }

  private fail(code: string, after: Millis): TokenAnswer {
    this.failed = { code, until: plus(this.clock.now(), after) }
    return { kind: 'try-later', after, code }
  }
}
