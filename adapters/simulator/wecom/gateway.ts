import { createServer } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'

import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'

import { Session } from './session'

export interface GatewayCounters {
  /** TCP connections, refused and hung ones included; a gateway that is gone counts none. */
  readonly attempts: number
  /** WebSockets that were opened. */
  readonly connectionsOpened: number
  readonly liveConnections: number
  readonly mostLiveAtOnce: number
}

/** Listens, accepts WebSockets and can misbehave in the ways a gateway and the network before it do. */
export class Gateway {
  private server: Server | undefined
  private readonly sockets = new WebSocketServer({ noServer: true, maxPayload: 16 * 1024 * 1024 })
  private readonly sessions = new Set<Session>()
  private readonly connections = new Set<Socket>()
  private refusing = false
  private hanging = false
  private frozen = false
  private attempts = 0
  private opened = 0
  private mostLive = 0
  private boundPort: number

  constructor(
    private readonly host: string,
    port: number,
    private readonly hear: {
      frame(session: Session, data: string): void
      closed(session: Session): void
    },
  ) {
    this.boundPort = port
  }

  get url(): string {
    return `ws://${this.host}:${this.boundPort}`
  }

  counters(): GatewayCounters {
    return {
      attempts: this.attempts,
      connectionsOpened: this.opened,
      liveConnections: this.sessions.size,
      mostLiveAtOnce: this.mostLive,
    }
  }

  /** Listens again on the port of last time. */
  async listen(): Promise<void> {
    if (this.server !== undefined) return
    const server = createServer((_, answer) => answer.writeHead(426).end())
    this.server = server
    server.on('connection', (socket: Socket) => this.meet(socket))
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (!this.hanging) this.sockets.handleUpgrade(request, socket, head, (ws) => this.open(ws))
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.boundPort, this.host, resolve)
    })
    this.boundPort = (server.address() as AddressInfo).port
  }

  /** Nobody listens any more and every connection is cut. */
  async leave(): Promise<void> {
    const server = this.server
    this.server = undefined
    for (const socket of this.connections) socket.destroy()
    if (server !== undefined) await new Promise<void>((resolve) => server.close(() => resolve()))
  }

  /** Cuts every connection without a word. */
  drop(): void {
    for (const socket of this.connections) socket.resetAndDestroy()
  }

  /** Cuts whoever comes from now on, at once. */
  refuse(refusing: boolean): void {
    this.refusing = refusing
    if (refusing) this.drop()
  }

  /** Leaves the handshake of whoever comes from now on unanswered. */
  hang(hanging: boolean): void {
    this.hanging = hanging
  }

  /**
   * Accepts and says nothing. The connections of that time stay silent for ever, even after a thaw: that is what a
   * half-open socket looks like from the other end.
   */
  freeze(frozen: boolean): void {
    this.frozen = frozen
    if (frozen) for (const session of this.sessions) session.deaf = true
  }

  private meet(socket: Socket): void {
    this.attempts += 1
    this.connections.add(socket)
    socket.on('close', () => this.connections.delete(socket))
    socket.on('error', () => undefined)
    if (this.refusing) socket.resetAndDestroy()
  }

  private open(ws: WebSocket): void {
    const session = new Session(ws, this.frozen)
    this.opened += 1
    this.sessions.add(session)
    this.mostLive = Math.max(this.mostLive, this.sessions.size)
    ws.on('message', (data: Buffer) => {
      if (!session.deaf) this.hear.frame(session, data.toString())
    })
    ws.on('error', () => undefined)
    ws.on('close', () => {
      this.sessions.delete(session)
      this.hear.closed(session)
    })
  }
}
