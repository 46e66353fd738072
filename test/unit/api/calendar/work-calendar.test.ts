import { createWorkCalendar } from '../../../../api/calendar'
import { instant } from '../../../../contract/quantities'

const calendar = createWorkCalendar(480)
const noon = (day: string) => instant(Date.parse(`${day}T12:00:00+08:00`))
const dayOf = (at: number) => new Date(at + 480 * 60_000).toISOString().slice(0, 10)

const days: readonly (readonly [string, boolean, string])[] = [
  ['2024-02-09', true, '除夕,2024 年的通知只鼓励休假,不放假'],
  ['2024-02-12', false, '春节'],
  ['2024-02-18', true, '周日,春节调休上班'],
  ['2024-05-11', true, '周六,劳动节调休上班'],
  ['2024-09-14', true, '周六,中秋调休上班'],
  ['2024-10-07', false, '国庆'],
  ['2025-01-26', true, '周日,春节调休上班'],
  ['2025-01-28', false, '除夕'],
  ['2025-10-08', false, '国庆中秋连休'],
  ['2025-10-11', true, '周六,国庆调休上班'],
  ['2026-01-04', true, '周日,元旦调休上班'],
  ['2026-02-16', false, '除夕'],
  ['2026-02-28', true, '周六,春节调休上班'],
  ['2026-10-10', true, '周六,国庆调休上班'],
  ['2026-11-24', true, '普通周二'],
  ['2027-01-01', false, '元旦'],
  ['2027-02-05', false, '除夕'],
  ['2027-02-08', false, '正月初三'],
  ['2027-02-09', true, '法定假之后;调休以通知为准'],
  ['2027-04-05', false, '清明'],
  ['2027-06-09', false, '端午'],
  ['2027-09-15', false, '中秋'],
  ['2027-10-03', false, '国庆,也是周日'],
  ['2027-10-04', true, '法定三天之后'],
]

describe('the work calendar', () => {
  it.each(days)('J-08 %s is a working day: %s (%s)', (day, works) => {
    expect(calendar.isWorkday(noon(day))).toBe(works)
  })

  it('J-08 counts the day of the company, not of the server', () => {
    const beforeMidnight = instant(Date.parse('2026-11-20T23:30:00+08:00'))
    const afterMidnight = instant(Date.parse('2026-11-21T00:30:00+08:00'))
    expect([calendar.isWorkday(beforeMidnight), calendar.isWorkday(afterMidnight)]).toEqual([true, false])
  })

  it('J-08 passes over weekends, holidays and into make-up days when counting working days', () => {
    expect(dayOf(calendar.addWorkdays(noon('2026-02-13'), 1))).toBe('2026-02-14')
    expect(dayOf(calendar.addWorkdays(noon('2026-02-13'), 2))).toBe('2026-02-24')
    expect(dayOf(calendar.addWorkdays(noon('2026-11-20'), 1))).toBe('2026-11-23')
    expect(dayOf(calendar.addWorkdays(noon('2026-11-21'), 0))).toBe('2026-11-23')
  })
})
