import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

import { answerPage } from '../../web/web-page'
import type { Pages } from '../../web/web-page'
import { Refused } from '../refused'

export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly contentType: string
  readonly body: Buffer
}

/** The next `times` calls of this path are answered so, or lose their answer after the work is done. */
export interface Planned {
  readonly path: string
  times: number
  readonly answer: { readonly errcode: number; readonly errmsg?: string } | { readonly raw: string } | 'lost'
}

const bodyLimit = 21 << 20

/** The REST side of the platform on loopback; it can go away, lose answers and refuse. */
export class AppFront {
  /** By path, refused ones included. */
  readonly calls: Record<string, number> = {}
  private server: Server | undefined
  private readonly sockets = new Set<Socket>()
  private readonly planned: Planned[] = []
  private boundPort: number

  constructor(
    private readonly host: string,
    port: number,
    private readonly handle: (asked: Asked) => object,
    private readonly pages?: Pages,
  ) {
    this.boundPort = port
  }

  get base(): string {
    return `http://${this.host}:${this.boundPort}`
  }

  plan(planned: Planned): void {
    this.planned.push({ ...planned })
  }

  async listen(): Promise<void> {
    if (this.server !== undefined) return
    const server = createServer((request, response) => void this.answer(request, response))
    this.server = server
    server.on('connection', (socket) => {
      this.sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => this.sockets.delete(socket))
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.boundPort, this.host, resolve)
    })
    this.boundPort = (server.address() as AddressInfo).port
  }

  async leave(): Promise<void> {
    const server = this.server
    this.server = undefined
    const closed = new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()))
    for (const socket of this.sockets) socket.destroy()
    await closed
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (answerPage(this.pages, new URL(request.url ?? '/', this.base), request, response)) return
      const asked = await read(request, this.base)
      this.calls[asked.path] = (this.calls[asked.path] ?? 0) + 1
      const planned = this.takePlanned(asked.path)
      if (planned !== undefined && planned.answer !== 'lost') return send(response, wordsOf(planned.answer))
      const answer = this.worked(asked)
      if (planned !== undefined) return void request.socket.destroy()
      send(response, JSON.stringify(answer))
    } catch {
      request.socket.destroy()
    }
  }

  /** HTTP 200 whatever happened; `errcode` tells. */
  private worked(asked: Asked): object {
    try {
      return { errcode: 0, errmsg: 'ok', ...this.handle(asked) }
    } catch (error) {
      if (error instanceof Refused) return { errcode: error.errcode, errmsg: error.message }
      throw error
    }
  }

  private takePlanned(path: string): Planned | undefined {
    const found = this.planned.find((one) => one.times > 0 && one.path === path)
    if (found !== undefined) found.times -= 1
    return found
  }
}

const wordsOf = (answer: Exclude<Planned['answer'], 'lost'>): string =>
  'raw' in answer ? answer.raw : JSON.stringify({ errmsg: 'refused', ...answer })

const read = async (request: IncomingMessage, base: string): Promise<Asked> => {
  const url = new URL(request.url ?? '/', base)
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > bodyLimit) throw new Error('the body is too large')
    chunks.push(chunk)
  }
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    contentType: request.headers['content-type'] ?? '',
    body: Buffer.concat(chunks),
  }
}

const send = (response: ServerResponse, body: string): void => {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
  response.end(body)
}
