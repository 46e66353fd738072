import { createServer } from 'node:http'

import { Fault } from '../../contract/fault'
import { instant } from '../../contract/quantities'

import { answerBrokenRequest } from './broken-request'
import { preflightAnswer } from './cors'
import { createExchange } from './exchange'
import { defaultLimits } from './limits'
import { createRouteTable } from './route-table'

import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '../../contract/ports/clock'
import type { Door } from '../../contract/ports/door'
import type { Exchange, ExchangeDeps } from './exchange'
import type { HttpLog, HttpMetrics } from './http-log'
import type { HttpLimits } from './limits'
import type { PathEntry } from './route-table'

export interface HttpServerParts {
  readonly doors: readonly Door[]
  /** Everything that is no door's path: `app.callback()`. */
  readonly koa: RequestListener
  readonly log: HttpLog
  readonly metrics?: HttpMetrics
  readonly limits?: Partial<HttpLimits>
  readonly clock?: Clock
}

export interface HttpServer {
  /** The server itself, for upgrades to WebSocket. */
  readonly node: Server
  /** Resolves to the port, which port 0 lets the system choose. */
  listen(port: number, host?: string): Promise<number>
  /** Takes no new connection, lets requests end for `graceMs`, then cuts what is left. */
  close(graceMs?: number): Promise<void>
}

/**
 * The one HTTP server. Doors are found by an exact (path, method) look-up before Koa sees anything, because a
 * touchpoint is answered thousands of times a second and a page now and then.
 *
 * 1. A door gets a body that is whole, within its limit, unfolded, and not declared in a foreign charset.
 * 2. Every request is answered or cut: slow senders by `receive`, slow doors by `handle`.
 * 3. Memory taken by bodies is bounded by `bytesInFlight`, whatever anybody sends.
 */
export const createHttpServer = (parts: HttpServerParts): HttpServer => {
  const limits = { ...defaultLimits, ...parts.limits }
  const table = createRouteTable(parts.doors)
  const deps: ExchangeDeps = {
    log: parts.log,
    metrics: parts.metrics,
    clock: parts.clock ?? { now: () => instant(Date.now()) },
    limits,
    budget: { limit: limits.bytesInFlight, used: 0 },
  }
  const pending = new Set<Exchange>()

  const onRequest = (req: IncomingMessage, res: ServerResponse): void => {
    const url = req.url ?? '/'
    const path = pathOf(url)
    const entry = table.find(path)
    if (entry === undefined && decodes(path)) return void parts.koa(req, res)

    const door = entry?.doors.get(req.method ?? '')
    const exchange = createExchange(deps, req, res, path, door, entry?.browser === true, pending)
    if (entry === undefined) return exchange.refuse(malformed())
    if (door !== undefined)
      return exchange.run(door, url.length === path.length ? '' : url.slice(path.length + 1))
    if (req.method === 'OPTIONS' && entry.browser) return exchange.answer(preflightAnswer(req.headers.origin))
    exchange.refuse(wrongMethod(entry), { allow: entry.allow })
  }

  const node = createServer(
    { connectionsCheckingInterval: 1_000, maxHeaderSize: 32 * 1024, requireHostHeader: false },
    onRequest,
  )
  node.requestTimeout = limits.receive
  node.headersTimeout = limits.receive
  node.keepAliveTimeout = limits.idle
  node.maxConnections = limits.connections
  node.on('clientError', (error, socket) => answerBrokenRequest(error, socket, pending))
  node.on('checkContinue', (req: IncomingMessage, res: ServerResponse) => {
    if (welcome(table.find(pathOf(req.url ?? '/')), req)) res.writeContinue()
    onRequest(req, res)
  })

  const sweep = setInterval(() => {
    const now = deps.clock.now()
    for (const exchange of pending) exchange.cutIfOverdue(now)
  }, 1_000).unref()

  return {
    node,
    listen: (port, host) => listen(node, port, host),
    close: (grace) => close(node, sweep, grace ?? 5_000),
  }
}

/** The path of a request target; an absolute one (`GET http://host/path`, RFC 9112 §3.2.2) is read as well. */
const pathOf = (url: string): string => {
  const start = url.charCodeAt(0) === 47 ? 0 : Math.max(url.indexOf('/', url.indexOf('://') + 3), 0)
  const query = url.indexOf('?')
  return start === 0 && query === -1 ? url : url.slice(start, query === -1 ? undefined : query)
}

const decodes = (path: string): boolean => {
  if (path.charCodeAt(0) !== 47) return path === '*'
  if (!path.includes('%')) return true
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

/** A sender who asks first (Expect: 100-continue) is told to go on only where his body would be read. */
const welcome = (entry: PathEntry | undefined, req: IncomingMessage): boolean => {
  if (entry === undefined) return true
  const door = entry.doors.get(req.method ?? '')
  return door !== undefined && Number(req.headers['content-length'] ?? 0) <= door.bodyLimit
}

const malformed = (): Fault =>
  new Fault({
    code: 'bad-request',
    message: '地址无法识别。The address cannot be read.',
    advice: '请检查地址中的百分号编码。Check the percent-encoding of the address.',
  })

const wrongMethod = (entry: PathEntry): Fault =>
  new Fault({
    code: 'method-not-allowed',
    message: '此地址不接受该方法。This method is not accepted here.',
    advice: `请使用 ${entry.allow}。Use ${entry.allow}.`,
  })

const listen = (node: Server, port: number, host = '0.0.0.0'): Promise<number> =>
  new Promise((resolve, reject) => {
    const refuse = (cause: NodeJS.ErrnoException): void => reject(cannotListen(port, host, cause))
    node.once('error', refuse)
    node.listen(port, host, () => {
      node.off('error', refuse)
      resolve((node.address() as AddressInfo).port)
    })
  })

/** Why nobody can reach us there, with the way out. */
const cannotListen = (port: number, host: string, cause: NodeJS.ErrnoException): Fault => {
  const [message, advice] = listenTrouble[cause.code ?? ''] ?? [
    `无法监听 · Cannot listen (${cause.code ?? cause.message})`,
    '请检查 HOST 和 PORT。Check HOST and PORT.',
  ]
  return new Fault({ code: 'bad-configuration', message: `${message}: ${host}:${port}`, advice, cause })
}

const listenTrouble: Readonly<Record<string, readonly [message: string, advice: string]>> = {
  EADDRINUSE: [
    '端口已被占用 · The port is in use',
    '中枢可能已在运行;停掉占用它的程序,或用 PORT 换一个,例如 PORT=3001。Stop what uses it, or set PORT to another one.',
  ],
  EACCES: [
    '没有权限使用这个端口 · This user may not use the port',
    '1024 以下的端口需要特权;请用 PORT 换一个,前面放反向代理。Set PORT to 1024 or above.',
  ],
  EADDRNOTAVAIL: [
    '本机没有这个地址 · This machine has no such address',
    '请检查 HOST:本机用 127.0.0.1,对外用 0.0.0.0。Check HOST.',
  ],
  ENOTFOUND: ['找不到这个主机名 · There is no such host', '请检查 HOST。Check HOST.'],
}

const close = (node: Server, sweep: NodeJS.Timeout, graceMs: number): Promise<void> =>
  new Promise((resolve) => {
    clearInterval(sweep)
    const cut = setTimeout(() => node.closeAllConnections(), graceMs)
    node.close(() => {
      clearTimeout(cut)
      resolve()
    })
    node.closeIdleConnections()
  })
