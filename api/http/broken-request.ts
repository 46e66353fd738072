import { Fault } from '../../contract/fault'

import { faultAnswer } from './fault-answer'
import { isLingering } from './linger'

import type { Duplex } from 'node:stream'
import type { Exchange } from './exchange'

/**
 * Answers what is not HTTP, or came too slowly, or has endless headers. Where a sound request was before it on
 * the same connection, that one is answered first: its sender must not read this refusal as his answer.
 */
export const answerBrokenRequest = (error: Error, socket: Duplex, pending: ReadonlySet<Exchange>): void => {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  if (isLingering(socket)) return
  const here = [...pending].filter((exchange) => exchange.req.socket === socket)
  const half = here.find((exchange) => !exchange.req.complete)
  if (half !== undefined) return half.refuse(new Fault(faults[code] ?? notHttp))
  const last = here.at(-1)
  if (last === undefined) return say(socket, code)
  last.res.once('close', () => say(socket, code))
}

const say = (socket: Duplex, code: string): void => {
  if (socket.writable) socket.end(onTheWire(code))
  else socket.destroy()
}

const onTheWire = (code: string): string => {
  const fault = new Fault(faults[code] ?? notHttp)
  const { status, body } = faultAnswer(fault)
  const line =
    code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : `${status} ${reasons[status] ?? ''}`
  return [
    `HTTP/1.1 ${line}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    '',
    body,
  ].join('\r\n')
}

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  413: 'Content Too Large',
}

const notHttp = {
  code: 'bad-request',
  message: '这不是合法的 HTTP 请求。This is not an HTTP request.',
  advice: '请检查地址、端口与协议(http/https)。Check address, port and protocol.',
} as const

const faults: Readonly<Record<string, ConstructorParameters<typeof Fault>[0]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    code: 'too-slow',
    message: '请求未在限定时间内传完。The request did not arrive in time.',
    advice: '请检查网络,或减小每批事件数后重发。Check the network or send smaller batches.',
  },
  HPE_HEADER_OVERFLOW: {
    code: 'body-too-large',
    message: '请求头过长。The headers are too long.',
    advice: '请把数据放进请求体(POST)。Put the data into the body of a POST.',
  },
}
