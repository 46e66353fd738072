import { randomBytes } from 'node:crypto'

import axios from 'axios'

import { mostDeliveries } from './app-options'
import type { AppGatewayPace } from './app-options'
import { seal, signed } from './seal'
import type { SealConfig } from './seal'

export interface PusherCounts {
  /** Answered with 200 in time. */
  delivered: number
  /** Sent again after no good answer. */
  retried: number
  /** Given up. */
  lost: number
  /** Longest time to a good answer, in milliseconds. */
  slowest: number
}

type XmlValue = string | number | { readonly [name: string]: XmlValue } | readonly XmlValue[]

/** The platform's way to the app's address: sealed, signed, retried three times, and never replayed after that. */
export class CallbackPusher {
  readonly counts: PusherCounts = { delivered: 0, retried: 0, lost: 0, slowest: 0 }
  /** Bodies that were not empty: this platform understands none of them. */
  readonly replies: string[] = []
  /** Deliver each callback so many times more although it was answered. */
  repeat = 0
  url: string | undefined
  private newest: string | undefined

  constructor(
    private readonly config: SealConfig & { readonly agentId: number },
    private readonly pace: AppGatewayPace,
    private readonly now: () => number,
  ) {}

  /** What the console does when the administrator presses 保存: the answer must be the plain echo, byte by byte. */
  async verify(echo: string = String(Date.now())): Promise<boolean> {
    const echostr = seal(this.config, echo)
    const { timestamp, nonce } = this.stamp()
    const params = {
      msg_signature: signed(this.config.token, timestamp, nonce, echostr),
      timestamp,
      nonce,
      echostr,
    }
    const answer = await axios.get<string>(this.url ?? '', { ...asText, params, timeout: 1_000 })
    return answer.status === 200 && answer.data === echo
  }

  /** One happening, delivered until it is answered with 200, at most four times. */
  async push(fields: Readonly<Record<string, XmlValue>>): Promise<void> {
    const text = `<xml>${xmlOf(fields)}</xml>`
    this.newest = text
    await this.deliver(text)
    for (let more = this.repeat; more > 0; more -= 1) await this.deliver(text)
  }

  async repeatNewest(): Promise<void> {
    if (this.newest !== undefined) await this.deliver(this.newest)
  }

  /** A body and a query as they are, as anybody on the network could send them. The status comes back. */
  async raw(body: string, query: Readonly<Record<string, string>>): Promise<number> {
    const answer = await axios.post<string>(this.url ?? '', body, { ...asText, ...asXml, params: query })
    return answer.status
  }

  /** A sealed text with another clock, token or receiver than the right one. The status comes back. */
  async forged(text: string, by: Partial<SealConfig> & { readonly timestamp?: string }): Promise<number> {
    const { timestamp = this.stamp().timestamp, ...others } = by
    const config = { ...this.config, ...others }
    const encrypted = seal(config, text)
    const nonce = randomBytes(8).toString('hex')
    const msg_signature = signed(config.token, timestamp, nonce, encrypted)
    return this.raw(envelope(config.receiveId, this.config.agentId, encrypted), {
      msg_signature,
      timestamp,
      nonce,
    })
  }

  private async deliver(text: string): Promise<void> {
    for (let tries = 1; tries <= mostDeliveries; tries += 1) {
      if (await this.once(text)) {
        this.counts.delivered += 1
        return
      }
      if (tries === mostDeliveries) break
      this.counts.retried += 1
      await new Promise((resolve) => setTimeout(resolve, this.pace.beforeRetry))
    }
    this.counts.lost += 1
  }

  private async once(text: string): Promise<boolean> {
    const encrypted = seal(this.config, text)
    const { timestamp, nonce } = this.stamp()
    const params = { msg_signature: signed(this.config.token, timestamp, nonce, encrypted), timestamp, nonce }
    const body = envelope(this.config.receiveId, this.config.agentId, encrypted)
    const timeout = this.pace.answerWithin
    const began = performance.now()
    try {
      const answer = await axios.post<string>(this.url ?? '', body, { ...asText, ...asXml, params, timeout })
      this.counts.slowest = Math.max(this.counts.slowest, performance.now() - began)
      if (answer.data !== '' && answer.data !== 'success') this.replies.push(answer.data)
      return answer.status === 200
    } catch {
      return false
    }
  }

  private stamp(): { timestamp: string; nonce: string } {
    return { timestamp: String(Math.floor(this.now() / 1_000)), nonce: randomBytes(8).toString('hex') }
  }
}

const asText = { validateStatus: () => true, responseType: 'text', proxy: false } as const
const asXml = { headers: { 'content-type': 'text/xml' } } as const

const envelope = (corpId: string, agentId: number, encrypted: string): string =>
  `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><AgentID><![CDATA[${agentId}]]></AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`

/** Numbers bare, texts as CDATA, a list as its element repeated, as the platform writes them. */
const xmlOf = (fields: Readonly<Record<string, XmlValue>>): string =>
  Object.entries(fields)
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one: XmlValue) => element(name, one)),
    )
    .join('')

const element = (name: string, value: XmlValue): string => `<${name}>${inner(value)}</${name}>`

const inner = (value: XmlValue): string => {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
  return xmlOf(value as Readonly<Record<string, XmlValue>>)
}
