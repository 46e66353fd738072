import { compileRules } from '../../../../api/strategy'
import { ruleId, tag, topic } from '../../../../contract/ids'
import { instant } from '../../../../contract/quantities'
import type { Condition, Filter } from '../../../../contract/rule'
import { factsAt, readingOf, ruleOf } from './judging'
import type { Touch } from './state-of'
import { china, stateOf } from './state-of'

const pricing: Filter = { verb: 'viewed', topic: topic('pricing') }
const view = (id: number, at: string, more: Partial<Touch> = {}): Touch => ({
  id,
  at,
  topic: 'pricing',
  ...more,
})

const says = (when: Condition, now: string, touches: readonly Touch[]) => {
  const { met, found, needed, evidence } = readingOf(when, factsAt(now, touches))
  return { met, found, needed, evidence }
}

describe('count', () => {
  const when: Condition = { count: { of: pricing, withinDays: 7, atLeast: 2 } }
  const touches = [
    view(1, '2026-03-02 09:00'),
    view(2, '2026-03-05 09:00'),
    view(3, '2026-03-05 10:00', { topic: 'home' }),
  ]

  it.each([
    ['a millisecond before the first leaves the window', '2026-03-09 08:59:59', true, 2],
    ['as the first leaves the window', '2026-03-09 09:00', false, 1],
    ['before the second happened by our clock, which changes nothing', '2026-03-04 09:00', true, 2],
  ])('S1-23 %s', (_, now, met, found) => {
    expect(says(when, now, touches)).toMatchObject({ met, found, needed: 2 })
  })

  it('S1-23 shows the touchpoints it counted, newest first', () => {
    expect(says(when, '2026-03-06 09:00', touches).evidence).toEqual([2, 1])
  })

  it('S1-23 shows at most fifty and still counts all', () => {
    const many = Array.from({ length: 60 }, (_, i) =>
      view(i + 1, `2026-03-02 09:00:${String(i).padStart(2, '0')}`),
    )
    const { found, evidence } = says(when, '2026-03-03 09:00', many)
    expect(found).toBe(60)
    expect(evidence).toHaveLength(50)
    expect(evidence[0]).toBe(60)
  })

  it('S1-23 does not take what was shown for something done, unless it is asked for', () => {
    const shown = [{ id: 1, at: '2026-03-02 09:00', topic: 'home', exposes: ['pricing'] }]
    const count = (of: Filter): Condition => ({ count: { of, withinDays: 7, atLeast: 1 } })
    expect(says(count({ topic: topic('pricing') }), '2026-03-02 10:00', shown).found).toBe(0)
    expect(says(count({}), '2026-03-02 10:00', shown).found).toBe(1)
    expect(says(count({ verb: 'exposed', topic: topic('pricing') }), '2026-03-02 10:00', shown).found).toBe(1)
  })

  it('S1-23 keeps topics apart that begin or end alike', () => {
    const touches = [
      view(1, '2026-03-02 09:00', { topic: 'a|b' }),
      view(2, '2026-03-02 09:01', { topic: 'b' }),
    ]
    const one: Condition = { count: { of: { topic: topic('b') }, withinDays: 7, atLeast: 1 } }
    expect(says(one, '2026-03-02 10:00', touches).evidence).toEqual([2])
  })
})

describe('sum', () => {
  const when: Condition = { sum: { of: pricing, field: 'dwellSeconds', withinDays: 1, atLeast: 60 } }

  it.each([
    [59_999, false, 59],
    [60_000, true, 60],
    [60_999, true, 60],
  ])('S1-05 of %d ms is %p', (dwellMs, met, found) => {
    const touches = [
      view(1, '2026-03-02 09:00', { dwellMs: 30_000 }),
      view(2, '2026-03-02 09:01', { dwellMs: dwellMs - 30_000 }),
    ]
    expect(says(when, '2026-03-02 10:00', touches)).toEqual({ met, found, needed: 60, evidence: [2, 1] })
  })

  it('S1-05 leaves touchpoints without a dwell time out of the evidence', () => {
    expect(says(when, '2026-03-02 10:00', [view(1, '2026-03-02 09:00')])).toMatchObject({
      found: 0,
      evidence: [],
    })
  })
})

