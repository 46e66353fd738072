import type { AxiosInstance } from 'axios'
import { z } from 'zod'

import { millis, minutes, seconds } from '../../../contract/quantities'
import { wording } from '../wording'
import { AccessToken } from './access-token'
import type { TokenAsked } from './access-token'
import { BackOff } from './back-off'
import { callHttp, ownHttp } from './http-call'
import type { HttpAnswer, HttpAsked } from './http-call'
import { addressIn, meaningOfErrcode } from './meaning-of-errcode'
import { usualCall, wecomApi } from './rest-config'
import type { WecomRestConfig, WecomRestDeps } from './rest-config'
import type { RestOutcome, RestRefused } from './rest-outcome'

export type Query = Readonly<Record<string, string | number>>

/** WeCom's REST interface with one secret. No call throws; none is repeated except once with a new token. */
export interface WecomRest {
  /** `path` begins with `/cgi-bin/`; the answer is what `shape` makes of the body that carries errcode 0. */
  get<T>(path: string, query: Query, shape: z.ZodType<T>): Promise<RestOutcome<T>>
  post<T>(path: string, body: object, shape: z.ZodType<T>, query?: Query): Promise<RestOutcome<T>>
  upload<T>(path: string, form: FormData, shape: z.ZodType<T>, query?: Query): Promise<RestOutcome<T>>
  /** How the newest call went that says something about the connection. */
  standing(): Standing
}

export type Standing =
  | { readonly kind: 'untried' | 'working' }
  | { readonly kind: 'unreachable' | 'alarm'; readonly advice: string }

type Asked = Pick<HttpAsked, 'method' | 'path' | 'query' | 'body'>
type Once<T> = RestOutcome<T> | { readonly kind: 'token-refused' }

export class RestClient implements WecomRest {
  private readonly token: AccessToken
  private readonly backOff = new BackOff()
  private readonly base: string
  private readonly http: AxiosInstance
  private stands: Standing = { kind: 'untried' }

  constructor(
    private readonly config: WecomRestConfig,
    private readonly deps: WecomRestDeps,
  ) {
    this.base = (config.apiBase ?? wecomApi).replace(/\/+$/, '')
    this.http = deps.http ?? ownHttp()
    this.token = new AccessToken(() => this.askForToken(), deps.clock)
  }

  get<T>(path: string, query: Query, shape: z.ZodType<T>): Promise<RestOutcome<T>> {
    return this.call({ method: 'GET', path, query }, shape)
  }

  post<T>(path: string, body: object, shape: z.ZodType<T>, query: Query = {}): Promise<RestOutcome<T>> {
    return this.call({ method: 'POST', path, query, body }, shape)
  }

  upload<T>(path: string, form: FormData, shape: z.ZodType<T>, query: Query = {}): Promise<RestOutcome<T>> {
    return this.call({ method: 'POST', path, query, body: form }, shape)
  }

  standing(): Standing {
    return this.stands
  }

  private async call<T>(asked: Asked, shape: z.ZodType<T>): Promise<RestOutcome<T>> {
    const first = await this.once(asked, shape)
    const outcome = first.kind === 'token-refused' ? await this.once(asked, shape) : first
    // A token fresh from WeCom that WeCom does not take: its own sides disagree, and that passes.
    return outcome.kind === 'token-refused'
      ? { kind: 'try-later', after: minutes(1), code: 'token-not-accepted' }
      : outcome
  }

  private async once<T>(asked: Asked, shape: z.ZodType<T>): Promise<Once<T>> {
    const rest = this.backOff.rest(asked.path, this.deps.clock.now())
    if (rest > 0) return { kind: 'try-later', after: rest, code: 'wecom-45009' }
    const token = await this.token.get()
    if (token.kind === 'try-later') return token
    const answer = await this.send({ ...asked, query: { ...asked.query, access_token: token.token } })
    const outcome = this.read(asked.path, answer, shape)
    if (outcome.kind === 'token-refused') this.token.invalidate(token.token)
    return outcome
  }

