import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { z } from 'zod'

import type { Credentials } from './credentials'
import type { SimulatedPace } from './options'
import { Refusal } from './refusal'

interface Connection {
  readonly id: string
  readonly socket: WebSocket
  readonly raw: Duplex
  readonly topics: ReadonlySet<string>
  readonly waiting: Map<string, (ack: unknown) => void>
  /** Neither read nor written any more, as when the network in between has gone. */
  frozen: boolean
  /** Told to go; gets nothing more. */
  leaving: boolean
  /** The newest ping. */
  asked: string | undefined
}

export type FrameType = 'CALLBACK' | 'EVENT' | 'SYSTEM'

/** What the client said to a frame; undefined where it said nothing in time. */
export type Ack = { readonly data: unknown } | undefined

/** Stream mode as "Stream 模式" of DingTalk's Developerpedia describes it: tickets, frames, acknowledgements. */
export class StreamGateway {
  opens = 0
  connections = 0
  maxLive = 0
  pongs = 0
  failWith: number | null = null
  refuseUpgrades = false
  hangHandshakes = false
  private readonly live = new Set<Connection>()
  private readonly subscriptions = new Map<string, ReadonlySet<string>>()
  private readonly server = new WebSocketServer({ noServer: true, maxPayload: 1 << 20 })
  private readonly answers = new Map<string, unknown[]>()
  private readonly timers = new Set<NodeJS.Timeout>()
  private pinging: NodeJS.Timeout | undefined

  constructor(
    private readonly credentials: Credentials,
    private readonly pace: SimulatedPace,
    private readonly appId: string,
    private readonly violated: (what: string) => void,
  ) {}

  /** `POST /v1.0/gateway/connections/open`. */
  open(body: unknown, endpoint: string): object {
    this.opens += 1
    if (this.failWith !== null) throw new Refusal(this.failWith, 'ServiceUnavailable')
    const read = openShape.safeParse(body)
    if (!read.success) throw new Refusal(400, 'param.invalid', z.prettifyError(read.error))
    if (!this.credentials.isApp(read.data.clientId, read.data.clientSecret)) {
      throw new Refusal(400, 'authFailed', 'clientId or clientSecret is wrong')
    }
    const ticket = this.credentials.giveTicket()
    this.subscriptions.set(
      ticket,
      new Set(read.data.subscriptions.map(({ type, topic }) => `${type} ${topic}`)),
    )
    return { endpoint, ticket }
  }

  upgrade(request: IncomingMessage, raw: Duplex, head: Buffer): void {
    if (this.hangHandshakes) return
    const ticket = new URL(request.url ?? '', 'http://gateway').searchParams.get('ticket')
    const topics = this.subscriptions.get(ticket ?? '')
    this.subscriptions.delete(ticket ?? '')
    if (this.refuseUpgrades || topics === undefined || !this.credentials.useTicket(ticket)) {
      raw.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
      return
    }
    this.server.handleUpgrade(request, raw, head, (socket) => this.connected(socket, raw, topics))
  }

  get liveConnections(): number {
    return [...this.live].filter(({ frozen, socket }) => !frozen && socket.readyState === socket.OPEN).length
  }

  /** Those that are brought something: a connection that was told to go gets nothing more. */
  get listening(): number {
    return [...this.live].filter(({ leaving, socket }) => !leaving && socket.readyState === socket.OPEN)
      .length
  }

  /** Sends to one connection chosen at random, as DingTalk does; false when there is none. */
  push(type: FrameType, topic: string, data: unknown): boolean {
    const connection = this.choose(type, topic)
    if (connection === undefined) return false
    this.transmit(connection, frame(this.appId, connection.id, type, topic, data).text)
    return true
  }

  /** The same, and resolves with the acknowledgement. False when nobody is connected. */
  ask(topic: string, data: unknown, patience: number): false | Promise<Ack> {
    const connection = this.choose('CALLBACK', topic)
    if (connection === undefined) return false
    const { messageId, text } = frame(this.appId, connection.id, 'CALLBACK', topic, data)
    return new Promise((resolve) => {
      const done = (ack: Ack): void => {
        clearTimeout(timer)
        this.timers.delete(timer)
        connection.waiting.delete(messageId)
        resolve(ack)
      }
      const timer = setTimeout(() => done(undefined), patience)
      this.timers.add(timer)
      connection.waiting.set(messageId, (ack) => done({ data: ack }))
      this.transmit(connection, text)
    })
  }

