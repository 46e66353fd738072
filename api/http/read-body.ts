import { isUtf8 } from 'node:buffer'

import { Fault } from '../../contract/fault'

import { inflate } from './inflate'

import type { IncomingMessage } from 'node:http'

const nothing: Buffer = Buffer.alloc(0)

/** Bytes held by bodies at one moment, over all requests that share the budget. */
export interface ByteBudget {
  readonly limit: number
  used: number
}

/**
 * The whole body as bytes. Beyond `limit` it stops storing at once and throws `body-too-large`; the rest of the
 * upload stays unread and is the caller's to linger over. What is kept is one growing buffer, so a body sent
 * in single-byte chunks costs no more than one sent whole. Every byte kept is counted in `budget` and stays
 * counted after a success: the caller gives it back when the body is done with.
 */
export const readBody = (req: IncomingMessage, limit: number, budget: ByteBudget): Promise<Buffer> => {
  const declared = Number(req.headers['content-length'] ?? 0)
  if (declared > limit) return Promise.reject(tooLarge(limit))
  if (declared === 0 && req.headers['transfer-encoding'] === undefined) return Promise.resolve(nothing)
  return new Promise((resolve, reject) => {
    let kept = nothing
    let size = 0

    const stop = (fault: Fault): void => {
      req.off('data', keep)
      req.off('end', finish)
      req.off('close', vanish)
      req.pause()
      budget.used -= size
      reject(fault)
    }
    const keep = (chunk: Buffer): void => {
      if (size + chunk.length > limit) return stop(tooLarge(limit))
      if (budget.used + chunk.length > budget.limit) return stop(full())
      budget.used += chunk.length
      kept = size === 0 ? chunk : appended(kept, size, chunk, Math.max(declared, 1))
      size += chunk.length
    }
    const finish = (): void => {
      req.off('close', vanish)
      resolve(kept.length === size ? kept : kept.subarray(0, size))
    }
    const vanish = (): void => stop(gone())

    req.on('data', keep)
    req.on('end', finish)
    req.on('close', vanish)
  })
}

/** The body of a page's or the console's own call, as JSON. For Koa routes, which the doors' server hands on unread. */
export const readJson = async (req: IncomingMessage, limit: number): Promise<unknown> => {
  const bytes = await readBody(req, limit, { limit, used: 0 })
  const whole = await inflate(req.headers['content-encoding'] ?? '', bytes, limit)
  checkCharset(req.headers['content-type'])
  if (!isUtf8(whole)) throw badCharset()
  try {
    return JSON.parse(whole.toString('utf8'))
  } catch (error) {
    throw new Fault({
      code: 'bad-encoding',
      message: '请求体不是合法的 JSON。The body is not JSON.',
      advice: '请检查括号与引号是否完整。Check that brackets and quotes are complete.',
      cause: error,
    })
  }
}

/** Refuses a declared charset other than UTF-8 (or its part ASCII). */
export const checkCharset = (contentType: string | undefined): void => {
  if (contentType === undefined) return
  const at = contentType.toLowerCase().indexOf('charset=')
  if (at === -1) return
  const name = contentType
    .slice(at + 8)
    .split(';', 1)[0]
    ?.replace(/["'\s]/g, '')
    .toLowerCase()
  if (name !== 'utf-8' && name !== 'utf8' && name !== 'us-ascii') throw badCharset()
}

const appended = (kept: Buffer, size: number, chunk: Buffer, declared: number): Buffer => {
  const needed = size + chunk.length
  const room =
    kept.length >= needed ? kept : Buffer.allocUnsafe(Math.max(needed * 2, Math.min(declared, needed * 4)))
  if (room !== kept) kept.copy(room, 0, 0, size)
  chunk.copy(room, size)
  return room
}

const badCharset = (): Fault =>
  new Fault({
    code: 'bad-charset',
    message: '只接受 UTF-8 编码。Only UTF-8 is read here.',
    advice: '请把内容转换为 UTF-8 后重发(GBK 请先转码)。Convert the text to UTF-8 and send it again.',
  })

const tooLarge = (limit: number): Fault =>
  new Fault({
    code: 'body-too-large',
    message: `请求体超过 ${limit} 字节。The body is larger than ${limit} bytes.`,
    advice: '请减小每批事件数后重发。Send fewer events per request.',
  })

const full = (): Fault =>
  new Fault({
    code: 'busy',
    message: '正在接收的数据过多。Too much is arriving at this moment.',
    advice: '请稍后重发同一批,已有去重。Send the same batch again shortly; repeats are recognised.',
  })

const gone = (): Fault =>
  new Fault({
    code: 'too-slow',
    message: '请求在传完之前断开。The request ended before it was complete.',
    advice: '请检查网络后重发同一批。Check the network and send the same batch again.',
  })
