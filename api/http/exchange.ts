import { Fault } from '../../contract/fault'

import { corsHeaders } from './cors'
import { faultAnswer, toFault } from './fault-answer'
import { inflate } from './inflate'
import { lingerOver } from './linger'
import { checkCharset, readBody } from './read-body'

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../../contract/ports/clock'
import type { Door, DoorAnswer, DoorRequest } from '../../contract/ports/door'
import type { HttpLog, HttpMetrics } from './http-log'
import type { HttpLimits } from './limits'
import type { ByteBudget } from './read-body'

export interface ExchangeDeps {
  readonly log: HttpLog
  readonly metrics: HttpMetrics | undefined
  readonly clock: Clock
  readonly limits: HttpLimits
  readonly budget: ByteBudget
}

/** One request to a door, until it is answered. */
export interface Exchange {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  run(door: Door, query: string): void
  answer(answer: DoorAnswer): void
  refuse(fault: Fault, headers?: Readonly<Record<string, string>>): void
  cutIfOverdue(now: number): void
}

/** gzip may unfold a body to this many times the door's limit. */
const unfold = 10
const noQuery = new URLSearchParams()

export const createExchange = (
  deps: ExchangeDeps,
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  door: Door | undefined,
  browser: boolean,
  pending: Set<Exchange>,
): Exchange => {
  const startedAt = deps.clock.now()
  // Node joins repeated headers into one string; only set-cookie, which no sender has, would be a list.
  const headers = req.headers as DoorRequest['headers']
  let answered = false

  const exchange: Exchange = {
    req,
    res,
    run: (opened, query) => {
      pending.add(exchange)
      void handle(opened, query)
    },
    answer: (answer) => {
      if (answered) return
      answered = true
      pending.delete(exchange)
      deps.metrics?.answered(
        door?.name ?? 'none',
        answer.hangUp ? 0 : answer.status,
        deps.clock.now() - startedAt,
      )
      write(req, res, answer, browser ? corsHeaders(headers['origin']) : undefined, deps.limits.linger)
    },
    refuse: (fault, extra) => {
      if (answered) return
      report(deps.log, fault, door?.name, path)
      const answer = door?.refuse?.(fault, { method: req.method ?? '', path, headers }) ?? faultAnswer(fault)
      exchange.answer(extra === undefined ? answer : { ...answer, headers: { ...answer.headers, ...extra } })
    },
    cutIfOverdue: (now) => {
      if (now - startedAt > deps.limits.receive + deps.limits.handle) exchange.refuse(overdue())
    },
  }

  const handle = async (opened: Door, query: string): Promise<void> => {
    let held = 0
    try {
      const raw = await readBody(req, opened.bodyLimit, deps.budget)
      held = raw.length
      checkCharset(headers['content-type'])
      const encoding = headers['content-encoding']
      const body = encoding === undefined ? raw : await inflate(encoding, raw, opened.bodyLimit * unfold)
      exchange.answer(
        await opened.handle({
          method: req.method ?? '',
          path,
          query: query === '' ? noQuery : new URLSearchParams(query),
          headers,
          body,
          receivedAt: startedAt,
        }),
      )
    } catch (error) {
      exchange.refuse(toFault(error))
    } finally {
      deps.budget.used -= held
    }
  }

  return exchange
}

/**
 * Writes head and body in one go. Where part of the request is still on its way, the connection is closed, but
 * only after the sender could read the answer.
 */
const write = (
  req: IncomingMessage,
  res: ServerResponse,
  answer: DoorAnswer,
  cors: Readonly<Record<string, string>> | undefined,
  linger: number,
): void => {
  if (res.destroyed || res.headersSent) return
  if (answer.hangUp) return void req.socket.destroy()
  const body = answer.body ?? ''
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length
  const headers: Record<string, string | number> = { ...answer.headers, ...cors }
  if (answer.status !== 204) headers['content-length'] = length
  if (req.complete || !hasBody(req)) return void res.writeHead(answer.status, headers).end(body)

  headers['connection'] = 'close'
  res.writeHead(answer.status, headers).write(body)
  lingerOver(req, res, linger)
}

const hasBody = (req: IncomingMessage): boolean =>
  req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0

const report = (log: HttpLog, fault: Fault, door: string | undefined, path: string): void => {
  const fields = { door, path, code: fault.code }
  if (fault.code === 'internal') log.error({ ...fields, err: fault.cause }, 'a door failed')
  else if (fault.code === 'store-unavailable' || fault.code === 'fenced')
    log.warn(fields, 'a door cannot keep what arrives')
  else log.debug(fields, 'a request was refused')
}

const overdue = (): Fault =>
  new Fault({
    code: 'busy',
    message: '处理超时,未确认保存。Handling took too long; nothing was confirmed.',
    advice: '请稍后重发同一批,已有去重。Send the same batch again shortly; repeats are recognised.',
  })
