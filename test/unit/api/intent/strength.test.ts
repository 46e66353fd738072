import { join } from 'node:path'

import fc from 'fast-check'

import {
  apportion,
  compileTemplate,
  loadTemplate,
  readTemplate,
  strengthOf,
  tenthsOf,
} from '../../../../api/intent'
import { topic } from '../../../../contract/ids'
import type { IntentTemplate, Signal } from '../../../../contract/intent'
import { instant } from '../../../../contract/quantities'
import { momentAfter, touches } from '../strategy/random-customers'
import type { Touch } from '../strategy/state-of'
import { atOf, china, foldedOf } from '../strategy/state-of'

const day = 86_400_000
const shipped = join(__dirname, '../../../../assets/intent-template.json')

const signal = (rest: Partial<Signal> = {}): Signal => ({
  id: 'pricing',
  name: '看价格页',
  of: { verb: 'viewed', topic: topic('pricing') },
  weight: 6,
  halfLifeDays: 10,
  capPerDay: 18,
  ...rest,
})
const template = (signals: readonly Signal[], halfwayPoints = 60): IntentTemplate => ({
  id: 'tested',
  version: 3,
  signals,
  halfwayPoints,
})
const strength = (signals: readonly Signal[], touches: readonly Touch[], now: string, halfway?: number) =>
  strengthOf(compileTemplate(template(signals, halfway)), foldedOf(touches), instant(china(now)))

const view = (id: number, at: string, more: Partial<Touch> = {}): Touch => ({
  id,
  at,
  topic: 'pricing',
  ...more,
})

describe('intent strength', () => {
  it('S1-17 is nothing where nothing counted', () => {
    expect(
      strength([signal()], [view(1, '2026-03-02 09:00', { topic: 'home' })], '2026-03-02 10:00'),
    ).toMatchObject({
      tenths: 0,
      contributions: [],
      template: 'tested',
      templateVersion: 3,
    })
  })

  it.each([
    [60, 500], [120, 750], [180, 875], [1, 11], [600, 999], [1000, 1000],
  ])('S1-17 of %d raw points at halfway 60 is %d tenths', (weight, tenths) => {
    const now = '2026-03-02 09:00'
    expect(strength([signal({ weight, capPerDay: 10_000 })], [view(1, now)], now).tenths).toBe(tenths)
  }) // prettier-ignore

  it.each([
    ['2026-03-02 09:00', 500],
    ['2026-03-12 09:00', 293],
    ['2026-03-22 09:00', 159],
  ])('S1-17 halves its points every ten days: at %s it is %d', (now, tenths) => {
    expect(strength([signal({ weight: 60, capPerDay: 60 })], [view(1, '2026-03-02 09:00')], now).tenths).toBe(
      tenths,
    )
  })

  it('S1-17 caps a day, the day being one in China', () => {
    const burst = Array.from({ length: 40 }, (_, i) => view(i + 1, `2026-03-02 09:00:${String(i).padStart(2, '0')}`))
    const capped = strength([signal()], burst, '2026-03-02 09:01')
    expect(capped.tenths).toBe(strength([signal()], burst.slice(0, 3), '2026-03-02 09:01').tenths)
    expect(capped.contributions[0]).toMatchObject({ count: 40, lastAt: china('2026-03-02 09:00:39') })
    const twoDays = [view(1, '2026-03-02 23:59'), view(2, '2026-03-03 00:01')]
    const oneDay = [view(1, '2026-03-03 00:00'), view(2, '2026-03-03 00:01')]
    const small = signal({ capPerDay: 6 })
    expect(strength([small], twoDays, '2026-03-03 00:01').tenths).toBeGreaterThan(strength([small], oneDay, '2026-03-03 00:01').tenths)
  }) // prettier-ignore

  it('S1-17 fades a day from its last touchpoint', () => {
    const touches = [view(1, '2026-03-02 00:30'), view(2, '2026-03-02 23:30')]
    const both = strength([signal({ weight: 30, capPerDay: 60 })], touches, '2026-03-02 23:30').tenths
    expect(both).toBe(500)
  })

  it('S1-17 takes a touchpoint from the future for new', () => {
    const future = [view(1, '2026-03-05 09:00')]
    expect(strength([signal({ weight: 60, capPerDay: 60 })], future, '2026-03-02 09:00').tenths).toBe(500)
  })

  it('S1-17 lists contributions from the largest, each with its newest twenty touchpoints', () => {
    const views = Array.from({ length: 30 }, (_, i) => view(i + 1, `2026-03-02 09:${String(i + 10)}`))
    const inquiry: Touch = { id: 99, at: '2026-03-02 10:00', verb: 'submitted', topic: 'inquiry' }
    const signals = [
      signal(),
      signal({ id: 'inquiry', of: { verb: 'submitted' }, weight: 30, capPerDay: 30 }),
    ]
    const { contributions } = strength(signals, [...views, inquiry], '2026-03-02 10:00')
    expect(contributions.map(({ signal }) => signal)).toEqual(['inquiry', 'pricing'])
    expect(contributions[1]?.evidence).toEqual(Array.from({ length: 20 }, (_, i) => 30 - i))
  })

  it('S1-17 gathers a signal from every topic of its verb, and only its object', () => {
    const touches = [view(1, '2026-03-02 09:00', { object: 'a' }), view(2, '2026-03-02 09:01', { topic: 'home', object: 'a' }), view(3, '2026-03-02 09:02', { object: 'b' })]
    const { contributions } = strength([signal({ of: { verb: 'viewed', object: 'a' } })], touches, '2026-03-02 10:00')
    expect(contributions[0]).toMatchObject({ count: 2, evidence: [2, 1] })
  }) // prettier-ignore
})