describe('distinct', () => {
  const by = (by: 'object' | 'visit' | 'day'): Condition => ({
    distinct: { of: pricing, by, withinDays: 7, atLeast: 2 },
  })

  it.each([
    ['one day in China though two in UTC', '2026-03-02 07:59', '2026-03-02 08:01', 1],
    ['two days in China though one in UTC', '2026-03-02 23:59', '2026-03-03 00:01', 2],
  ])('S1-31 by day: %s', (_, first, second, found) => {
    expect(says(by('day'), '2026-03-03 09:00', [view(1, first), view(2, second)]).found).toBe(found)
  })

  it('S1-31 by visit: silence tells visits apart where the sender does not', () => {
    const touches = [
      view(1, '2026-03-02 09:00'),
      view(2, '2026-03-02 09:29'),
      view(3, '2026-03-02 10:30'),
      view(4, '2026-03-02 10:31', { visit: 'x' }),
    ]
    expect(says(by('visit'), '2026-03-03 09:00', touches)).toMatchObject({
      met: true,
      found: 3,
      evidence: [4, 3, 2],
    })
  })

  it('S1-31 by object: the newest of each is the evidence', () => {
    const touches = [
      view(1, '2026-03-02 09:00', { object: 'a' }),
      view(2, '2026-03-02 09:01', { object: 'b' }),
      view(3, '2026-03-02 09:02', { object: 'a' }),
    ]
    expect(says(by('object'), '2026-03-03 09:00', touches)).toMatchObject({ found: 2, evidence: [3, 2] })
  })
})

describe('sequence', () => {
  const steps: Filter[] = [{ verb: 'downloaded' }, pricing, { verb: 'submitted' }]
  const when: Condition = { sequence: { steps, withinDays: 7 } }
  const downloaded = (id: number, at: string): Touch => ({ id, at, verb: 'downloaded', topic: 'whitepaper' })
  const submitted = (id: number, at: string): Touch => ({ id, at, verb: 'submitted', topic: 'inquiry' })

  it('S1-31 is met when each step follows the one before', () => {
    const touches = [
      downloaded(1, '2026-03-02 09:00'),
      view(2, '2026-03-03 09:00'),
      submitted(3, '2026-03-04 09:00'),
    ]
    expect(says(when, '2026-03-05 09:00', touches)).toEqual({
      met: true,
      found: 3,
      needed: 3,
      evidence: [3, 2, 1],
    })
  })

  it('S1-31 says how far it got', () => {
    const touches = [
      downloaded(1, '2026-03-02 09:00'),
      submitted(2, '2026-03-03 09:00'),
      view(3, '2026-03-04 09:00'),
    ]
    expect(says(when, '2026-03-05 09:00', touches)).toMatchObject({ met: false, found: 2, evidence: [3, 1] })
  })

  it('S1-31 goes by arrival where moments are equal', () => {
    const at = '2026-03-02 09:00'
    expect(says(when, '2026-03-03 09:00', [downloaded(1, at), view(2, at), submitted(3, at)]).met).toBe(true)
    expect(says(when, '2026-03-03 09:00', [downloaded(2, at), view(1, at), submitted(3, at)]).met).toBe(false)
  })

  it('S1-31 must lie inside the window as a whole', () => {
    const touches = [
      downloaded(1, '2026-03-02 09:00'),
      view(2, '2026-03-03 09:00'),
      submitted(3, '2026-03-04 09:00'),
    ]
    expect(says(when, '2026-03-09 08:59:59', touches).met).toBe(true)
    expect(says(when, '2026-03-09 09:00', touches).met).toBe(false)
  })

  it('S1-31 does not let one touchpoint be two steps', () => {
    const twice: Condition = { sequence: { steps: [pricing, pricing], withinDays: 7 } }
    expect(says(twice, '2026-03-03 09:00', [view(1, '2026-03-02 09:00')]).met).toBe(false)
    expect(
      says(twice, '2026-03-03 09:00', [view(1, '2026-03-02 09:00'), view(2, '2026-03-02 09:00')]).met,
    ).toBe(true)
  })
})

