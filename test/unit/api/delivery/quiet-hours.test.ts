import { isHistorical } from '../../../../api/delivery/domain/freshness'
import { callableAt } from '../../../../api/delivery/domain/quiet-hours'
import { hours, instant, plus } from '../../../../contract/quantities'

/** 2026-11-23 at that time of day in UTC+8. */
const at = (hour: number, minute = 0) => instant(Date.UTC(2026, 10, 23, hour - 8, minute))
const night = { fromMinute: 22 * 60, toMinute: 8 * 60, utcOffsetMinutes: 480 }
const lunch = { fromMinute: 12 * 60, toMinute: 13 * 60, utcOffsetMinutes: 480 }

describe('when people may be called', () => {
  it.each([
    ['before the night', at(21, 59), at(21, 59)],
    ['at its beginning', at(22), at(32)],
    ['at midnight', at(24), at(32)],
    ['at its last minute', at(31, 59), at(32)],
    ['at its end', at(32), at(32)],
  ])('P-14 holds back over midnight: %s', (_when, now, then) => {
    expect(callableAt(now, night)).toBe(then)
  })

  it.each([
    [at(11, 59), at(11, 59)],
    [at(12, 30), at(13)],
    [at(13), at(13)],
  ])('P-14 holds back inside one day', (now, then) => {
    expect(callableAt(now, lunch)).toBe(then)
  })

  it('P-14 holds nothing back where no quiet hours are set', () => {
    expect(callableAt(at(3), undefined)).toBe(at(3))
    expect(callableAt(at(3), { ...night, toMinute: night.fromMinute })).toBe(at(3))
  })
})

describe('what is still news', () => {
  it('P-14 is what was judged about the last 24 hours', () => {
    expect(isHistorical(at(12), plus(at(12), hours(24)))).toBe(false)
    expect(isHistorical(at(12), instant(plus(at(12), hours(24)) + 1))).toBe(true)
  })
})
