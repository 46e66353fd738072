import fc from 'fast-check'

import type { Window } from '../../../../api/delivery/domain/member-budget'
import { memberWindows, room, routeWindows } from '../../../../api/delivery/domain/member-budget'
import { RoutePace } from '../../../../api/delivery/route-pace'
import type { Instant } from '../../../../contract/quantities'
import { instant, minutes, seconds } from '../../../../contract/quantities'

/** The most that left in any stretch of that length. */
const densest = (left: readonly number[], length: number): number =>
  Math.max(0, ...left.map((from) => left.filter((at) => at >= from && at < from + length).length))

const windowsArb: fc.Arbitrary<readonly Window[]> = fc.array(
  fc.record({
    length: fc.integer({ min: 1, max: 5_000 }).map((n) => n as Window['length']),
    most: fc.integer({ min: 1, max: 30 }),
  }),
  { minLength: 1, maxLength: 3 },
)

describe('the budget of one member', () => {
  it('P-13 stays below the limits over which WeCom drops without a word', () => {
    expect(memberWindows.wecom).toEqual([
      { length: minutes(1), most: expect.any(Number) },
      { length: minutes(60), most: expect.any(Number) },
    ])
    expect(memberWindows.wecom[0]?.most).toBeLessThan(30)
    expect(memberWindows.wecom[1]?.most).toBeLessThan(1_000)
    expect(routeWindows.dingtalk).toEqual([{ length: seconds(1), most: 15 }])
  })

  it('P-13 is never exceeded in any window, and lets everything out in the end', () => {
    fc.assert(
      fc.property(
        windowsArb,
        fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 120 }).map((gaps) => gaps),
        (windows, gaps) => {
          const arrivals = gaps.reduce<number[]>((at, gap) => [...at, (at.at(-1) ?? 0) + gap], [])
          const left: Instant[] = []
          for (const arrival of arrivals) {
            let now = instant(Math.max(arrival, left.at(-1) ?? 0))
            const first = room(windows, left, now)
            if (first.free === 0) {
              now = first.nextAt
              expect(room(windows, left, now).free).toBeGreaterThan(0)
            }
            left.push(now)
          }
          expect(left).toHaveLength(arrivals.length)
          for (const { length, most } of windows) expect(densest(left, length)).toBeLessThanOrEqual(most)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('P-13 names the first moment at which one more may leave, and not an earlier one', () => {
    const windows = [{ length: minutes(1), most: 2 }]
    const left = [instant(0), instant(10_000)]
    expect(room(windows, left, instant(20_000))).toEqual({ free: 0, nextAt: instant(60_000) })
    expect(room(windows, left, instant(59_999)).free).toBe(0)
    expect(room(windows, left, instant(60_000))).toEqual({ free: 1, nextAt: instant(60_000) })
    expect(room(windows, left, instant(70_000)).free).toBe(2)
  })

  it('P-13 gives each send over a route its own moment, never more than the platform takes', () => {
    fc.assert(
      fc.property(
        windowsArb,
        fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 100 }),
        (windows, gaps) => {
          const never = instant(Number.MAX_SAFE_INTEGER)
          const pace = new RoutePace({ wecom: windows, dingtalk: windows })
          let now = 0
          const left = gaps.map((gap) => pace.reserve('dingtalk', instant((now += gap)), never) ?? never)
          expect(left).toEqual([...left].sort((a, b) => a - b))
          for (const { length, most } of windows) expect(densest(left, length)).toBeLessThanOrEqual(most)
        },
      ),
      { numRuns: 200 },
    )
  })
})
