import fc from 'fast-check'

import { rawOf } from '../../../../adapters/http/decoded'
import { happenedAt, timeOf } from '../../../../adapters/http/event-time'
import { flatten } from '../../../../adapters/http/flatten'
import { deeperThan, parseJson } from '../../../../adapters/http/json-body'
import { objectOf, pathOfUrl } from '../../../../adapters/http/objects'
import { clip } from '../../../../adapters/http/text'
import { keyInHeaders } from '../../../../adapters/http/write-key'
import { instant } from '../../../../contract/quantities'

const received = instant(1_795_000_000_000)

describe('flattened properties', () => {
  it('keep what was nested under dotted names, lists as text, nothing empty', () => {
    expect(
      flatten({
        a: { b: { c: 1 } },
        tags: ['x', 'y'],
        items: [{ sku: 'A-1' }],
        no: null,
        blank: '',
        yes: true,
      }),
    ).toEqual({ 'a.b.c': 1, tags: 'x,y', items: '[{"sku":"A-1"}]', yes: true })
  })

  it('hold deeper levels than four as JSON text', () => {
    expect(flatten({ a: { b: { c: { d: { e: 1 } } } } })).toEqual({ 'a.b.c.d': '{"e":1}' })
  })

  it('say how many they had to leave out', () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`p${i}`, i]))
    const flat = flatten(many) ?? {}
    expect([Object.keys(flat).length, flat['$leftOut']]).toEqual([65, 36])
  })

  it('cannot reach a prototype', () => {
    const flat = flatten(JSON.parse('{"__proto__":{"polluted":true},"a":{"__proto__":1}}')) ?? {}
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(Object.getPrototypeOf(flat)).toBe(Object.prototype)
  })

  it('stay inside their bounds for anything that is JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const flat = flatten(value) ?? {}
        return Object.entries(flat).every(
          ([key, one]) =>
            key.length <= 64 && (typeof one !== 'string' || one.length <= 1_024) && typeof one !== 'object',
        )
      }),
    )
  })
})

describe('JSON', () => {
  it('is as deep as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const depth = (one: unknown): number =>
          typeof one === 'object' && one !== null ? 1 + Math.max(0, ...Object.values(one).map(depth)) : 0
        return (
          deeperThan(value, depth(value)) === false &&
          (depth(value) === 0 || deeperThan(value, depth(value) - 1))
        )
      }),
    )
  })

  it('holds no half of a character, which databases refuse', () => {
    expect(parseJson(Buffer.from('{"a":"x\\ud83d"}'))).toEqual({ a: 'x\ufffd' })
    expect(parseJson(Buffer.from('{"a":"\\ud83d\\ude00"}'))).toEqual({ a: '😀' })
  })

  it('is cut for quarantine to 32 KiB and stays JSON', () => {
    const raw = rawOf({ text: '价'.repeat(40_000) })
    expect(Buffer.byteLength(raw)).toBeLessThanOrEqual(32 * 1024)
    expect(JSON.parse(raw)).toHaveProperty('cut')
  })

  it('is clipped at whole characters', () => {
    expect(clip('a😀', 2)).toBe('a')
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.nat(20),
        (text, n) => !/\p{Surrogate}/u.test(clip(text, n)),
      ),
    )
  })
})

describe('when something happened', () => {
  it.each([
    ['2025-01-02T03:04:05.678Z', Date.parse('2025-01-02T03:04:05.678Z')],
    ['2025-01-02 11:04:05.678', Date.parse('2025-01-02T03:04:05.678Z')],
    [1_735_787_045_678, 1_735_787_045_678],
    [1_735_787_045, 1_735_787_045_000],
    ['1735787045678', 1_735_787_045_678],
    ['yesterday', undefined],
    [Number.NaN, undefined],
    [null, undefined],
  ])('%j is %j', (given, ms) => expect(timeOf(given)).toBe(ms))

  it('is corrected by the difference between sending and receiving', () => {
    const late = received - 3_600_000
    expect(happenedAt(late - 1_000, late, received)).toBe(received - 1_000)
  })

  it('is not moved by the five seconds a network takes', () => {
    expect(happenedAt(received - 10_000, received - 4_000, received)).toBe(received - 10_000)
  })

  it.each([
    [received + 60_000, received],
    [received + 25 * 3_600_000, undefined],
    [1, undefined],
    [Number.POSITIVE_INFINITY, undefined],
  ])('%d is %j: not after it arrived, not before the year 2000', (given, at) => {
    expect(happenedAt(given, undefined, received)).toBe(at)
  })
})

describe('what an event was about', () => {
  it.each([
    ['https://shop.example.com/price?id=9#x', '/price'],
    ['https://shop.example.com', '/'],
    ['/docs/api?x=1', '/docs/api'],
    ['pages/index/index', 'pages/index/index'],
  ])('%s is the page %s', (url, path) => expect(pathOfUrl(url)).toBe(path))

  it.each([
    ['order', { orderNo: 'SO-1', title: 'x' }, { type: 'order', id: 'SO-1', name: 'x' }],
    ['product', { products: [{ sku: 'A-1' }] }, { type: 'product', id: 'A-1' }],
    ['quote', {}, { type: 'quote', id: 'Some Event' }],
    ['page', {}, { type: 'page', id: '/here', name: '这里' }],
    ['document', { file_name: 'a.pdf' }, { type: 'document', id: 'a.pdf', name: 'a.pdf' }],
  ] as const)('%s %j is %j', (type, properties, object) => {
    expect(objectOf(type, 'Some Event', properties, { path: '/here', title: '这里' })).toEqual(object)
  })
})

describe('a write key', () => {
  it.each([
    [{ authorization: 'Bearer k1' }, 'k1'],
    [{ authorization: 'bearer k1' }, 'k1'],
    [{ authorization: `Basic ${Buffer.from('k1:').toString('base64')}` }, 'k1'],
    [{ authorization: `Basic ${Buffer.from('k1:secret').toString('base64')}` }, 'k1'],
    [{ 'x-write-key': 'k1' }, 'k1'],
    [{ authorization: 'Digest x' }, undefined],
    [{}, undefined],
  ])('in %j is %s', (headers, key) => expect(keyInHeaders(headers)).toBe(key))
})
