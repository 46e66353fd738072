import { setTimeout as wait } from 'node:timers/promises'

import type { AxiosInstance } from 'axios'

import { millis } from '../../../contract/quantities'
import type { DingtalkDeps } from '../config'
import type { Wording } from '../wording'
import { AccessToken } from './access-token'
import type { Failure } from './failure'
import { failureOfAnswer } from './failure-of-answer'
import type { RestAnswer } from './failure-of-answer'
import { Pacer } from './pacer'

interface OpenApiOptions {
  readonly clientId: string
  readonly clientSecret: string
  readonly apiBase: string
  readonly oapiBase: string
  readonly callsPerSecond: number
  readonly words: Wording
  /** Milliseconds: one call, and the wait for its turn. */
  readonly call: number
  readonly turn: number
}

type Method = 'GET' | 'POST' | 'PUT'

/** A call with the app's token: in a header at the new API, in the address at the legacy one. */
interface Errand {
  readonly method: Method
  readonly path: string
  readonly side: 'new' | 'legacy'
  readonly query?: Readonly<Record<string, string>>
  readonly data?: object
}

export type ApiAnswer =
  { readonly kind: 'answered'; readonly body: unknown } | Exclude<Failure, { kind: 'bad-token' }>

/**
 * DingTalk's REST side. No call is repeated here except once with a new token: what failed is told to the caller,
 * who keeps the notice and knows when to come back.
 */
export class OpenApi {
  private readonly pacer: Pacer
  private readonly token: AccessToken
  private blockedUntil = 0

  constructor(
    private readonly options: OpenApiOptions,
    private readonly deps: DingtalkDeps & { readonly http: AxiosInstance },
  ) {
    this.pacer = new Pacer(options.callsPerSecond)
    this.token = new AccessToken(
      () => this.askForToken(),
      deps.clock,
      (code, advice) => deps.log.error({ code, advice }, 'dingtalk refused the credentials'),
      options.words,
    )
  }

  get words(): Wording {
    return this.options.words
  }

  /** An answer that was no refusal and could not be read either. */
  refused(code: string): { readonly kind: 'refused'; readonly code: string; readonly advice: string } {
    return { kind: 'refused', code, advice: this.words.refused(code) }
  }

  call(method: Method, path: string, body: object): Promise<ApiAnswer> {
    return this.run({ method, path, side: 'new', data: body })
  }

  /** The new API, read with GET. */
  read(path: string, query: Readonly<Record<string, string>>): Promise<ApiAnswer> {
    return this.run({ method: 'GET', path, side: 'new', query })
  }

  /** A legacy API, which answers 200 to everything; its `errcode` is read here. FormData goes out as multipart. */
  callLegacy(path: string, body: object, query: Readonly<Record<string, string>> = {}): Promise<ApiAnswer> {
    return this.run({ method: 'POST', path, side: 'legacy', query, data: body })
  }

  /** The few legacy interfaces that are read with GET. */
  readLegacy(path: string): Promise<ApiAnswer> {
    return this.run({ method: 'GET', path, side: 'legacy' })
  }

  private async run(errand: Errand): Promise<ApiAnswer> {
    const first = await this.once(errand)
    const answer = first.kind === 'bad-token' ? await this.once(errand) : first
    // A token fresh from DingTalk that DingTalk does not take: its own sides disagree, and that passes.
    return answer.kind === 'bad-token'
      ? { kind: 'try-later', after: millis(60_000), code: 'token-not-accepted' }
      : answer
  }

  /** A URL that carries its own right to be called: a session webhook. */
  async callUrl(url: string, body: object): Promise<ApiAnswer> {
    const answer = await this.request('POST', url, body, undefined)
    const read = this.understand(answer)
    return read.kind === 'bad-token' ? this.refused('webhook') : read
  }

