import type { AxiosInstance } from 'axios'
import { DWClient, EventAck, TOPIC_CARD, TOPIC_ROBOT } from 'dingtalk-stream'
import type { DWClientDownStream } from 'dingtalk-stream'
import WebSocket from 'ws'
import { z } from 'zod'

import { OpenRefused } from './open-refused'

export interface StreamOptions {
  readonly clientId: string
  readonly clientSecret: string
  readonly apiBase: string
  readonly http: AxiosInstance
  /** Registration and handshake together, in milliseconds. */
  readonly attempt: number
}

/** What a connection tells. Nothing that these throw reaches the socket. */
export interface StreamEars {
  /** A robot message or a card press; to be answered through the same connection. */
  heard(frame: DWClientDownStream, connection: StreamConnection): void
  /** The server will deliver nothing more here and close within seconds. */
  expired(connection: StreamConnection): void
  /** Once, and only for a connection that was open. */
  closed(connection: StreamConnection): void
  /** A frame that could not be read, or a listener that threw. */
  stumbled(error: unknown): void
}

/**
 * One connection of the official client, used once. `dingtalk-stream` 2.1.5 keeps connected by itself in ways that
 * flood the gateway, so it is not asked to: every attempt is a new client object with its own socket, and therefore
 * its own acknowledgements, its own subscriptions and no timer of the SDK.
 *
 * 1. `connect` resolves when the socket is open and rejects when it will never be, within `attempt`.
 * 2. No frame and no listener can make the connection deaf.
 * 3. An answer goes out through the socket its question came in by, or not at all.
 */
export class StreamConnection extends DWClient {
  /** Process time of the newest byte, pongs included, and of the newest frame. */
  heardAt = 0
  frameAt = 0
  openedAt = 0
  /** Resolves when the socket is gone; for a connection that never opened, when the attempt is over. */
  readonly gone: Promise<void>

  private webSocket: WebSocket | undefined
  private readonly giveUp = new AbortController()
  private grace: NodeJS.Timeout | undefined
  private markGone: () => void = () => undefined

  constructor(
    private readonly options: StreamOptions,
    private readonly ears: StreamEars,
  ) {
    super(singleUse(options))
    this.gone = new Promise((resolve) => {
      this.markGone = resolve
    })
    for (const topic of [TOPIC_ROBOT, TOPIC_CARD]) {
      this.registerCallbackListener(topic, (frame) => this.ears.heard(frame, this))
    }
  }

  get isOpen(): boolean {
    return this.webSocket?.readyState === WebSocket.OPEN
  }

  override async connect(): Promise<void> {
    const limit = setTimeout(() => this.abandon(), this.options.attempt)
    try {
      await this.getEndpoint()
      await this._connect()
    } catch (error) {
      this.markGone()
      throw error
    } finally {
      clearTimeout(limit)
    }
  }

  /** Sends the answer to a callback; false when the socket is gone and the answer with it. */
  answer(messageId: string, response: unknown): boolean {
    if (!this.isOpen) return false
    this.socketCallBackResponse(messageId, response)
    return true
  }

  ping(): void {
    if (this.isOpen) this.webSocket?.ping()
  }

  /** Ends politely, and after two seconds in any case. */
  close(): void {
    this.giveUp.abort()
    const socket = this.webSocket
    if (socket === undefined || socket.readyState === WebSocket.CLOSED) return
    if (socket.readyState === WebSocket.CONNECTING) return socket.terminate()
    socket.close(1000)
    this.grace ??= setTimeout(() => socket.terminate(), 2_000)
  }

  /** Ends a connection that nobody answers on any more, or an attempt that takes too long. */
  abandon(): void {
    this.giveUp.abort()
    this.webSocket?.terminate()
  }

  override disconnect(): void {
    this.close()
  }

  /** `POST /v1.0/gateway/connections/open`; the ticket is good for one connection and 90 s. */
  override async getEndpoint(): Promise<this> {
    const { clientId, clientSecret, ua, subscriptions } = this.config
    const answer = await this.options.http.post<unknown>(
      `${this.options.apiBase}/v1.0/gateway/connections/open`,
      { clientId, clientSecret, ua, subscriptions },
      {
        headers: { accept: 'application/json' },
        signal: this.giveUp.signal,
        timeout: this.options.attempt,
        validateStatus: () => true,
      },
    )
    const opened = endpointShape.safeParse(answer.data)
    if (answer.status !== 200 || !opened.success) throw new OpenRefused(answer.status, codeOf(answer.data))
    this['dw_url'] = `${opened.data.endpoint}?ticket=${encodeURIComponent(opened.data.ticket)}`
    return this
  }

  override _connect(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.giveUp.signal.aborted) return reject(new Error('the attempt was given up'))
      const socket = new WebSocket(this['dw_url'] ?? '', {
        handshakeTimeout: this.options.attempt,
        maxPayload: 4 << 20,
        perMessageDeflate: false,
      })
      this.webSocket = socket
      this['socket'] = socket
      socket.on('open', () => {
        this.connected = true
        this.openedAt = this.frameAt = performance.now()
        this.touched()
        resolve()
      })
      socket.on('message', (data: WebSocket.RawData) => this.onDownStream(String(data)))
      socket.on('pong', () => this.touched())
      socket.on('ping', () => this.touched())
      socket.on('error', (error) => reject(error))
      socket.on('close', () => this.ended(reject))
    })
  }

  override onDownStream(data: string): void {
    this.touched()
    this.frameAt = this.heardAt
    try {
      super.onDownStream(data)
    } catch (error) {
      this.ears.stumbled(error)
    }
  }

  override onSystem(frame: DWClientDownStream): void {
    if (frame.headers.topic === 'disconnect') return this.ears.expired(this)
    super.onSystem(frame)
  }

  /** Events are not subscribed. One that comes all the same is not ours to swallow. */
  override onEvent(frame: DWClientDownStream): void {
    this.send(frame.headers.messageId, { status: EventAck.LATER, message: 'nobody handles events here' })
  }

  private touched(): void {
    this.heardAt = performance.now()
  }

  private ended(reject: (error: Error) => void): void {
    clearTimeout(this.grace)
    const wasOpen = this.connected
    this.connected = false
    this.markGone()
    reject(new Error('the connection closed before it was open'))
    if (wasOpen) this.ears.closed(this)
  }
}

/** `autoReconnect` and `subscriptions` are read at run time but missing from the constructor's type. */
const singleUse = ({ clientId, clientSecret }: StreamOptions) => {
  const own = { autoReconnect: false, subscriptions: [] as { type: string; topic: string }[] }
  return { clientId, clientSecret, ua: 'zhongshu-node/0.1.0', keepAlive: false, debug: false, ...own }
}

const endpointShape = z.object({
  endpoint: z.string().min(1).max(2_000),
  ticket: z.string().min(1).max(2_000),
})
const codeShape = z.object({ code: z.string().max(200) })

const codeOf = (body: unknown): string => {
  const read = codeShape.safeParse(body)
  return read.success ? read.data.code : 'no-code'
}
