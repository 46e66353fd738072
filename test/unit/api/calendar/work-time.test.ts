import fc from 'fast-check'

import { createWorkCalendar, createWorkTime } from '../../../../api/calendar'
import { hours, instant, millis, minutes, plus } from '../../../../contract/quantities'

const work = createWorkTime(createWorkCalendar(480), { fromMinute: 9 * 60, toMinute: 18 * 60 }, 480)
const at = (text: string) => instant(Date.parse(`${text}+08:00`))

const spans: readonly (readonly [string, string, number, string])[] = [
  ['2026-11-23T10:00', '2026-11-23T10:45', 45, 'within an hour'],
  ['2026-11-23T17:30', '2026-11-24T09:30', 60, 'over a night'],
  ['2026-11-23T20:00', '2026-11-24T08:00', 0, 'the whole of a night'],
  ['2026-11-20T17:00', '2026-11-23T10:00', 120, 'over a weekend'],
  ['2026-02-13T17:00', '2026-02-14T10:00', 120, 'into Saturday 2026-02-14, a make-up day'],
  ['2026-02-14T17:00', '2026-02-24T10:00', 120, 'over the Spring Festival of 2026'],
  ['2025-09-30T17:00', '2025-10-09T10:00', 120, 'over the National Day of 2025'],
  ['2024-05-11T09:00', '2024-05-11T18:00', 540, 'the whole of Saturday 2024-05-11, a make-up day'],
  ['2027-10-03T09:00', '2027-10-03T18:00', 0, 'a holiday by law of a year not yet announced'],
  ['2026-11-23T11:00', '2026-11-23T10:00', 0, 'backwards'],
]

describe('working time', () => {
  it.each(spans)('J-08 from %s to %s are %i minutes: %s', (from, to, worked) => {
    expect(work.between(at(from), at(to))).toBe(minutes(worked))
  })

  it('P-08 says when so much working time has passed', () => {
    expect(work.after(at('2026-11-20T17:30'), hours(1))).toBe(at('2026-11-23T09:30'))
    expect(work.after(at('2026-11-23T03:00'), minutes(1))).toBe(at('2026-11-23T09:01'))
    expect(work.after(at('2026-02-14T17:00'), hours(2))).toBe(at('2026-02-24T10:00'))
  })

  it('S1-19 passes exactly as much as it was asked for, and as one span what it is in two', () => {
    const start = at('2024-01-01T00:00')
    const moments = fc.integer({ min: 0, max: 3 * 366 * 24 * 60 })
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 60 * 60 }), moments, (a, length, b) => {
        const from = plus(start, minutes(a))
        expect(work.between(from, work.after(from, minutes(length)))).toBe(minutes(length))
        const [early, late] = [Math.min(a, b), Math.max(a, b)].map((m) => plus(start, minutes(m)))
        const middle = instant(Math.floor(((early ?? 0) + (late ?? 0)) / 2))
        const whole = work.between(early ?? from, late ?? from)
        const parts = work.between(early ?? from, middle) + work.between(middle, late ?? from)
        if ((late ?? 0) - (early ?? 0) < 700 * 86_400_000) expect(millis(parts)).toBe(whole)
      }),
    )
  })

  it('P-13 says how much of a working day is over', () => {
    expect(work.dayGone(at('2026-11-23T08:00'))).toBe(0)
    expect(work.dayGone(at('2026-11-23T13:30'))).toBe(0.5)
    expect(work.dayGone(at('2026-11-23T21:00'))).toBe(1)
    expect(work.dayGone(at('2026-11-22T10:00'))).toBe(1)
  })
})