describe('absence', () => {
  const when: Condition = { absence: { of: { verb: 'replied' }, forDays: 3 } }
  const replied: Touch = { id: 2, at: '2026-03-03 09:00', verb: 'replied', topic: 'mail' }

  it.each([
    ['2026-03-06 08:59:59', false, 2.99],
    ['2026-03-06 09:00', true, 3],
  ])('S1-31 since the last reply, at %s', (now, met, found) => {
    expect(says(when, now, [view(1, '2026-03-01 09:00'), replied])).toEqual({
      met,
      found,
      needed: 3,
      evidence: [2],
    })
  })

  it('S1-31 counts from the first touchpoint where there never was a reply, and rests on it', () => {
    const touches = [view(1, '2026-03-01 09:00'), view(2, '2026-03-02 09:00')]
    expect(says(when, '2026-03-04 09:00', touches)).toEqual({ met: true, found: 3, needed: 3, evidence: [1] })
  })
})

describe('standing', () => {
  it.each([
    [599, false],
    [600, true],
  ])('S1-17 strength of %d tenths reaches 600: %p', (intentTenths, met) => {
    const facts = factsAt('2026-03-02 09:00', [view(7, '2026-03-02 08:00')], {
      intentTenths,
      because: { intent: () => [7] },
    })
    const reading = readingOf({ intent: { atLeast: 600 } }, facts)
    expect(reading).toMatchObject({ met, found: intentTenths, needed: 600, evidence: [7] })
  })

  it('S1-31 asks for the strength at most once a judgement, and not at all where no rule wants it', () => {
    const intentTenths = jest.fn(() => 700)
    const facts = factsAt('2026-03-02 09:00', [view(1, '2026-03-02 08:00')], { intentTenths })
    const trigger = { kind: 'touchpoint', verb: 'viewed', topic: topic('pricing') } as const
    const want = (n: number) => ruleOf({ intent: { atLeast: n } }, { id: ruleId(`r${n}`) })
    expect(compileRules([want(600), want(650)]).judge(facts, trigger)).toHaveLength(2)
    expect(intentTenths).toHaveBeenCalledTimes(1)
    compileRules([ruleOf({ count: { of: pricing, withinDays: 1, atLeast: 1 } })]).judge(facts, trigger)
    expect(intentTenths).toHaveBeenCalledTimes(1)
  })

  it('S1-31 reads stage and tag', () => {
    const state = stateOf([view(1, '2026-03-02 08:00')], {
      marks: { tags: { [tag('甲')]: { at: instant(0), decision: 4 } }, fired: {} },
    })
    const facts = factsAt('2026-03-02 09:00', state, { stage: 'evaluating' })
    expect(readingOf({ stage: { in: ['evaluating', 'won'] } }, facts)).toMatchObject({
      met: true,
      found: 'evaluating',
      needed: 'evaluating|won',
    })
    expect(readingOf({ tag: { has: tag('甲') } }, facts)).toMatchObject({ met: true, found: '甲' })
    expect(readingOf({ tag: { has: tag('constructor') } }, facts)).toMatchObject({ met: false, found: null })
  })

  it.each([
    ['is', '软件', true], ['is', '软', false], ['is-not', '硬件', true], ['is-not', '软件', false],
    ['contains', '软', true], ['contains', '硬', false], ['known', undefined, true],
  ] as const)('S1-31 field %s %s: %p', (op, value, met) => {
    const profile = { 行业: { value: '软件', at: instant(5), id: 9 } }
    const facts = factsAt('2026-03-02 09:00', stateOf([], { profile }))
    const field = value === undefined ? { name: '行业', op } : { name: '行业', op, value }
    expect(readingOf({ field }, facts)).toMatchObject({ met, found: '软件', evidence: [9] })
  }) // prettier-ignore

  it.each([
    ['is', false], ['is-not', true], ['contains', false], ['known', false],
  ] as const)('S1-31 of an unknown field %s is %p', (op, met) => {
    expect(readingOf({ field: { name: 'toString', op, value: 'x' } }, factsAt('2026-03-02 09:00', [])).met).toBe(met)
  }) // prettier-ignore
})