  private send(asked: Asked): Promise<HttpAnswer | undefined> {
    const { call = usualCall } = this.config
    return callHttp(this.http, this.deps.log, { ...asked, base: this.base, call })
  }

  private read<T>(path: string, answer: HttpAnswer | undefined, shape: z.ZodType<T>): Once<T> {
    if (answer === undefined) return this.unreachable('no-answer')
    const envelope = envelopeShape.safeParse(answer.body)
    if (!envelope.success)
      return answer.status === 200 ? unreadable : this.unreachable(`http-${answer.status}`)
    const { errcode, errmsg } = envelope.data
    if (errcode !== 0) return this.refused(path, errcode, errmsg)
    this.stands = { kind: 'working' }
    const read = shape.safeParse(answer.body)
    return read.success ? { kind: 'answered', value: read.data } : unreadable
  }

  private refused<T>(path: string, errcode: number, errmsg: string): Once<T> {
    const meaning = meaningOfErrcode(errcode, errmsg)
    const code = `wecom-${errcode}`
    switch (meaning.kind) {
      case 'token-refused':
        return meaning
      case 'too-often':
        return { kind: 'try-later', after: this.backOff.tooOften(path, this.deps.clock.now()), code }
      case 'busy':
        return { kind: 'try-later', after: meaning.after, code }
      case 'alarm':
        this.alarm(path, code, meaning.advice)
        return {
          kind: 'refused',
          errcode,
          code,
          advice: meaning.advice,
          ...(errcode === 60020 ? { address: addressIn(errmsg) } : {}),
        }
      case 'refused':
        return { kind: 'refused', errcode, code, advice: meaning.advice }
    }
  }

  /** `GET /cgi-bin/gettoken`, the one call whose address holds the secret (DOC 91039). */
  private async askForToken(): Promise<TokenAsked> {
    const path = '/cgi-bin/gettoken'
    const { corpId, secret } = this.config
    const answer = await this.send({ method: 'GET', path, query: { corpid: corpId, corpsecret: secret } })
    const outcome = this.read(path, answer, tokenShape)
    switch (outcome.kind) {
      case 'answered': {
        const { access_token, expires_in } = outcome.value
        return { kind: 'granted', token: access_token, lifeSeconds: expires_in }
      }
      case 'try-later':
        return { kind: 'unreachable', after: outcome.after, code: outcome.code }
      case 'token-refused':
        this.alarm(path, 'wecom-40001', wording.badSecret)
        return { kind: 'credentials-refused', code: 'wecom-40001' }
      case 'refused':
        this.alarm(path, outcome.code, outcome.advice)
        return { kind: 'credentials-refused', code: outcome.code }
    }
  }

  private unreachable(code: string): RestOutcome<never> {
    this.stands = { kind: 'unreachable', advice: wording.apiUnreachable }
    return { kind: 'try-later', after: code === 'no-answer' ? seconds(3) : millis(15_000), code }
  }

  private alarm(path: string, code: string, advice: string): void {
    const known = this.stands.kind === 'alarm' && this.stands.advice === advice
    this.stands = { kind: 'alarm', advice }
    if (!known) this.deps.log.error({ path, code, advice }, 'wecom refuses until somebody changes something')
  }
}

export const createWecomRest = (config: WecomRestConfig, deps: WecomRestDeps): WecomRest =>
  new RestClient(config, deps)

/** Every answer carries it, with HTTP 200 also for failures. A few old interfaces leave out `errmsg`. */
const envelopeShape = z.object({ errcode: z.int(), errmsg: z.string().default('') })

const tokenShape = z.object({ access_token: z.string().min(1).max(2_048), expires_in: z.number().positive() })

const unreadable: RestRefused = {
  kind: 'refused',
  errcode: 0,
  code: 'wecom-unreadable',
  advice: wording.apiUnreadable,
}
