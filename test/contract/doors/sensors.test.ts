import { request } from 'node:http'
import { gzipSync } from 'node:zlib'

import SensorsAnalytics from 'sa-sdk-node'

import { crcOf } from '../../../adapters/sensors/crc'
import { Fault } from '../../../contract/fault'
import { awaitUntil } from '../../support/await-until'

import { keys, openDoors } from './open-doors'

import type { OpenDoors } from './open-doors'

let hub: OpenDoors

beforeEach(async () => {
  hub = await openDoors()
})
afterEach(() => hub.close())

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value), 'utf8').toString('base64')
const form = (fields: Record<string, string>): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')

const visitor = '1795426174324-7982681-0e753c9c7ac483-25053866'
const now = Date.now()

/** As sa-sdk-miniprogram 1.22 writes them. */
const mini = (event: string, properties: object = {}, more: object = {}) => ({
  distinct_id: visitor,
  identities: { $identity_mp_id: visitor, $identity_anonymous_id: visitor },
  lib: { $lib: 'MiniProgram', $lib_method: 'code', $lib_version: '1.22.7' },
  properties: { $url_path: 'pages/docs/api', $title: '接口文档', $lib: 'MiniProgram', ...properties },
  anonymous_id: visitor,
  type: 'track',
  event,
  _track_id: 953664330,
  time: now - 1_000,
  _flush_time: now,
  ...more,
})

const query = `?project=default&token=${keys.sensors}`

