import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'

import axios from 'axios'
import type { AxiosInstance, AxiosRequestConfig } from 'axios'

import type { Log } from '../log'

export interface HttpAnswer {
  readonly status: number
  /** The body as JSON, undefined where it is none. */
  readonly body: unknown
}

export interface HttpAsked {
  readonly method: 'GET' | 'POST'
  readonly base: string
  readonly path: string
  /** Carries the token, the secret or the key of a robot, and never reaches the log. */
  readonly query: Readonly<Record<string, string | number>>
  readonly body?: object | FormData
  /** Milliseconds. */
  readonly call: number
}

export const ownHttp = (): AxiosInstance =>
  axios.create({
    httpAgent: new HttpAgent({ keepAlive: true, maxSockets: 20 }),
    httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: 20 }),
  })

/** Undefined where no answer came, which says nothing about whether the work was done. */
export const callHttp = async (
  http: AxiosInstance,
  log: Log,
  asked: HttpAsked,
): Promise<HttpAnswer | undefined> => {
  try {
    const answer = await http.request<string>(requestOf(asked))
    return { status: answer.status, body: jsonOf(answer.data) }
  } catch (error) {
    // The error itself holds the whole address with its secrets; its code and our path say enough.
    const code = axios.isAxiosError(error) ? error.code : undefined
    log.warn({ path: asked.path, reason: code ?? 'unknown' }, 'wecom gave no answer')
    return undefined
  }
}

const requestOf = ({ method, base, path, query, body, call }: HttpAsked): AxiosRequestConfig<unknown> => ({
  method,
  url: `${base}${path}`,
  params: query,
  ...(body === undefined ? {} : { data: body }),
  timeout: call,
  signal: AbortSignal.timeout(call),
  maxContentLength: 8 << 20,
  maxBodyLength: 24 << 20,
  maxRedirects: 0,
  responseType: 'text',
  transformResponse: (text: unknown) => text,
  validateStatus: () => true,
})

const jsonOf = (text: unknown): unknown => {
  try {
    return typeof text === 'string' ? (JSON.parse(text) as unknown) : undefined
  } catch {
    return undefined
  }
}
