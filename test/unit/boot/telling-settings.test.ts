import { readConfig } from '../../../boot/config'
import { minutes } from '../../../contract/quantities'

const platform = { WECOM_BOT_ID: 'b', WECOM_BOT_SECRET: 's' }
const telling = (env: Readonly<Record<string, string>>) => {
  const read = readConfig({ ...platform, ...env })
  return read.ok ? read.config.telling : read.problems.map((p) => p.variable)
}

describe('when and how often people are told', () => {
  it('P-13 interrupts a rep five times a day unless the company says otherwise', () => {
    expect(telling({})).toMatchObject({
      attention: { perDay: { rep: 5, manager: 5, director: 3, admin: null } },
    })
    expect(telling({ CARDS_PER_DAY: 'off' })).toMatchObject({ attention: { perDay: { rep: null } } })
    expect(telling({ CARDS_PER_DAY: '8' })).toMatchObject({ attention: { perDay: { rep: 8, director: 8 } } })
    const perDay = { rep: 7, manager: null, director: 1, admin: null }
    expect(telling({ CARDS_PER_DAY: 'rep=7, director=1' })).toMatchObject({ attention: { perDay } })
  })

  it('P-13 tells everything at once in a trial', () => {
    const read = readConfig({ ZHONGSHU_TRIAL: 'on' })
    expect(read.ok && read.config.telling).toMatchObject({
      attention: { perDay: { rep: null } },
      groupWithin: 0,
    })
  })

  it('P-14 reads quiet hours, working hours, digests and waits', () => {
    const env = { QUIET_HOURS: '22:00-8:00', WORK_HOURS: '08:30-17:30', ESCALATE_AFTER_MINUTES: '30,120,480' }
    expect(telling({ ...env, DIGEST_TIMES: '9:00' })).toMatchObject({
      quietHours: { fromMinute: 1_320, toMinute: 480, utcOffsetMinutes: 480 },
      workHours: { fromMinute: 510, toMinute: 1_050 },
      digestTimes: [540],
      escalateAfter: [minutes(30), minutes(120), minutes(480)],
    })
  })

  it.each([
    ['QUIET_HOURS', '22-8'],
    ['QUIET_HOURS', '22:00-08:00-09:00'],
    ['WORK_HOURS', '18:00-09:00'],
    ['DIGEST_TIMES', '08:30,'],
    ['CARDS_PER_DAY', 'rep=5,chef=2'],
    ['ESCALATE_AFTER_MINUTES', '240,60'],
    ['GROUP_WITHIN_SECONDS', '-1'],
  ])('names %s when it is %s', (variable, value) => {
    expect(telling({ [variable]: value })).toEqual([variable])
  })
})