/** wx.request: plain text, and any status is a success to the SDK; only a broken connection is not. */
const wx = (body: string, path = `/sa${query}`): Promise<number | 'broken'> =>
  new Promise((resolve) => {
    const headers = { 'content-type': 'text/plain', referer: 'https://servicewechat.com/wx0123456789abcdef/12/page-frame.html' } // prettier-ignore
    const call = request(hub.url + path, { method: 'POST', headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    call.on('error', () => resolve('broken'))
    call.end(body)
  })

const serverSdk = (options: object): { sdk: SensorsAnalytics; errors: Error[] } => {
  // The SDK allows one submitter a process and remembers that in a global.
  delete (globalThis as { isRunSubmitTo?: boolean }).isRunSubmitTo
  const sdk = new SensorsAnalytics()
  const errors: Error[] = []
  sdk.submitTo(options).catch((error) => {
    if (error !== null) errors.push(error)
  })
  return { sdk, errors }
}

describe('the real sa-sdk-node against our door', () => {
  it.each([true, false])('is understood in all its calls, gzip %s', async (gzip) => {
    const { sdk, errors } = serverSdk({ url: `${hub.url}/sa${query}`, gzip })
    const at = new Date(now - 60_000)
    sdk.track('user-1001', 'ViewPrice', { sku: 'A-1', price: 199.5, tags: ['vip', 'b2b'], $time: at })
    sdk.trackSignup('user-1001', 'anon-77', {})
    sdk.profileSet('user-1001', { name: '张三', phone: '13800000000' })
    sdk.profileAppend('user-1001', { tags: ['new'] })
    sdk.itemSet('book', '0321714113', { price: 12 })
    await awaitUntil('five calls', () => hub.kept.length === 4 && hub.quarantined.length === 1)

    expect(errors.filter(Boolean)).toEqual([])
    expect(hub.kept).toMatchObject([
      { verb: 'viewed', topic: 'pricing', occurredAt: at.getTime(), identifiers: [{ type: 'account', value: 'user-1001' }], properties: { event: 'ViewPrice', tags: 'vip,b2b', price: 199.5 } },
      { verb: 'identified', identifiers: [{ type: 'anonymous', value: 'anon-77' }, { type: 'account', value: 'user-1001' }] },
      { verb: 'identified', identifiers: [{ type: 'account', value: 'user-1001' }, { type: 'phone', value: '+8613800000000' }], profile: { name: '张三' } },
      { verb: 'identified' },
    ]) // prettier-ignore
    expect(hub.quarantined).toMatchObject([{ reason: 'item-record' }])
  })

  it('hears of a store that is away, as an error to its caller', async () => {
    hub.failNext(new Fault({ code: 'store-unavailable', message: 'm', advice: 'come again' }))
    const { sdk, errors } = serverSdk({ url: `${hub.url}/sa${query}` })
    sdk.track('user-1001', 'ViewPrice', {})
    await awaitUntil('the error', () => errors.some(Boolean))
    expect(errors.find(Boolean)?.message).toContain('come again')
  })

  it('keeps nothing of a dry run and says what it would have read', async () => {
    const { sdk, errors } = serverSdk({ url: `${hub.url}/sa${query}`, mode: 'debug_only' })
    sdk.track('user-1001', 'ViewPrice', {})
    const data = form({ data: base64(mini('$MPViewScreen')) })
    const headers = { 'dry-run': 'true', 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await fetch(`${hub.url}/debug${query}`, { method: 'POST', headers, body: data })
    expect(await answer.json()).toEqual({ read: 1, errors: [] })
    expect(errors.filter(Boolean)).toEqual([])
    expect(hub.kept).toEqual([])
  })
})

describe('the wire form of sa-sdk-miniprogram', () => {
  it('S1-05 aligns a session and takes reading time from leaving a page', async () => {
    const login = {
      login_id: 'user-1001',
      identities: {
        $identity_mp_id: visitor,
        $identity_login_id: 'user-1001',
        $identity_mobile: '13800000000',
      },
    }
    const events = [
      mini('$MPLaunch', { $scene: 'wx-1047', $app_id: 'wx0123456789abcdef' }),
      mini('$MPViewScreen', { $event_session_id: 's-1' }, { _track_id: 2 }),
      mini('$MPPageLeave', { event_duration: 2.104 }, { _track_id: 3 }),
      mini('$MPHide', { event_duration: 2.589 }, { _track_id: 4 }),
      mini(
        '$SignUp',
        {},
        { type: 'track_signup', original_id: visitor, distinct_id: 'user-1001', _track_id: 5, ...login },
      ),
      mini('$BindID', {}, { type: 'track_id_bind', _track_id: 6, ...login }),
    ]
    expect(await wx(form({ data_list: base64(events) }))).toBe(200)
    expect(hub.quarantined).toEqual([])
    expect(hub.kept).toMatchObject([
      { verb: 'viewed', object: { type: 'session', id: 'wx0123456789abcdef' } },
      { verb: 'viewed', object: { type: 'page', id: 'pages/docs/api', name: '接口文档' }, visit: 's-1', identifiers: [{ type: 'anonymous', value: visitor }] },
      { verb: 'left', object: { type: 'page', id: 'pages/docs/api' }, dwellMs: 2_104 },
      { verb: 'left', object: { type: 'session' } },
      { verb: 'identified', identifiers: [{ type: 'anonymous', value: visitor }, { type: 'account', value: 'user-1001' }, { type: 'phone', value: '+8613800000000' }] },
      { verb: 'identified' },
    ]) // prettier-ignore
    // The session's seconds are those of its pages; counted again they would double a customer's reading time.
    expect(hub.kept[3]?.dwellMs).toBeUndefined()
  })

  it('takes gzip=1, a single event by GET, and an envelope it cannot open', async () => {
    const packed = gzipSync(JSON.stringify([mini('$MPViewScreen')])).toString('base64')
    expect(await wx(form({ data_list: packed, gzip: '1' }))).toBe(200)
    const once = await fetch(`${hub.url}/sa${query}&${form({ data: base64(mini('$MPShow')) })}`)
    expect([once.status, once.headers.get('content-type')]).toEqual([200, 'image/gif'])
    const sealed = JSON.stringify({
      key_id: 7,
      key_hash: 'abcd',
      nc: 1,
      flush_time: now,
      payloads: ['aF8J', 'LCoZ'],
    })
    expect(await wx(form({ data: sealed, gzip: '9' }))).toBe(200)
    expect(hub.kept).toHaveLength(2)
    expect(hub.quarantined).toMatchObject([{ reason: 'encrypted' }])
  })

  it('finds a batch that was kept through a failure to be the same batch', async () => {
    const event = mini('QuoteAsked')
    const profile = { ...mini('x'), type: 'profile_set_once', event: undefined, _track_id: undefined }
    await wx(form({ data_list: base64([event, profile]) }))
    const later = { _flush_time: now + 9_000 }
    await wx(
      form({
        data_list: base64([
          { ...event, ...later },
          { ...profile, ...later },
        ]),
      }),
    )
    expect(hub.kept.map(({ verb }) => verb)).toEqual(['submitted', 'identified'])
  })

  it.each(['store-unavailable', 'busy', 'internal'] as const)(
    'is cut off instead of answered when the hub says %s, and only then',
    async (code) => {
      hub.failNext(new Fault({ code, message: 'm', advice: 'a' }))
      const body = form({ data_list: base64([mini('$MPViewScreen')]) })
      expect(await wx(body)).toBe('broken')
      expect(await wx(body)).toBe(200)
      expect(hub.kept).toHaveLength(1)
    },
  )

  it('is cut off for a wrong key and a spent budget too: any answer would lose its events', async () => {
    const body = form({ data_list: base64([mini('$MPViewScreen')]) })
    expect(await wx(body, '/sa?token=nobody')).toBe('broken')
    hub.holdNext(1_000 as never)
    expect(await wx(body)).toBe('broken')
    expect(await wx(body)).toBe(200)
  })

  it.each([
    ['text that is no base64 of JSON', form({ data_list: 'aGVsbG8=' })],
    ['cut-off gzip', form({ data_list: gzipSync('[{}]').subarray(0, 9).toString('base64'), gzip: '1' })],
    ['a gzip bomb', form({ data_list: gzipSync(Buffer.alloc(30_000_000)).toString('base64'), gzip: '1' })],
    [
      'bottomless nesting',
      form({ data_list: Buffer.from('['.repeat(5_000) + ']'.repeat(5_000)).toString('base64') }),
    ],
  ])('answers 200 for %s and keeps it aside', async (_what, body) => {
    expect(await wx(body)).toBe(200)
    expect(hub.quarantined).toHaveLength(1)
  })
})

describe('the wire form of sa-sdk-javascript', () => {
  const identities = { $identity_cookie_id: 'c-1', $identity_anonymous_id: 'c-1' }
  const web = (event: string, properties: object, track: number) =>
    mini(event, { $lib: 'js', $url: 'https://shop.example.com/price?id=9', $url_path: '/price', $title: '价格页', $referrer: 'https://www.baidu.com/s', ...properties }, { identities, distinct_id: 'c-1', anonymous_id: 'c-1', _track_id: track, lib: { $lib: 'js' } }) // prettier-ignore

  it('S1-01 takes image, ajax and beacon, and lets pages read the answer', async () => {
    const data = base64(web('$pageview', {}, 1))
    const image = await fetch(`${hub.url}/sa.gif${query}&${form({ data, ext: `crc=${crcOf(data)}` })}`)
    expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/gif'])

    const leave = base64(web('$WebPageLeave', { event_duration: 1.196, $viewport_position: 0 }, 2))
    for (const type of ['application/x-www-form-urlencoded', 'text/plain;charset=UTF-8']) {
      const ajax = await fetch(`${hub.url}/sa.gif${query}`, {
        method: 'POST',
        headers: { 'content-type': type, origin: 'https://shop.example.com' },
        body: form({ data: leave, ext: `crc=${crcOf(leave)}` }),
      })
      expect(ajax.status).toBe(200)
      expect(ajax.headers.get('access-control-allow-origin')).toBe('https://shop.example.com')
    }
    expect(hub.kept).toMatchObject([
      { verb: 'viewed', object: { type: 'page', id: '/price', name: '价格页' }, properties: { $referrer: 'https://www.baidu.com/s' } },
      { verb: 'left', object: { type: 'page', id: '/price' }, dwellMs: 1_196 },
    ]) // prettier-ignore
  })

  it('keeps and flags events whose sum disagrees', async () => {
    await fetch(`${hub.url}/sa.gif${query}&${form({ data: base64(web('$pageview', {}, 1)), ext: 'crc=1' })}`)
    expect(hub.kept[0]?.properties).toMatchObject({ $crcMismatch: true })
  })

  it('does not take 3.14 seconds for reading time', async () => {
    await fetch(
      `${hub.url}/sa.gif${query}&${form({ data: base64(web('$WebPageLeave', { event_duration: 3.14 }, 1)) })}`,
    )
    expect(hub.kept).toMatchObject([{ verb: 'left' }])
    expect(hub.kept[0]?.dwellMs).toBeUndefined()
  })

  it('answers 401 where the sender can hear it', async () => {
    const answer = await fetch(`${hub.url}/sa.gif?token=nobody`, { method: 'POST', body: 'data=e30%3D' })
    expect(answer.status).toBe(401)
  })
})
