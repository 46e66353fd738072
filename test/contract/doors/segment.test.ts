import { Analytics } from '@segment/analytics-node'

import { Fault } from '../../../contract/fault'
import { millis, seconds } from '../../../contract/quantities'

import { keys, openDoors } from './open-doors'

import type { OpenDoors } from './open-doors'

let hub: OpenDoors

beforeEach(async () => {
  hub = await openDoors()
})
afterEach(() => hub.close())

const sdk = (writeKey: string = keys.segment): Analytics =>
  new Analytics({ writeKey, host: hub.url, flushAt: 20, flushInterval: 50, maxRetries: 3 })

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(hub.url + path, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', ...headers },
    body: JSON.stringify(body),
  })

describe('the real @segment/analytics-node against our door', () => {
  it('is understood in all its six calls', async () => {
    const analytics = sdk()
    const at = new Date('2025-01-02T03:04:05.678Z')
    analytics.identify({
      userId: 'u-1', anonymousId: 'a-1', timestamp: at,
      traits: { name: '张三', email: 'Zhang@Example.com', company: { name: '海川科技' }, title: '采购经理' },
    }) // prettier-ignore
    analytics.track({
      userId: 'u-1',
      event: 'Quote Opened',
      properties: { quoteId: 'Q-9', seconds: 42 },
      timestamp: at,
    })
    analytics.page({ anonymousId: 'a-1', name: 'Pricing', properties: { path: '/price', title: '价格页', referrer: 'https://www.baidu.com/' }, timestamp: at }) // prettier-ignore
    analytics.screen({ userId: 'u-1', name: '报价', timestamp: at })
    analytics.group({ userId: 'u-1', groupId: 'g-1', traits: { name: '海川科技' }, timestamp: at })
    analytics.alias({ userId: 'u-1', previousId: 'a-0', timestamp: at })
    await analytics.closeAndFlush()

    expect(hub.quarantined).toEqual([])
    expect(hub.kept.map(({ occurredAt }) => occurredAt)).toEqual(Array(6).fill(at.getTime()))
    expect(hub.kept).toMatchObject([
      {
        verb: 'identified',
        identifiers: [
          { type: 'account', value: 'u-1' },
          { type: 'anonymous', value: 'a-1' },
          { type: 'email', value: 'zhang@example.com' },
        ],
        profile: { name: '张三', company: '海川科技', position: '采购经理' },
      },
      { verb: 'viewed', object: { type: 'quote', id: 'Q-9' }, dwellMs: 42_000 },
      { verb: 'viewed', object: { type: 'page', id: '/price', name: '价格页' }, properties: { referrer: 'https://www.baidu.com/' } },
      { verb: 'viewed', object: { type: 'page', id: '报价' } },
      { verb: 'identified', profile: { company: '海川科技' }, properties: { groupId: 'g-1' } },
      { verb: 'identified', identifiers: [{ type: 'account', value: 'u-1' }, { type: 'anonymous', value: 'a-0' }] },
    ]) // prettier-ignore
  })

  it('comes again after 429 and 503, and each event is kept once', async () => {
    hub.holdNext(millis(300))
    hub.failNext(new Fault({ code: 'store-unavailable', message: 'm', advice: 'a', retryAfter: seconds(1) }))
    const analytics = sdk()
    analytics.track({ userId: 'u-1', event: 'Order Completed', messageId: 'm-1' } as never)
    analytics.track({ userId: 'u-1', event: 'Product Viewed', messageId: 'm-2' } as never)
    await analytics.closeAndFlush({ timeout: 20_000 })
    expect(hub.kept.map(({ verb }) => verb)).toEqual(['ordered', 'viewed'])
    expect(new Set(hub.kept.map(({ sourceEventId }) => sourceEventId)).size).toBe(2)
  })

  it('hears of a wrong write key once and does not come again', async () => {
    const analytics = sdk('wk_of_nobody')
    const trouble = new Promise<{ code: string }>((resolve) => analytics.on('error', resolve))
    analytics.track({ userId: 'u-1', event: 'Order Completed' })
    await analytics.closeAndFlush()
    expect((await trouble).code).toBe('delivery_failure')
    expect(hub.kept).toEqual([])
  })
})