const filters = fc.constantFrom<Signal['of']>(
  { verb: 'viewed', topic: topic('pricing') },
  { verb: 'viewed' },
  { verb: 'left' },
  { verb: 'submitted' },
  { topic: topic('home') },
  { verb: 'viewed', object: 'a' },
  { verb: 'exposed', topic: topic('pricing') },
  {},
)
const templates = fc
  .tuple(
    fc.array(
      fc.record({
        of: filters,
        weight: fc.double({ min: 0.01, max: 50, noNaN: true }),
        halfLifeDays: fc.double({ min: 0.1, max: 60, noNaN: true }),
        capPerDay: fc.double({ min: 0.01, max: 100, noNaN: true }),
      }),
      { minLength: 1, maxLength: 8 },
    ),
    fc.double({ min: 1, max: 500, noNaN: true }),
  )
  .map(([signals, halfway]) =>
    template(
      signals.map((rest, i) => signal({ id: `s${i}`, ...rest })),
      halfway,
    ),
  )

describe('intent strength of random customers', () => {
  it('S1-17 adds up: the contributions are the strength, to the last tenth', () => {
    fc.assert(
      fc.property(templates, touches, momentAfter, (template, list, now) => {
        const { tenths, contributions } = strengthOf(compileTemplate(template), foldedOf(list), instant(now))
        expect(contributions.reduce((sum, part) => sum + part.tenths, 0)).toBe(tenths)
        expect(contributions.every((part) => Number.isInteger(part.tenths) && part.tenths >= 0)).toBe(true)
        expect(tenths).toBeGreaterThanOrEqual(0)
        expect(tenths).toBeLessThanOrEqual(1000)
      }),
      { numRuns: 500 },
    )
  })

  it('S1-17 is what the raw touchpoints give by the formula', () => {
    fc.assert(
      fc.property(templates, touches, momentAfter, (template, list, now) => {
        const raw = template.signals.reduce((sum, each) => sum + pointsOf(each, list, now), 0)
        const exact = 1000 * (1 - 2 ** (-raw / template.halfwayPoints))
        const { tenths, contributions } = strengthOf(compileTemplate(template), foldedOf(list), instant(now))
        expect(Math.abs(tenths - exact)).toBeLessThanOrEqual(0.5 + 1e-6)
        for (const part of contributions) {
          const meant = list.filter((touch) => isMeant(template.signals.find(({ id }) => id === part.signal)?.of ?? {}, touch))
          expect(part.count).toBe(meant.length)
          expect(part.lastAt).toBe(Math.max(...meant.map(atOf)))
        }
      }),
      { numRuns: 500 },
    ) // prettier-ignore
  })

  it('S1-17 is the same number on the fast path, after any customers before', () => {
    fc.assert(
      fc.property(templates, fc.array(touches, { minLength: 1, maxLength: 4 }), momentAfter, (template, lists, now) => {
        const compiled = compileTemplate(template)
        for (const list of lists) {
          const folded = foldedOf(list)
          const full = strengthOf(compileTemplate(template), folded, instant(now)).tenths
          expect(tenthsOf(compiled, folded, instant(now))).toBe(full)
        }
      }),
      { numRuns: 300 },
    ) // prettier-ignore
  })

  it('S1-17 does not depend on the order in which series came to be', () => {
    fc.assert(
      fc.property(templates, touches, momentAfter, (template, list, now) => {
        const folded = foldedOf(list)
        const turned = { ...folded, series: Object.fromEntries(Object.entries(folded.series).reverse()) }
        const compiled = compileTemplate(template)
        expect(strengthOf(compiled, turned, instant(now))).toEqual(strengthOf(compiled, folded, instant(now)))
      }),
      { numRuns: 300 },
    )
  })

  it('S1-17 only fades while nothing happens', () => {
    fc.assert(
      fc.property(templates, touches, fc.nat(1000), (template, list, hours) => {
        const compiled = compileTemplate(template)
        const folded = foldedOf(list)
        const now = folded.watermark
        const later = instant(now + hours * 3_600_000)
        expect(tenthsOf(compiled, folded, later)).toBeLessThanOrEqual(tenthsOf(compiled, folded, now))
      }),
      { numRuns: 300 },
    )
  })
})

