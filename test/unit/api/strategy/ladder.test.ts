import * as fc from 'fast-check'

import { beginsAt, fallOf, missingFor, recent, rungs, streak } from '../../../../api/strategy/domain/ladder'
import type { SettledAct } from '../../../../api/strategy/domain/track-record'
import { recordOf, trackRecord, wilson } from '../../../../api/strategy/domain/track-record'
import type { Autonomy } from '../../../../contract/autonomy'
import { autonomyLevels } from '../../../../contract/autonomy'
import { decisionId } from '../../../../contract/ids'
import { days, hours, instant, minus } from '../../../../contract/quantities'

const now = instant(Date.UTC(2026, 10, 23))

/** Newest first: `g` is good, `b` bad, one an hour. */
const acts = (outcomes: string): SettledAct[] =>
  [...outcomes].map((o, i) => ({
    decision: decisionId(i + 1),
    outcome: o === 'g' ? 'good' : 'bad',
    at: minus(now, hours(i + 1)),
  }))

const outcomes = fc
  .array(fc.constantFrom('g', 'b'), { maxLength: 40 })
  .map((letters) => acts(letters.join('')))
const level = fc.constantFrom(...autonomyLevels)

describe('the track record', () => {
  // Worked out from the published formula, apart from the code.
  it.each([
    [27, 30, 0.7438, 0.9654],
    [26, 30, 0.7032, 0.9469],
    [92, 100, 0.85, 0.9589],
    [10, 20, 0.2993, 0.7007],
    [0, 10, 0, 0.2775],
    [10, 10, 0.7225, 1],
  ])('P-19 gives Wilson’s interval for %i of %i', (good, settled, lower, upper) => {
    const found = wilson(good, settled)
    expect(found.lower).toBeCloseTo(lower, 4)
    expect(found.upper).toBeCloseTo(upper, 4)
  })

  it('P-19 says nothing where nothing was settled', () => {
    expect(recordOf(0, 0)).toEqual({ settled: 0, good: 0, bad: 0, lower: 0, upper: 1 })
  })

  it('P-19 stays within 0 and 1 around the share, and narrows with every further one', () => {
    fc.assert(
      fc.property(fc.nat(2_000), fc.nat(2_000), (good, bad) => {
        const settled = good + bad
        fc.pre(settled > 0)
        const { lower, upper } = wilson(good, settled)
        const share = good / settled
        expect(lower).toBeGreaterThanOrEqual(0)
        expect(upper).toBeLessThanOrEqual(1)
        expect(lower).toBeLessThanOrEqual(share + 1e-12)
        expect(upper).toBeGreaterThanOrEqual(share - 1e-12)
        const twice = wilson(2 * good, 2 * settled)
        expect(twice.upper - twice.lower).toBeLessThan(upper - lower)
      }),
    )
  })
})

describe('raising', () => {
  const to = (
    from: Autonomy,
    wanted: Autonomy,
    good: number,
    settled: number,
    ceiling: Autonomy | null = 3,
  ) => missingFor({ from, to: wanted, ceiling }, recordOf(good, settled)).map((m) => m.kind)

  it('P-19 to 1 takes no record, to 2 takes 30 with a lower bound of 0.70, to 3 takes 100 with 0.85', () => {
    expect(to(0, 1, 0, 0)).toEqual([])
    expect(to(1, 2, 26, 30)).toEqual([])
    expect(to(1, 2, 25, 30)).toEqual(['certainty'])
    expect(to(1, 2, 29, 29)).toEqual(['settled'])
    expect(to(2, 3, 92, 100)).toEqual([])
    expect(to(2, 3, 91, 100)).toEqual(['certainty'])
    expect(to(2, 3, 99, 99)).toEqual(['settled'])
  })

  it('P-19 goes one level at a time and no further than the rules that start it', () => {
    expect(to(0, 2, 100, 100)).toEqual(['one-at-a-time'])
    expect(to(2, 3, 100, 100, 2)).toEqual(['ceiling'])
    expect(to(1, 2, 100, 100, null)).toEqual(['ceiling'])
  })

  it('P-19 says by how much', () => {
    expect(missingFor({ from: 1, to: 2, ceiling: 2 }, recordOf(9, 18))).toEqual([
      { kind: 'settled', have: 18, needed: 30 },
      { kind: 'certainty', lower: recordOf(9, 18).lower, needed: 0.7 },
    ])
  })

  it('P-19 what is published begins as it wishes, at most at 2', () => {
    expect(autonomyLevels.map(beginsAt)).toEqual([0, 1, 2, 2])
  })
})

describe('falling', () => {
  it('P-19 three bad ones of the last five are enough, however few there were', () => {
    expect(fallOf(2, acts('bbb'), now)?.bad.map((a) => a.decision)).toEqual([1, 2, 3])
    expect(fallOf(2, acts('bgbgbggggggggggg'), now)?.record).toMatchObject({ settled: 5, bad: 3 })
    expect(fallOf(2, acts('bgbggbbbgggggggggggg'), now)).toBeNull()
  })

  it('P-19 a long bad run falls by the upper bound of the last twenty', () => {
    expect(fallOf(2, acts('bggbgbggbgbgbgbgbgbg'), now)).toBeNull()
    expect(fallOf(2, acts('bggbgbggbbbgbgbgbbbb'), now)?.record).toMatchObject({ settled: 20, bad: 12 })
    expect(fallOf(3, acts('bggbgbggbgbgbgbggggg'), now)?.record).toMatchObject({ settled: 20, bad: 7 })
    // Good ones before the last twenty do not hold it.
    expect(fallOf(2, [...acts('bggbgbggbbbgbgbgbbbb'), ...acts('g'.repeat(80))], now)).not.toBeNull()
  })

  it('P-19 looks back thirty days and no further', () => {
    const old = acts('bbbbb').map((a) => ({ ...a, at: minus(now, days(30)) }))
    expect(fallOf(2, old, now)).toBeNull()
  })

  it('P-19 never falls by itself below asking first, and never without a bad one', () => {
    fc.assert(
      fc.property(outcomes, level, (settled, at) => {
        const fall = fallOf(at, settled, now)
        if (at <= 1) expect(fall).toBeNull()
        if (fall === null) return
        expect(fall.bad.length).toBe(fall.record.bad)
        expect(fall.record.bad).toBeGreaterThan(0)
        expect(fall.record.settled).toBeLessThanOrEqual(recent.most)
      }),
    )
  })

  it('P-19 one more bad one never saves a level that would fall', () => {
    fc.assert(
      fc.property(outcomes, fc.constantFrom<Autonomy>(2, 3), (settled, at) => {
        fc.pre(fallOf(at, settled, now) !== null && settled.length < recent.most)
        const worse = [{ decision: decisionId(99), outcome: 'bad' as const, at: now }, ...settled]
        expect(fallOf(at, worse, now)).not.toBeNull()
      }),
    )
  })

  it('P-19 a record that was good enough to climb does not fall at once', () => {
    fc.assert(
      fc.property(fc.constantFrom<Autonomy>(2, 3), fc.nat(20), (at, bad) => {
        const { settled, certainty } = rungs[at]
        const record = trackRecord(acts('b'.repeat(bad) + 'g'.repeat(settled - bad)))
        fc.pre(record.lower >= certainty && bad < streak.bad)
        expect(fallOf(at, acts('b'.repeat(bad) + 'g'.repeat(settled - bad)), now)).toBeNull()
      }),
    )
  })
})