describe('the Segment protocol', () => {
  const event = { type: 'track', event: 'Order Completed', userId: 'u-1', messageId: 'm-1' }

  it('answers 429 with whole seconds in Retry-After', async () => {
    hub.holdNext(millis(1_200))
    const answer = await post('/v1/batch', { batch: [event], writeKey: keys.segment })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '2'])
  })

  it.each(['t', 'track', 'import', 'b', 'batch'])('takes /v1/%s with the key in the body', async (name) => {
    const body = name.length > 1 && name !== 'track' ? { batch: [event] } : event
    const whole = name === 'b' ? { batch: [event] } : body
    const answer = await post(`/v1/${name}`, { ...whole, writeKey: keys.segment, sentAt: new Date() })
    expect(await answer.json()).toEqual({ success: true })
    expect(hub.kept).toMatchObject([{ verb: 'ordered', sourceEventId: 'm-1' }])
  })

  it.each([
    ['p', 'viewed'],
    ['s', 'viewed'],
    ['i', 'identified'],
    ['g', 'identified'],
    ['a', 'identified'],
  ])('reads what analytics.js sends to /v1/%s', async (letter, verb) => {
    const page = { path: '/price', title: '价格页', url: 'https://shop.example.com/price?x=1', referrer: '' }
    const { type: _type, event: _event, ...rest } = event
    const auth = { authorization: `Basic ${Buffer.from(`${keys.segment}:`).toString('base64')}` }
    const body = { ...rest, userId: null, anonymousId: 'a-1', context: { page }, writeKey: keys.segment }
    expect((await post(`/v1/${letter}`, body, auth)).status).toBe(200)
    expect(hub.kept).toMatchObject([{ verb, identifiers: [{ type: 'anonymous', value: 'a-1' }] }])
    if (verb === 'viewed') expect(hub.kept[0]?.object).toEqual({ type: 'page', id: '/price', name: '价格页' })
  })

  it('answers 200 for an event that makes no sense and keeps it aside, without the key', async () => {
    const strange = { ...event, event: 'xq_17_b', writeKey: keys.segment, sentAt: '2025-01-02T03:04:05Z' }
    expect((await post('/v1/track', strange)).status).toBe(200)
    expect(hub.quarantined).toMatchObject([
      { reason: 'unmapped-event', eventName: 'xq_17_b', sourceEventId: 'm-1' },
    ])
    expect(hub.quarantined[0]?.raw).not.toContain(keys.segment)
    expect(hub.quarantined[0]?.raw).toContain('sentAt')
  })

  it('tells the snippet where to send, for a known key only', async () => {
    const answer = await fetch(`${hub.url}/v1/projects/${keys.segment}/settings`)
    expect(await answer.json()).toMatchObject({
      integrations: { 'Segment.io': { apiKey: keys.segment, apiHost: `127.0.0.1:${hub.port}/v1` } },
    })
    expect((await fetch(`${hub.url}/v1/projects/nobody/settings`)).status).toBe(401)
    expect((await fetch(`${hub.url}/v1/projects/a/b/c`)).status).toBe(404)
  })

  it('answers the preflight of analytics.js and takes its own metrics for what they are', async () => {
    const ask = await fetch(`${hub.url}/v1/t`, {
      method: 'OPTIONS',
      headers: { origin: 'https://a.example' },
    })
    expect(ask.headers.get('access-control-allow-headers')).toContain('Authorization')
    expect(await (await post('/v1/m', { series: [] })).json()).toEqual({ success: true })
    expect(hub.kept).toEqual([])
  })
})
