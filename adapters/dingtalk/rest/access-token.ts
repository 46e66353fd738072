import { z } from 'zod'

import type { Clock } from '../../../contract/ports/clock'
import { between, minutes, plus, seconds } from '../../../contract/quantities'
import type { Instant, Millis } from '../../../contract/quantities'
import type { Failure } from './failure'
import { failureOfAnswer } from './failure-of-answer'
import type { RestAnswer } from './failure-of-answer'
import type { Wording } from '../wording'

export type TokenAnswer =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'try-later'; readonly after: Millis; readonly code: string }

type AskForToken = () => Promise<RestAnswer | undefined>

/**
 * The app's access token (`POST /v1.0/oauth2/accessToken`, valid 7,200 s). One request is under way at a time, the
 * token is renewed five minutes early, and a failure is remembered for a moment so that a refused secret does not
 * become a flood of requests.
 */
export class AccessToken {
  private kept: { readonly token: string; readonly until: Instant } | undefined
  private failed: { readonly code: string; readonly until: Instant } | undefined
  private asking: Promise<TokenAnswer> | undefined

  /** `ask` answers undefined where DingTalk could not be reached. `refused` hears of credentials it does not take. */
  constructor(
    private readonly ask: AskForToken,
    private readonly clock: Clock,
    private readonly refused: (code: string, advice: string) => void,
    private readonly words: Wording,
  ) {}

  get(): Promise<TokenAnswer> {
    const now = this.clock.now()
    if (this.kept !== undefined && now < this.kept.until) {
      return Promise.resolve({ kind: 'token', token: this.kept.token })
    }
    if (this.failed !== undefined && now < this.failed.until) {
      return Promise.resolve({
        kind: 'try-later',
        after: between(now, this.failed.until),
        code: this.failed.code,
      })
    }
    this.asking ??= this.renew().finally(() => {
      this.asking = undefined
    })
    return this.asking
  }

  /** Drops the token, unless it has been renewed since the caller took it. */
  invalidate(token: string): void {
    if (this.kept?.token === token) this.kept = undefined
  }

  private async renew(): Promise<TokenAnswer> {
    const answer = await this.ask()
    if (answer === undefined) return this.fail('unreachable', seconds(2))
    const read = tokenShape.safeParse(answer.body)
    if (answer.status === 200 && read.success) return this.keep(read.data)
    const failure = failureOfAnswer(answer, 0.5, this.words)
    if (failure?.kind === 'try-later') return this.fail(failure.code, failure.after)
    return this.toldOf(failure, `token-${answer.status}`)
  }

  /** Most refusals here are of the credentials; an address outside the list and a used up quota say so. */
  private toldOf(failure: Failure | undefined, code: string): TokenAnswer {
    const known = failure?.kind === 'refused' && failure.advice !== this.words.refused(failure.code)
    this.refused(known ? failure.code : code, known ? failure.advice : this.words.badToken)
    return this.fail(known ? failure.code : code, minutes(1))
  }

  private keep({ accessToken, expireIn }: z.infer<typeof tokenShape>): TokenAnswer {
    const life = seconds(Math.max(expireIn - 300, expireIn / 2))
    this.kept = { token: accessToken, until: plus(this.clock.now(), life) }
    this.failed = undefined
    return { kind: 'token', token: accessToken }
  }

  private fail(code: string, after: Millis): TokenAnswer {
    this.failed = { code, until: plus(this.clock.now(), after) }
    return { kind: 'try-later', after, code }
  }
}

const tokenShape = z.object({ accessToken: z.string().min(1).max(2_000), expireIn: z.number().positive() })
