import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'

import { millis } from '../../contract/quantities'
import { keys, openDoors } from '../contract/doors/open-doors'
import { awaitUntil } from '../support/await-until'

import type { Socket } from 'node:net'
import type { OpenDoors } from '../contract/doors/open-doors'

let hub: OpenDoors

const open = async (options: Parameters<typeof openDoors>[0] = {}): Promise<void> => {
  hub = await openDoors(options)
}
afterEach(() => hub.close())

const view = {
  id: 'e1',
  verb: 'viewed',
  object: { type: 'page', id: '/price' },
  who: { anonymous: 'a-1' },
}

const post = async (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${hub.url}/v1/touchpoints`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-write-key': keys.native, ...headers },
    body,
  })
  const { error } = (await answer.json()) as { error?: { code: string; message: string; advice: string } }
  if (error !== undefined) expect([typeof error.message, error.advice.length > 5]).toEqual(['string', true])
  return { status: answer.status, code: error?.code }
}

/** A connection whose other end says what it read, and whether it was closed. */
const raw = async (): Promise<{ socket: Socket; read: () => string; closed: () => boolean }> => {
  const socket = connect(hub.port, '127.0.0.1')
  let text = ''
  let closed = false
  socket.on('data', (chunk) => (text += chunk.toString()))
  socket.on('close', () => (closed = true))
  socket.on('error', () => undefined)
  await awaitUntil('a connection', () => !socket.connecting)
  return { socket, read: () => text, closed: () => closed }
}

const head = (more: string): string =>
  `POST /v1/touchpoints HTTP/1.1\r\nHost: hub\r\nX-Write-Key: ${keys.native}\r\nContent-Type: application/json\r\n${more}\r\n`

const whole = (body: string): string => head(`Content-Length: ${Buffer.byteLength(body)}\r\n`) + body

const packed = (body: string | Buffer): Uint8Array<ArrayBuffer> => new Uint8Array(gzipSync(body))

describe('O-18 what a sender gets wrong is answered with a code and advice', () => {
  it.each<[string, () => string | Uint8Array<ArrayBuffer>, Record<string, string>, number, string]>([
    ['a malformed body', () => '{"verb":', {}, 400, 'bad-encoding'],
    ['an empty body', () => '', {}, 400, 'bad-encoding'],
    ['a body of one megabyte and a byte', () => ' '.repeat(1024 * 1024 + 1), {}, 413, 'body-too-large'],
    ['bottomless nesting', () => '['.repeat(100_000) + ']'.repeat(100_000), {}, 400, 'too-deep'],
    ['bottomless objects', () => '{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000), {}, 400, 'too-deep'],
    ['1,001 events', () => JSON.stringify(Array(1_001).fill(view)), {}, 413, 'too-many-items'],
    ['a declared GBK', () => JSON.stringify(view), { 'content-type': 'application/json; charset=GBK' }, 415, 'bad-charset'],
    ['bytes of GBK', () => new Uint8Array([0x22, 0xbc, 0xdb, 0xb8, 0xf1, 0x22]), {}, 415, 'bad-charset'],
    ['a wrong key', () => JSON.stringify(view), { 'x-write-key': 'wk_nobody' }, 401, 'unauthenticated'],
    ['an endless key', () => JSON.stringify(view), { 'x-write-key': 'k'.repeat(5_000) }, 401, 'unauthenticated'],
    ['truncated gzip', () => packed(JSON.stringify(view)).slice(0, 30), { 'content-encoding': 'gzip' }, 400, 'bad-encoding'],
    ['gzip that is none', () => 'hello', { 'content-encoding': 'gzip' }, 400, 'bad-encoding'],
    ['a small gzip bomb', () => packed(Buffer.alloc(5_000_000)), { 'content-encoding': 'gzip' }, 413, 'body-too-large'],
    ['a large gzip bomb', () => packed(Buffer.alloc(40_000_000)), { 'content-encoding': 'gzip' }, 413, 'body-too-large'],
    ['another compression', () => 'x', { 'content-encoding': 'br' }, 415, 'unsupported-media'],
  ])('%s', async (_what, body, headers, status, code) => {
    await open()
    expect(await post(body(), headers)).toEqual({ status, code })
    expect(hub.kept).toEqual([])
    // The server is as good as before.
    expect((await post(JSON.stringify(view))).status).toBe(200)
  }) // prettier-ignore

  it('unfolds honest gzip', async () => {
    await open()
    const many = Array.from({ length: 500 }, (_, i) => ({ ...view, id: `e${i}` }))
    expect(await post(packed(JSON.stringify(many)), { 'content-encoding': 'gzip' })).toEqual({ status: 200 })
    expect(hub.kept).toHaveLength(500)
  })

  it.each([
    ['HEAD', '/v1/touchpoints', 405],
    ['DELETE', '/v1/touchpoints', 405],
    ['GET', '/v1/track', 405],
    ['GET', '/v1/%zz', 400],
    ['POST', '/%', 400],
  ])('%s %s is %i', async (method, path, status) => {
    await open()
    const answer = await fetch(hub.url + path, { method })
    expect(answer.status).toBe(status)
    if (status === 405) expect(answer.headers.get('allow')).toMatch(/POST|GET/)
  })

  it('says nothing of keys, bodies or people in its log, not even when a door breaks', async () => {
    const broken = {
      name: 'broken',
      routes: [{ method: 'POST', path: '/broken' }],
      bodyLimit: 100,
      handle: () => Promise.reject(new TypeError('bug')),
    } as const
    await open({ doors: [broken] })
    const answer = await fetch(`${hub.url}/broken?token=${keys.native}`, {
      method: 'POST',
      body: '13800000000',
    })
    expect([answer.status, JSON.stringify(await answer.json()).includes('bug')]).toEqual([500, false])
    expect(hub.logged).toMatchObject([{ door: 'broken', path: '/broken', code: 'internal' }])
    expect(JSON.stringify(hub.logged)).not.toMatch(/13800000000|wk_native/)
  })
})

describe('what a connection does to us', () => {
  it('answers a body that never ends arriving, and closes', async () => {
    await open({ limits: { receive: millis(300), linger: millis(50) } })
    const { socket, read, closed } = await raw()
    socket.write(head('Content-Length: 100\r\n') + '{"verb"')
    await awaitUntil('the answer', () => read().includes('too-slow'))
    expect(read()).toMatch(/^HTTP\/1\.1 408 /)
    await awaitUntil('the end', closed)
  })

  it('answers headers that never end arriving', async () => {
    await open({ limits: { receive: millis(300), linger: millis(50) } })
    const { socket, read, closed } = await raw()
    socket.write('POST /v1/touchpoints HTTP/1.1\r\nHost: hub\r\n')
    await awaitUntil('the end', closed)
    expect(read()).toMatch(/^HTTP\/1\.1 408 .*too-slow/s)
  })

  it('answers the sound request before garbage on the same connection, then the garbage', async () => {
    await open()
    const { socket, read, closed } = await raw()
    socket.write(`${whole(JSON.stringify(view))}\x00\x01garbage\r\n\r\n`)
    await awaitUntil('the end', closed)
    const answers = read().split(/(?=HTTP\/1\.1 )/)
    expect(answers).toHaveLength(2)
    expect(answers[0]).toMatch(/^HTTP\/1\.1 200 .*"accepted":1/s)
    expect(answers[1]).toMatch(/^HTTP\/1\.1 400 .*bad-request/s)
  })

  it('answers requests sent one behind the other, in order', async () => {
    await open()
    const { socket, read } = await raw()
    socket.write(whole(JSON.stringify(view)) + whole('{') + whole(JSON.stringify(view)))
    await awaitUntil('three answers', () => read().split('HTTP/1.1 ').length === 4)
    expect(read().match(/HTTP\/1\.1 (\d+)/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400', 'HTTP/1.1 200'])
    socket.destroy()
  })

  it('answers an oversized upload while it is still being sent, and lets the sender read it', async () => {
    await open()
    const { socket, read, closed } = await raw()
    socket.write(head('Transfer-Encoding: chunked\r\n'))
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`
    for (let sent = 0; sent < 40; sent += 1) socket.write(chunk)
    socket.write('0\r\n\r\n')
    await awaitUntil('the answer', () => read().includes('body-too-large'))
    expect(read()).toMatch(/^HTTP\/1\.1 413 .*connection: close/is)
    await awaitUntil('the end', closed)
  })

  it('tells a sender who asks first not to send what would be refused', async () => {
    await open()
    const { socket, read } = await raw()
    socket.write(head('Content-Length: 99999999\r\nExpect: 100-continue\r\n'))
    await awaitUntil('the answer', () => read() !== '')
    expect(read()).toMatch(/^HTTP\/1\.1 413 /)
    socket.destroy()

    const polite = await raw()
    const body = JSON.stringify(view)
    polite.socket.write(head(`Content-Length: ${body.length}\r\nExpect: 100-continue\r\n`))
    await awaitUntil('the go-ahead', () => polite.read().includes('100 Continue'))
    polite.socket.write(body)
    await awaitUntil('the answer', () => polite.read().includes('"accepted":1'))
    polite.socket.destroy()
  })

  it('keeps nothing of a request that breaks off, and goes on', async () => {
    await open()
    const { socket, closed } = await raw()
    socket.write(head('Content-Length: 100\r\n') + '{"verb"')
    socket.destroy()
    await awaitUntil('the end', closed)
    expect((await post(JSON.stringify(view))).status).toBe(200)
    expect(hub.kept).toHaveLength(1)
  })

  it('answers busy for a door that does not come back, and the sender may come again', async () => {
    let free = (): void => undefined
    const stuck = new Promise<void>((resolve) => (free = resolve))
    await open({ limits: { receive: millis(100), handle: millis(100) }, slow: () => stuck })
    expect(await post(JSON.stringify(view))).toEqual({ status: 503, code: 'busy' })
    free()
    expect((await post(JSON.stringify(view))).status).toBe(200)
  })

  it('refuses more bytes at once than it may hold, and gives them back', async () => {
    await open({ limits: { bytesInFlight: 1_000 } })
    expect(await post(JSON.stringify({ ...view, id: 'x'.repeat(2_000) }))).toEqual({
      status: 503,
      code: 'busy',
    })
    for (let i = 0; i < 20; i += 1)
      expect((await post(JSON.stringify({ ...view, id: `e${i}` }))).status).toBe(200)
  })

  it('keeps memory flat under hundreds of bad requests, large ones and ones in tiny chunks', async () => {
    await open()
    const bomb = packed(Buffer.alloc(3_000_000))
    const big = ' '.repeat(1024 * 1024 + 1)
    const deep = '['.repeat(20_000) + ']'.repeat(20_000)
    const round = async (): Promise<void> => {
      for (let i = 0; i < 12; i += 1) {
        await Promise.all([
          post(bomb, { 'content-encoding': 'gzip' }),
          post(big),
          post(deep),
          post('{', { 'x-write-key': `wk_${i}` }),
        ])
      }
      const { socket, read } = await raw()
      socket.write(head('Transfer-Encoding: chunked\r\n') + '1\r\nx\r\n'.repeat(20_000) + '0\r\n\r\n')
      await awaitUntil('an answer', () => read() !== '')
      socket.destroy()
    }
    await round()
    const held = (): number => process.memoryUsage().rss
    const before = held()
    for (let i = 0; i < 4; i += 1) await round()
    // A leak of what the bombs unfold to and of the large bodies would be several times as much.
    expect(held() - before).toBeLessThan(120 * 1024 * 1024)
    expect(hub.kept).toEqual([])
  })
})