  /** A call at the new API with a person's own token, or with none where the body proves the right to it. */
  async callFor(
    token: string | undefined,
    { method, path, data }: Pick<Errand, 'method' | 'path' | 'data'>,
  ): Promise<ApiAnswer> {
    const turn = await this.takeTurn(path)
    if (turn !== undefined) return turn
    this.deps.called?.()
    const read = this.understand(await this.request(method, `${this.options.apiBase}${path}`, data, token))
    return read.kind === 'bad-token' ? this.refused('user-token') : read
  }

  private async once(errand: Errand): Promise<ApiAnswer | { readonly kind: 'bad-token' }> {
    const { path } = errand
    const turn = await this.takeTurn(path)
    if (turn !== undefined) return turn
    const token = await this.token.get()
    if (token.kind === 'try-later') return token
    this.deps.called?.()
    const read = this.understand(await this.ask(errand, token.token))
    if (read.kind === 'bad-token') this.token.invalidate(token.token)
    if (read.kind === 'try-later') this.easeOff(path, read)
    return read
  }

  private ask({ method, path, side, query, data }: Errand, token: string): Promise<RestAnswer | undefined> {
    const { apiBase, oapiBase } = this.options
    if (side === 'new') {
      const asked = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`
      return this.request(method, `${apiBase}${path}${asked}`, data, token)
    }
    const address = new URLSearchParams({ ...query, access_token: token })
    return this.request(method, `${oapiBase}${path}?${address.toString()}`, data, undefined)
  }

  private async takeTurn(path: string): Promise<ApiAnswer | undefined> {
    const now = performance.now()
    if (now < this.blockedUntil) {
      return { kind: 'try-later', after: millis(Math.ceil(this.blockedUntil - now)), code: 'ip-blocked' }
    }
    const turn = this.pacer.turn(path, now, this.options.turn)
    if (!turn.taken) return { kind: 'try-later', after: millis(Math.ceil(turn.wait)), code: 'own-pace' }
    if (turn.wait > 0) await wait(turn.wait)
    return undefined
  }

  private easeOff(path: string, failure: { readonly after: number; readonly code: string }): void {
    const until = performance.now() + failure.after
    if (failure.code === 'ip-blocked') this.blockedUntil = until
    if (/qpslimit/i.test(failure.code)) this.pacer.pause(path, until)
  }

  private understand(answer: RestAnswer | undefined): ApiAnswer | { readonly kind: 'bad-token' } {
    if (answer === undefined) return { kind: 'try-later', after: millis(3_000), code: 'unreachable' }
    return failureOfAnswer(answer, Math.random(), this.words) ?? { kind: 'answered', body: answer.body }
  }

  private askForToken(): Promise<RestAnswer | undefined> {
    const { apiBase, clientId, clientSecret } = this.options
    const body = { appKey: clientId, appSecret: clientSecret }
    return this.request('POST', `${apiBase}/v1.0/oauth2/accessToken`, body, undefined)
  }

  /** Undefined where no answer came, which says nothing about whether the work was done. */
  private async request(
    method: Method,
    url: string,
    data: object | undefined,
    token: string | undefined,
  ): Promise<RestAnswer | undefined> {
    try {
      const answer = await this.deps.http.request<string>({
        method,
        url,
        data,
        headers: {
          accept: 'application/json',
          ...(token === undefined ? {} : { 'x-acs-dingtalk-access-token': token }),
        },
        timeout: this.options.call,
        signal: AbortSignal.timeout(this.options.call),
        maxContentLength: 1 << 20,
        maxRedirects: 0,
        responseType: 'text',
        transformResponse: (text: unknown) => text,
        validateStatus: () => true,
      })
      const text = typeof answer.data === 'string' ? answer.data : ''
      return { status: answer.status, text, body: jsonOf(text) }
    } catch (error) {
      // The message names the host and the reason; the error itself holds the token and the secret.
      const reason = error instanceof Error ? error.message.slice(0, 300) : 'unknown'
      this.deps.log.warn({ path: new URL(url).pathname, reason }, 'dingtalk gave no answer')
      return undefined
    }
  }
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
