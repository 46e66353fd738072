import fc from 'fast-check'

import { createWorkCalendar } from '../../../../api/calendar'
import type { SlotQuestion, Span } from '../../../../api/meetings/domain/slots'
import { CELL_MS, LEAD, cellsOf, findSlots, isPossible } from '../../../../api/meetings/domain/slots'
import type { Instant } from '../../../../contract/quantities'
import { hours, instant, minutes } from '../../../../contract/quantities'

const OFFSET = 480
const calendar = createWorkCalendar(OFFSET)
/** 2026-11-30 is a Monday. */
const at = (text: string): Instant => instant(Date.parse(`2026-${text}:00+08:00`))
const local = (slot: Instant): string =>
  new Date(slot + OFFSET * 60_000).toISOString().slice(5, 16).replace('T', ' ')

const question = (over: Partial<SlotQuestion> = {}): SlotQuestion => ({
  now: at('11-30T09:30'),
  length: minutes(45),
  utcOffsetMinutes: OFFSET,
  hours: { fromMinute: 9 * 60, toMinute: 18 * 60 },
  isWorkday: calendar.isWorkday,
  taken: [],
  ...over,
})
const slots = (over: Partial<SlotQuestion> = {}) => findSlots(question(over)).map(local)
const span = (from: string, to: string): Span => ({ from: at(from), to: at(to) })

describe('times that are offered for a meeting', () => {
  it('S1-28 lie on three days, mornings and afternoons in turn', () => {
    expect(slots()).toEqual(['12-01 10:00', '12-02 15:00', '12-03 10:00'])
  })

  it('S1-28 pass over what is taken, in the half day where there is room', () => {
    expect(slots({ taken: [span('12-01T09:30', '12-01T10:30')] })[0]).toBe('12-01 10:30')
    expect(slots({ taken: [span('12-01T09:00', '12-01T12:00')] })[0]).toBe('12-01 15:00')
    expect(slots({ taken: [span('12-01T00:00', '12-02T00:00')] })[0]).toBe('12-02 10:00')
  })

  it('S1-28 pass over weekends and holidays', () => {
    expect(slots({ now: at('12-03T16:00') })).toEqual(['12-04 16:00', '12-07 10:00', '12-08 15:00'])
    // The National Day holiday of 2026 is seven days long, and 10-10, a Saturday, makes up for one of them.
    const before = slots({ now: at('09-29T17:30') })
    expect(before).toEqual(['10-08 10:00', '10-09 15:00', '10-10 10:00'])
  })

  it('S1-28 are fewer than three where the next weeks hold no more', () => {
    expect(slots({ taken: [span('12-01T00:00', '12-31T00:00')] })).toEqual([])
    const onlyOne = [span('11-30T00:00', '12-08T10:00'), span('12-08T11:00', '12-31T00:00')]
    expect(slots({ taken: onlyOne })).toEqual(['12-08 10:00'])
    const oneDay = [span('11-30T00:00', '12-08T09:00'), span('12-08T18:00', '12-31T00:00')]
    expect(slots({ taken: oneDay })).toHaveLength(3)
  })

  it('S1-28 hold whatever is taken, wherever the company is and however long the meeting', () => {
    fc.assert(
      fc.property(questions, (asked) => {
        const found = findSlots(asked)
        expect(found).toEqual(findSlots(asked))
        expect(found.length).toBeLessThanOrEqual(3)
        expect(found).toEqual([...found].sort((a, b) => a - b))
        found.forEach((start, i) => {
          expectFit(asked, start)
          expect(isPossible(asked, start)).toBe(true)
          const next = found[i + 1]
          if (next !== undefined) expect(next - start).toBeGreaterThanOrEqual(asked.length)
        })
      }),
      { numRuns: 300 },
    )
  })

  it('S1-28 leave nothing out: where fewer than three are found, no other time would do', () => {
    fc.assert(
      fc.property(questions, (asked) => {
        const found = findSlots(asked)
        if (found.length >= 3) return
        for (
          let start = Math.ceil(asked.now / CELL_MS) * CELL_MS;
          start < asked.now + hours(24 * 20);
          start += CELL_MS
        ) {
          if (start < asked.now + LEAD || !isPossible(asked, instant(start))) continue
          const ends = start + asked.length
          const isTaken = asked.taken.some(({ from, to }) => from < ends && start < to)
          const isBeside = found.some((slot) => Math.abs(slot - start) < asked.length)
          expect(isTaken || isBeside).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })
})

const questions: fc.Arbitrary<SlotQuestion> = fc
  .record({
    ahead: fc.integer({ min: 0, max: 365 * 24 * 60 }),
    length: fc.constantFrom(15, 30, 45, 60, 90, 120),
    utcOffsetMinutes: fc.constantFrom(480, 0, -300, 330, 345, 840),
    fromMinute: fc.integer({ min: 0, max: 1_200 }),
    worked: fc.integer({ min: 30, max: 600 }),
    taken: fc.array(
      fc.record({
        from: fc.integer({ min: 0, max: 22 * 24 * 60 }),
        length: fc.integer({ min: 1, max: 4_000 }),
      }),
      { maxLength: 40 },
    ),
  })
  .map(({ ahead, length, utcOffsetMinutes, fromMinute, worked, taken }) => {
    const now = instant(at('11-30T00:00') + ahead * 60_000)
    return {
      now,
      length: minutes(length),
      utcOffsetMinutes,
      hours: { fromMinute, toMinute: Math.min(1_439, fromMinute + worked) },
      isWorkday: createWorkCalendar(utcOffsetMinutes).isWorkday,
      taken: taken.map((one) => ({
        from: instant(now + one.from * 60_000),
        to: instant(now + (one.from + one.length) * 60_000),
      })),
    }
  })

/** Everything that is promised of one slot, said once more by the clock on the wall. */
function expectFit(asked: SlotQuestion, start: Instant): void {
  const minuteOf = (moment: number) =>
    Math.floor((((moment + asked.utcOffsetMinutes * 60_000) % 86_400_000) + 86_400_000) % 86_400_000) / 60_000
  const ends = start + asked.length
  expect(start - asked.now).toBeGreaterThanOrEqual(LEAD)
  expect(start % CELL_MS).toBe(0)
  expect(asked.isWorkday(start)).toBe(true)
  expect(minuteOf(start)).toBeGreaterThanOrEqual(asked.hours.fromMinute)
  expect(minuteOf(start) + asked.length / 60_000).toBeLessThanOrEqual(asked.hours.toMinute)
  const atLunch = minuteOf(start) < 13 * 60 + 30 && minuteOf(start) + asked.length / 60_000 > 12 * 60
  expect(atLunch).toBe(false)
  for (const { from, to } of asked.taken) expect(from < ends && start < to).toBe(false)
}

describe('half hours', () => {
  it('S1-28 two meetings overlap only where they share one', () => {
    const start = fc.integer({ min: 0, max: 200 }).map((n) => instant(n * CELL_MS))
    const length = fc.integer({ min: 1, max: 240 }).map(minutes)
    fc.assert(
      fc.property(start, length, start, length, (a, aLength, b, bLength) => {
        const overlap = a < b + bLength && b < a + aLength
        const cells = new Set(cellsOf(a, aLength))
        if (overlap) expect(cellsOf(b, bLength).some((cell) => cells.has(cell))).toBe(true)
      }),
    )
    expect(cellsOf(instant(2 * CELL_MS), minutes(45))).toEqual([2, 3])
    expect(cellsOf(instant(2 * CELL_MS), minutes(30))).toEqual([2])
  })
})
