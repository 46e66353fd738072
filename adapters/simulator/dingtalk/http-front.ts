import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

import { answerPage } from '../web/web-page'
import type { Pages } from '../web/web-page'
import { LegacyRefusal, Refusal } from './refusal'

export interface Asked {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** Answers with an object, or throws a refusal. */
export type Handle = (asked: Asked) => object

interface Planned {
  times: number
  readonly path: string
  readonly status: number
  readonly body: object | string
}

const bodyLimit = 21 << 20

/** One HTTP server that can vanish and come back on its port, and that can lose what it answers. */
export class HttpFront {
  readonly calls: Record<string, number> = {}
  private readonly server: Server
  private readonly sockets = new Set<Socket>()
  private readonly planned: Planned[] = []
  /** Requests to this path are read and never answered. */
  hangs: string | undefined
  private lost: { times: number; readonly path: string | undefined } = { times: 0, path: undefined }
  private port: number

  constructor(
    private readonly host: string,
    port: number,
    private readonly handle: Handle,
    upgrade: (request: IncomingMessage, socket: Socket, head: Buffer) => void,
    private readonly pages?: Pages,
  ) {
    this.port = port
    this.server = createServer((request, response) => void this.answer(request, response))
    this.server.on('upgrade', upgrade)
    this.server.on('connection', (socket) => {
      this.sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => this.sockets.delete(socket))
    })
  }

  get base(): string {
    return `http://${this.host}:${this.port}`
  }

  get openSockets(): number {
    return this.sockets.size
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject)
      this.server.listen(this.port, this.host, () => {
        this.server.off('error', reject)
        resolve()
      })
    })
    this.port = (this.server.address() as AddressInfo).port
  }

  async vanish(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()))
    for (const socket of this.sockets) socket.destroy()
    await closed
  }

  loseAnswers(times: number, path: string | undefined): void {
    this.lost = { times, path }
  }

  refuseNext(planned: Planned): void {
    this.planned.push({ ...planned })
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(request.url ?? '/', this.base)
      if (answerPage(this.pages, url, request, response)) return
      const body = await bodyOf(request)
      if (this.hangs === url.pathname) return
      const refusal = this.takePlanned(url.pathname)
      if (refusal !== undefined) return send(response, refusal.status, refusal.body)
      const answer = this.handled({ method: request.method ?? 'GET', url, headers: request.headers, body })
      this.calls[url.pathname] = (this.calls[url.pathname] ?? 0) + 1
      if (this.loses(url.pathname)) return void request.socket.destroy()
      send(response, answer.status, answer.body)
    } catch {
      request.socket.destroy()
    }
  }

  private handled(asked: Asked): { status: number; body: object } {
    try {
      return { status: 200, body: this.handle(asked) }
    } catch (error) {
      if (error instanceof Refusal) return { status: error.status, body: error.body(randomUUID()) }
      if (error instanceof LegacyRefusal)
        return { status: 200, body: { errcode: error.errcode, errmsg: error.message } }
      throw error
    }
  }

  private takePlanned(path: string): Planned | undefined {
    const found = this.planned.find((one) => one.times > 0 && one.path === path)
    if (found !== undefined) found.times -= 1
    return found
  }

  private loses(path: string): boolean {
    if (this.lost.times <= 0 || (this.lost.path !== undefined && this.lost.path !== path)) return false
    this.lost.times -= 1
    return true
  }
}

const send = (response: ServerResponse, status: number, body: object | string): void => {
  const type = typeof body === 'string' ? 'text/html' : 'application/json'
  response.writeHead(status, { 'content-type': type })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > bodyLimit) throw new Error('the body is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