describe('schedule', () => {
  const office = (from: string, to: string, weekdays = [1, 2, 3, 4, 5]): Condition => ({
    schedule: { weekdays, from, to, utcOffsetMinutes: 480 },
  })

  // 2026-03-02 is a Monday.
  it.each([
    ['09:00', '18:00', '2026-03-02 08:59:59', false],
    ['09:00', '18:00', '2026-03-02 09:00', true],
    ['09:00', '18:00', '2026-03-02 17:59:59', true],
    ['09:00', '18:00', '2026-03-02 18:00', false],
    ['09:00', '18:00', '2026-03-07 12:00', false],
    ['22:00', '06:00', '2026-03-06 23:00', true],
    ['22:00', '06:00', '2026-03-07 05:59', true],
    ['22:00', '06:00', '2026-03-07 22:30', false],
    ['22:00', '06:00', '2026-03-02 05:00', false],
    ['00:00', '24:00', '2026-03-06 23:59:59', true],
    ['00:00', '24:00', '2026-03-07 00:00', false],
  ])('S1-31 %s–%s at %s: %p', (from, to, now, met) => {
    expect(says(office(from, to), now, []).met).toBe(met)
  })

  it('S1-31 says the local time it found', () => {
    expect(says(office('09:00', '18:00'), '2026-03-04 14:05', [])).toMatchObject({
      found: '3 14:05',
      needed: '1,2,3,4,5 09:00-18:00',
    })
  })

  it('S1-31 waits for the next opening, over a weekend too', () => {
    const when: Condition = {
      all: [{ count: { of: pricing, withinDays: 7, atLeast: 1 } }, office('09:00', '18:00')],
    }
    const facts = factsAt('2026-03-06 20:00', [view(1, '2026-03-06 20:00')])
    expect(compileRules([ruleOf(when)]).nextCheck(facts)).toBe(china('2026-03-09 09:00'))
  })
})

describe('all, any, not', () => {
  const one: Condition = { count: { of: pricing, withinDays: 7, atLeast: 1 } }
  const two: Condition = { count: { of: { verb: 'submitted' }, withinDays: 7, atLeast: 1 } }
  const touches = [view(1, '2026-03-02 09:00')]

  it('C1 reads every branch, also where the first has decided', () => {
    const reading = readingOf(
      { all: [two, { any: [one, two] }, { not: two }] },
      factsAt('2026-03-02 10:00', touches),
    )
    expect(reading).toMatchObject({ condition: { all: [] }, met: false, found: 2, needed: 3, evidence: [1] })
    expect(reading.children.map(({ met, found }) => [met, found])).toEqual([[false, 0], [true, 1], [true, null]]) // prettier-ignore
  })

  it('C1 rests an alternative on the branches that hold', () => {
    const asked: Touch = { id: 2, at: '2026-03-02 09:30', verb: 'asked', topic: 'price' }
    const never: Condition = { count: { of: { verb: 'asked' }, withinDays: 7, atLeast: 5 } }
    expect(says({ any: [one, never] }, '2026-03-02 10:00', [...touches, asked]).evidence).toEqual([1])
  })
})