  /** No acknowledgement, after so long. */
  silence(patience: number): Promise<Ack> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.timers.delete(timer)
        resolve(undefined)
      }, patience)
      this.timers.add(timer)
    })
  }

  start(): void {
    this.pinging = setInterval(() => this.ping(), this.pace.systemPing)
  }

  /** Cuts every socket; what waits for an acknowledgement never gets one. */
  stop(): void {
    clearInterval(this.pinging)
    for (const { socket } of this.live) socket.terminate()
    this.live.clear()
    this.subscriptions.clear()
  }

  /** Ends the timers too. */
  close(): void {
    this.stop()
    for (const timer of this.timers) clearTimeout(timer)
    this.server.close()
  }

  freeze(): void {
    for (const connection of this.live) {
      connection.frozen = true
      connection.raw.pause()
    }
  }

  sendGarbage(text: string): void {
    for (const connection of this.live) this.transmit(connection, text)
  }

  announceDisconnect(): void {
    for (const connection of this.live) {
      const { text } = frame(this.appId, connection.id, 'SYSTEM', 'disconnect', {
        reason: 'connection is expired',
      })
      this.transmit(connection, text)
      connection.leaving = true
      const timer = setTimeout(() => {
        this.timers.delete(timer)
        connection.socket.close(1000)
      }, this.pace.disconnectGrace)
      this.timers.add(timer)
    }
  }

  dropConnections(): void {
    for (const { socket } of this.live) socket.close(1001)
  }

  private connected(socket: WebSocket, raw: Duplex, topics: ReadonlySet<string>): void {
    const state = {
      waiting: new Map<string, (ack: unknown) => void>(),
      frozen: false,
      leaving: false,
      asked: undefined,
    }
    const fresh: Connection = { id: randomUUID(), socket, raw, topics, ...state }
    this.live.add(fresh)
    this.connections += 1
    this.maxLive = Math.max(this.maxLive, this.liveConnections)
    socket.on('message', (data) => this.received(fresh, String(data)))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => this.live.delete(fresh))
  }

  private choose(type: FrameType, topic: string): Connection | undefined {
    const able = [...this.live].filter(
      ({ leaving, topics, socket }) =>
        !leaving &&
        socket.readyState === socket.OPEN &&
        (type === 'SYSTEM' || topics.has(`${type} ${topic}`)),
    )
    return able[Math.floor(Math.random() * able.length)]
  }

  private transmit(connection: Connection, text: string): void {
    if (!connection.frozen) connection.socket.send(text)
  }

  /** Who did not answer the last ping is gone, whatever TCP believes. */
  private ping(): void {
    for (const connection of this.live) {
      if (connection.asked !== undefined && connection.waiting.has(connection.asked)) {
        connection.socket.terminate()
        continue
      }
      const { text, messageId } = frame(this.appId, connection.id, 'SYSTEM', 'ping', { opaque: randomUUID() })
      connection.waiting.set(messageId, () => {
        this.pongs += 1
        connection.waiting.delete(messageId)
      })
      connection.asked = messageId
      this.transmit(connection, text)
    }
  }

  answersTo(messageId: string): readonly unknown[] {
    return this.answers.get(messageId) ?? []
  }

  private remember(messageId: string, ack: unknown): void {
    this.answers.set(messageId, [...(this.answers.get(messageId) ?? []), ack])
    if (this.answers.size <= 1_000) return
    for (const oldest of [...this.answers.keys()].slice(0, 500)) this.answers.delete(oldest)
  }

  private received(connection: Connection, text: string): void {
    const ack = ackShape.safeParse(jsonOf(text))
    if (!ack.success) return this.violated(`an answer of the wrong form: ${text.slice(0, 200)}`)
    const { messageId } = ack.data.headers
    this.remember(messageId, ack.data)
    const waiting = connection.waiting.get(messageId)
    if (waiting !== undefined) return waiting(jsonOf(ack.data.data))
    const elsewhere = [...this.live].some((other) => other !== connection && other.waiting.has(messageId))
    if (elsewhere) this.violated(`the answer to ${messageId} came through another connection`)
  }
}

const frame = (appId: string, connectionId: string, type: FrameType, topic: string, data: unknown) => {
  const messageId = randomUUID()
  const headers = {
    appId,
    connectionId,
    contentType: 'application/json',
    messageId,
    time: String(Date.now()),
    topic,
  }
  return {
    messageId,
    text: JSON.stringify({ specVersion: '1.0', type, headers, data: JSON.stringify(data) }),
  }
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

const openShape = z.strictObject({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  ua: z.string().optional(),
  localIp: z.string().optional(),
  extras: z.record(z.string(), z.string()).optional(),
  subscriptions: z
    .array(z.strictObject({ type: z.enum(['EVENT', 'CALLBACK']), topic: z.string().min(1) }))
    .min(1)
    .max(100),
})

const ackShape = z.object({
  code: z.number(),
  message: z.string(),
  headers: z.looseObject({ messageId: z.string(), contentType: z.literal('application/json') }),
  data: z.string(),
})
