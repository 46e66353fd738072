import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

import { answerPage } from '../../web/web-page'
import type { Pages } from '../../web/web-page'
import { Refused } from '../refused'

export interface AskedOf {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: unknown
}

export interface PlannedRefusal {
  readonly path: string
  readonly times: number
  /** Sent as it is; text is no JSON. */
  readonly answer: object | string
}

const bodyLimit = 1 << 20

/** Answers REST calls as WeCom does: HTTP 200 always, and `errcode` says the rest. */
export class DirectoryFront {
  readonly calls: Record<string, number> = {}
  private server: Server | undefined
  private readonly sockets = new Set<Socket>()
  private planned: PlannedRefusal[] = []

  constructor(
    private readonly host: string,
    private port: number,
    private readonly handle: (asked: AskedOf) => object,
    private readonly pages?: Pages,
  ) {}

  get base(): string {
    return `http://${this.host}:${this.port}`
  }

  async listen(): Promise<void> {
    const server = createServer((request, response) => void this.answer(request, response))
    server.on('connection', (socket) => {
      this.sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => this.sockets.delete(socket))
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.port, this.host, resolve)
    })
    this.server = server
    this.port = (server.address() as AddressInfo).port
  }

  async leave(): Promise<void> {
    const { server } = this
    this.server = undefined
    for (const socket of this.sockets) socket.destroy()
    if (server !== undefined) await new Promise<void>((resolve) => server.close(() => resolve()))
  }

  plan(planned: PlannedRefusal): void {
    this.planned.push(planned)
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(request.url ?? '/', this.base)
      if (answerPage(this.pages, url, request, response)) return
      const body = await bodyOf(request)
      this.calls[url.pathname] = (this.calls[url.pathname] ?? 0) + 1
      const answer = this.takePlanned(url.pathname) ?? this.handled(request.method ?? 'GET', url, body)
      response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' })
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer))
    } catch {
      request.socket.destroy()
    }
  }

  private handled(method: string, url: URL, body: unknown): object {
    try {
      const answer = this.handle({ method, path: url.pathname, query: url.searchParams, body })
      return { errcode: 0, errmsg: 'ok', ...answer }
    } catch (error) {
      if (error instanceof Refused) return { errcode: error.errcode, errmsg: error.message }
      throw error
    }
  }

  private takePlanned(path: string): object | string | undefined {
    const found = this.planned.find((one) => one.path === path)
    if (found === undefined) return undefined
    const left = { ...found, times: found.times - 1 }
    this.planned = this.planned.flatMap((one) => (one !== found ? [one] : left.times > 0 ? [left] : []))
    return found.answer
  }
}

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > bodyLimit) throw new Error('the body is too large')
    chunks.push(chunk)
  }
  const text = Buffer.concat(chunks).toString('utf8')
  return text === '' ? undefined : (JSON.parse(text) as unknown)
}