const isMeant = ({ verb, topic, object }: Signal['of'], touch: Touch): boolean => {
  const did = touch.verb ?? 'viewed'
  const isObject = object === undefined || touch.object === object
  if (verb === 'exposed') {
    return isObject && (touch.exposes?.includes(topic ?? '') === true || (did === 'exposed' && touch.topic === topic))
  }
  return isObject && (verb === undefined ? did !== 'exposed' : did === verb) && (topic === undefined || topic === touch.topic)
} // prettier-ignore

const pointsOf = (signal: Signal, list: readonly Touch[], now: number): number => {
  const days = new Map<string, Touch[]>()
  for (const touch of list.filter((touch) => isMeant(signal.of, touch))) {
    const date = new Date(atOf(touch) + 8 * 3_600_000).toISOString().slice(0, 10)
    days.set(date, [...(days.get(date) ?? []), touch])
  }
  return [...days.values()].reduce((sum, touches) => {
    const age = Math.max(0, now - Math.max(...touches.map(atOf)))
    return (
      sum +
      Math.min(touches.length * signal.weight, signal.capPerDay) * 2 ** (-age / day / signal.halfLifeDays)
    )
  }, 0)
}

describe('apportion', () => {
  it.each([
    [10, [1, 1, 1], [4, 3, 3]],
    [7, [3, 2, 1], [4, 2, 1]],
    [0, [1, 2], [0, 0]],
    [1000, [1], [1000]],
    [3, [0, 5, 0], [0, 3, 0]],
    [5, [], []],
    [2, [1e-300, 1e300], [0, 2]],
  ])('S1-17 splits %d by %j into %j', (whole, weights, parts) => {
    expect(apportion(whole, weights)).toEqual(parts)
  })

  it('S1-17 gives everybody the share rounded down or up, and gives away all', () => {
    const weight = fc.double({ min: 0, max: 1e9, noNaN: true })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.array(weight, { minLength: 1, maxLength: 64 }), (whole, weights) => {
        const total = weights.reduce((sum, each) => sum + each, 0)
        fc.pre(total > 0)
        const parts = apportion(whole, weights)
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(whole)
        parts.forEach((part, i) => expect(Math.abs(part - (whole * (weights[i] ?? 0)) / total)).toBeLessThan(1 + 1e-6))
      }),
    ) // prettier-ignore
  })
})

describe('intent templates', () => {
  it('S1-17 ships one with at least twelve signals', async () => {
    expect((await loadTemplate(shipped)).signals.length).toBeGreaterThanOrEqual(12)
  })

  it.each([
    ['a negative weight', { signals: [signal({ weight: -1 })] }, 'signals.0.weight'],
    ['a half-life of nothing', { signals: [signal({ halfLifeDays: 0 })] }, 'signals.0.halfLifeDays'],
    ['two signals with one id', { signals: [signal(), signal()] }, '编号不能重复'],
    ['no signals', { signals: [] }, '至少要有一个信号'],
    ['a verb that does not exist', { signals: [{ ...signal(), of: { verb: 'view' } }] }, '行为只能是'],
    ['exposures without a topic', { signals: [signal({ of: { verb: 'exposed' } })] }, '主题'],
    ['a word too many', { colour: 'red' }, 'colour'],
  ])('S1-17 refuses %s', (_, rest, said) => {
    expect(() => readTemplate({ ...template([signal()]), ...rest })).toThrow(
      expect.objectContaining({
        code: 'bad-configuration',
        message: expect.stringContaining(said) as string,
      }),
    )
  })
})
