import { gunzip, gunzipSync } from 'node:zlib'

import { Fault } from '../../contract/fault'

/** Up to here undoing gzip at once is cheaper than a trip to the thread pool. */
const atOnce = 16 * 1024
/** Tracking JSON shrinks 5 to 40 times; what unfolds a hundredfold was made to unfold. */
const ratio = 100
const floor = 64 * 1024

/**
 * Undoes Content-Encoding. The result has at most `limit` bytes and at most a hundred times the size of what
 * came (or 64 KiB); memory for more is never taken.
 */
export const inflate = async (encoding: string, body: Buffer, limit: number): Promise<Buffer> => {
  const name = encoding.trim().toLowerCase()
  if (name === '' || name === 'identity') return body
  if (name !== 'gzip' && name !== 'x-gzip') throw unknownEncoding()

  const maxOutputLength = Math.min(limit, Math.max(floor, body.length * ratio))
  try {
    return body.length <= atOnce
      ? gunzipSync(body, { maxOutputLength })
      : await gunzipAside(body, maxOutputLength)
  } catch (error) {
    throw refusal(error)
  }
}

const gunzipAside = (body: Buffer, maxOutputLength: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    gunzip(body, { maxOutputLength }, (error, result) => (error ? reject(error) : resolve(result)))
  })

const refusal = (error: unknown): Fault =>
  (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    ? new Fault({
        code: 'body-too-large',
        message: '请求体解压后过大。The body unfolds to more than is accepted.',
        advice: '请减小每批事件数后重发。Send fewer events per request.',
      })
    : new Fault({
        code: 'bad-encoding',
        message: '请求体不是完整的 gzip 数据。The body is not a complete gzip stream.',
        advice:
          '请检查压缩与传输是否被截断,再整批重发。Check that it was not cut off, then send the batch again.',
        cause: error,
      })

const unknownEncoding = (): Fault =>
  new Fault({
    code: 'unsupported-media',
    message: '不支持的 Content-Encoding。This Content-Encoding is not understood.',
    advice: '请使用 gzip,或不压缩。Use gzip, or send the body as it is.',
  })
