import { CloudEvent, HTTP, Mode, emitterFor, httpTransport } from 'cloudevents'

import { keys, openDoors } from './open-doors'

import type { OpenDoors } from './open-doors'

let hub: OpenDoors

beforeEach(async () => {
  hub = await openDoors()
})
afterEach(() => hub.close())

const auth = { authorization: `Bearer ${keys.native}` }

const post = async (body: unknown, headers: Record<string, string> = auth, path = '/v1/touchpoints') => {
  const answer = await fetch(hub.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return {
    status: answer.status,
    headers: answer.headers,
    body: (await answer.json()) as Record<string, unknown>,
  }
}

const view = {
  id: 'e1',
  at: '2025-03-04T05:06:07.000Z',
  verb: 'viewed',
  object: { type: 'page', id: '/docs/api', name: 'API集成文档' },
  who: { anonymous: 'a-1', phone: '138 0000 0000' },
  visit: 'v1',
  dwellSeconds: 12.5,
  profile: { name: '张三', company: '海川科技' },
  properties: { referrer: 'https://example.com/', seats: 12, utm: { source: 'wecom' } },
}

describe('S1-01 our own door', () => {
  it('keeps one touchpoint as it was written, with phone and dwell in normal form', async () => {
    const answer = await post(view)
    expect(answer).toMatchObject({
      status: 200,
      body: { accepted: 1, repeated: 0, quarantined: 0, errors: [] },
    })
    expect(hub.kept).toEqual([
      {
        sourceEventId: 'e1',
        occurredAt: Date.parse(view.at),
        actor: 'customer',
        verb: 'viewed',
        object: { type: 'page', id: '/docs/api', name: 'API集成文档' },
        identifiers: [
          { type: 'phone', value: '+8613800000000' },
          { type: 'anonymous', value: 'a-1' },
        ],
        visit: 'v1',
        dwellMs: 12_500,
        profile: { name: '张三', company: '海川科技' },
        properties: { referrer: 'https://example.com/', seats: 12, 'utm.source': 'wecom' },
      },
    ])
  })

  it('answers a replayed request as already kept', async () => {
    await post([view, { ...view, id: 'e2' }])
    expect((await post([view, { ...view, id: 'e2' }])).body).toMatchObject({ accepted: 0, repeated: 2 })
    expect(hub.kept).toHaveLength(2)
  })

  it('keeps a file of 10,000 events once, however often it is replayed', async () => {
    const file = Array.from({ length: 10_000 }, (_, i) => ({ ...view, id: `e${i}` }))
    const replay = async () => {
      for (let i = 0; i < file.length; i += 1_000) await post(file.slice(i, i + 1_000))
      return JSON.stringify(hub.kept)
    }
    const first = await replay()
    expect(hub.kept).toHaveLength(10_000)
    expect((await replay()) === first).toBe(true)
  })

  it('S1-13 names each bad piece by its index and keeps the good ones', async () => {
    const { body } = await post([
      view,
      { ...view, id: 'e2', verb: 'glanced' },
      { ...view, id: 'e3', who: {} },
      { ...view, id: 'e4', at: 'yesterday' },
      { id: 'e5', event: 'xq_17_b', who: view.who },
      { ...view, id: 'e6', dwelSeconds: 3 },
      'text',
      { id: 'e7', event: '提交询盘', who: view.who, properties: { path: '/contact' } },
    ])
    expect(body).toMatchObject({ accepted: 2, quarantined: 6 })
    expect(
      (body['errors'] as { index: number; code: string }[]).map(({ index, code }) => [index, code]),
    ).toEqual([
      [1, 'bad-form'],
      [2, 'no-identifier'],
      [3, 'bad-time'],
      [4, 'unmapped-event'],
      [5, 'bad-form'],
      [6, 'bad-form'],
    ])
    expect(hub.quarantined.every((one) => one.detail !== '' && JSON.parse(one.raw) !== null)).toBe(true)
    expect(hub.kept[1]).toMatchObject({
      verb: 'submitted',
      topic: 'inquiry',
      object: { type: 'form', id: '/contact' },
    })
  })

  it('S1-13 reads a quarantined piece again once its name has a meaning, at the same time as before', async () => {
    const sentAt = Date.now() - 3_600_000
    await post({ sentAt, touchpoints: [{ id: 'q1', event: 'xq_17_b', at: sentAt - 60_000, who: view.who }] })
    const waiting = hub.quarantined[0]
    const receivedAt = Date.now()
    const { createNativeDoor } = await import('../../../adapters/native')
    const { createEventMap } = await import('../../../api/touchpoints')
    const eventMap = createEventMap([
      { sourceKind: 'native', eventName: 'xq_17_b', verb: 'clicked', objectType: 'page' },
    ])
    const door = createNativeDoor({ eventMap } as never)
    const again = door.reread?.(waiting?.raw ?? '', receivedAt as never)
    expect(again?.touchpoints).toMatchObject([{ sourceEventId: 'q1', verb: 'clicked' }])
    expect(Math.abs((again?.touchpoints[0]?.occurredAt ?? 0) - (receivedAt - 60_000))).toBeLessThan(2_000)
  })

  it('corrects the clock of a sender who is an hour late by what it says of its sending', async () => {
    const now = Date.now()
    await post({ sentAt: now - 3_600_000, touchpoints: [{ ...view, at: now - 3_660_000 }] })
    expect(Math.abs((hub.kept[0]?.occurredAt ?? 0) - (now - 60_000))).toBeLessThan(2_000)
  })

  it('takes the key as X-Write-Key and refuses an unknown one with code and advice', async () => {
    expect((await post(view, { 'x-write-key': keys.native })).status).toBe(200)
    const wrong = await post(view, { authorization: 'Bearer nobody' })
    expect(wrong.status).toBe(401)
    expect(wrong.body).toEqual({
      error: { code: 'unauthenticated', message: expect.any(String), advice: expect.any(String) },
    })
  })

  it('does not let a key that stands in a page speak in our name', async () => {
    await post({ touchpoints: [{ ...view, actor: 'ours' }] }, {}, `/collect?key=${keys.web}`)
    expect(hub.kept[0]?.actor).toBe('customer')
    await post({ ...view, actor: 'ours' })
    expect(hub.kept[1]?.actor).toBe('ours')
  })

  it('answers pages of any origin, asked for permission first or not', async () => {
    const origin = 'https://www.example.com'
    const ask = await fetch(`${hub.url}/collect`, { method: 'OPTIONS', headers: { origin } })
    expect(ask.status).toBe(204)
    expect(ask.headers.get('access-control-allow-origin')).toBe(origin)
    expect(ask.headers.get('access-control-allow-headers')).toContain('X-Retry-Count')
    expect(ask.headers.get('access-control-max-age')).toBe('86400')
    expect(ask.headers.get('access-control-allow-credentials')).toBeNull()
    const refused = await post(view, { origin }, '/collect?key=wrong')
    expect(refused.headers.get('access-control-allow-origin')).toBe(origin)
  })

  it('serves the snippet that pages copy', async () => {
    const answer = await fetch(`${hub.url}/collect.js`)
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(await answer.text()).toContain('sendBeacon')
  })

  it('leaves every other path to the pages', async () => {
    expect(await (await fetch(`${hub.url}/anything/else`)).text()).toBe('koa')
  })
})

describe('CloudEvents, as the official SDK sends them', () => {
  const event = new CloudEvent({
    id: 'ord-1',
    source: '/shops/hz-01/erp',
    type: 'cn.example.order.created',
    subject: 'SO-2025-0001',
    time: '2025-01-02T03:04:05.000Z',
    data: { orderNo: 'SO-2025-0001', sku: 'A-1', qty: 2, phone: '13800000000' },
  })
  const ordered = {
    sourceEventId: '/shops/hz-01/erp|ord-1',
    occurredAt: Date.parse('2025-01-02T03:04:05.000Z'),
    verb: 'ordered',
    object: { type: 'order', id: 'SO-2025-0001' },
    identifiers: [{ type: 'phone', value: '+8613800000000' }],
  }

  it.each([Mode.STRUCTURED, Mode.BINARY])('takes them in %s mode from its HTTP emitter', async (mode) => {
    const emit = emitterFor(httpTransport(`${hub.url}/v1/touchpoints`), { mode })
    const answer = (await emit(event, { headers: auth })) as { body: string }
    expect(JSON.parse(answer.body)).toMatchObject({ accepted: 1, errors: [] })
    expect(hub.kept).toMatchObject([ordered])
  })

  it('takes a batch, each event once', async () => {
    const one = HTTP.structured(event).body as string
    const two = HTTP.structured(event.cloneWith({ id: 'ord-2' })).body as string
    const headers = { ...auth, 'content-type': 'application/cloudevents-batch+json; charset=utf-8' }
    expect((await post(`[${one},${two},${one}]`, headers)).body).toMatchObject({ accepted: 2, repeated: 1 })
  })

  it('takes our own words inside its data', async () => {
    const ours = event.cloneWith({
      type: 'cn.example.doc',
      data: {
        verb: 'viewed',
        object: { type: 'document', id: 'WP-1' },
        who: { unionid: 'u-1' },
        dwellSeconds: 3,
      },
    })
    const emit = emitterFor(httpTransport(`${hub.url}/v1/touchpoints`), { mode: Mode.STRUCTURED })
    await emit(ours, { headers: auth })
    expect(hub.kept).toMatchObject([
      {
        verb: 'viewed',
        object: { type: 'document', id: 'WP-1' },
        dwellMs: 3_000,
        identifiers: [{ type: 'unionid', value: 'u-1' }],
      },
    ])
  })
})