describe('an index of rules', () => {
  const one: Condition = { count: { of: pricing, withinDays: 7, atLeast: 1 } }
  const trigger = { kind: 'touchpoint', verb: 'viewed', topic: topic('pricing') } as const
  const fired = (at: string) => ({ tags: {}, fired: { tested: instant(china(at)) } }) as never

  it.each([
    ['2026-03-03 08:59:59', 0],
    ['2026-03-03 09:00', 1],
  ])('S1-24 lets a rule rest for its days: at %s it hits %d times', (now, hits) => {
    const state = stateOf([view(1, '2026-03-02 09:00')], { marks: fired('2026-03-02 09:00') })
    expect(compileRules([ruleOf(one)]).judge(factsAt(now, state), trigger)).toHaveLength(hits)
  })

  it('S1-31 says until when a rule that would have fired rests', () => {
    const state = stateOf([view(1, '2026-03-02 09:00')], { marks: fired('2026-03-02 09:00') })
    const explanation = compileRules([ruleOf(one)]).explain(
      ruleId('tested'),
      factsAt('2026-03-02 12:00', state),
    )
    expect(explanation).toMatchObject({ met: true, restsUntil: china('2026-03-03 09:00'), ruleVersion: 1 })
  })

  it('S1-31 answers a miss with the same empty list every time', () => {
    const index = compileRules([ruleOf(one)])
    const facts = factsAt('2026-03-02 12:00', [view(1, '2026-03-02 11:00', { topic: 'home' })])
    expect(index.judge(facts, trigger)).toBe(index.judge(facts, { ...trigger, topic: topic('home') }))
  })

  it('S1-31 asks a rule once when a touchpoint concerns it twice', () => {
    const both: Condition = {
      any: [one, { count: { of: { verb: 'exposed', topic: topic('home') }, withinDays: 7, atLeast: 1 } }],
    }
    const facts = factsAt('2026-03-02 12:00', [view(1, '2026-03-02 11:00', { exposes: ['home'] })])
    expect(compileRules([ruleOf(both)]).judge(facts, { ...trigger, exposes: [topic('home')] })).toHaveLength(
      1,
    )
  })

  it('S1-26 sets off on a tag the rules that wait for it, and no others', () => {
    const rules = [
      ruleOf({ tag: { has: tag('甲') } }, { id: ruleId('a') }),
      ruleOf({ tag: { has: tag('乙') } }, { id: ruleId('b') }),
    ]
    const marks = { tags: { 甲: { at: instant(0), decision: 1 } }, fired: {} } as never
    const facts = factsAt('2026-03-02 12:00', stateOf([view(1, '2026-03-02 11:00')], { marks }))
    const index = compileRules(rules)
    expect(index.judge(facts, { kind: 'tag', tag: tag('甲') }).map(({ rule }) => rule.id)).toEqual(['a'])
    expect(index.judge(facts, { kind: 'tag', tag: tag('丙') })).toEqual([])
  })

  it('S1-31 refuses two rules with one id', () => {
    expect(() => compileRules([ruleOf(one), ruleOf(one)])).toThrow(
      expect.objectContaining({ code: 'conflict' }),
    )
  })

  it('S1-31 says that it does not know a rule', () => {
    const facts = factsAt('2026-03-02 12:00', [])
    expect(() => compileRules([]).explain(ruleId('gone'), facts)).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    )
  })

  it('S1-31 explains all rules in their order', () => {
    const rules = ['b', 'a', 'c'].map((id) => ruleOf(one, { id: ruleId(id) }))
    const facts = factsAt('2026-03-02 12:00', [view(1, '2026-03-02 11:00')])
    const index = compileRules(rules)
    expect(index.explainAll(facts)).toEqual(rules.map(({ id }) => index.explain(id, facts)))
  })

  it('S1-24 has no next check where only touchpoints matter', () => {
    expect(compileRules([ruleOf(one)]).nextCheck(factsAt('2026-03-02 12:00', []))).toBeNull()
  })

  it('S1-24 asks about skipped visits on any touchpoint of a customer who was shown the topic', () => {
    const shown = (id: number, visit: string): Touch => ({
      id,
      at: `2026-03-0${id} 09:00`,
      topic: 'home',
      exposes: ['pricing'],
      visit,
    })
    const index = compileRules([ruleOf({ streak: { shown: topic('pricing'), visits: 2 } })])
    const touches = [shown(1, 'a'), shown(2, 'b'), view(3, '2026-03-02 09:05', { topic: 'news', visit: 'c' })]
    const facts = factsAt('2026-03-02 09:05', touches)
    expect(index.judge(facts, { ...trigger, topic: topic('news') })).toHaveLength(1)
  })

  it('S1-31 asks about what must have happened lately when it happens', () => {
    const lately: Condition = { not: { absence: { of: pricing, forDays: 1 } } }
    const other: Condition = { count: { of: { verb: 'submitted' }, withinDays: 7, atLeast: 1 } }
    const index = compileRules([ruleOf({ all: [lately, other] })])
    const touches = [
      { id: 1, at: '2026-02-28 09:00', verb: 'submitted', topic: 'inquiry' } as const,
      view(2, '2026-03-02 09:00'),
    ]
    expect(index.judge(factsAt('2026-03-02 09:00', touches), trigger)).toHaveLength(1)
  })
})
