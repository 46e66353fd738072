import { hours, instant, minutes, seconds } from '../../../contract/quantities'
import type { Cadence } from '../../../jobs'
import { makeTicker } from '../../../jobs/cadence'

/** 2026-11-23 at that time of day in UTC+8. */
const at = (hour: number, minute = 0, second = 0) => instant(Date.UTC(2026, 10, 23, hour - 8, minute, second))
const ticker = (when: Cadence, now = () => instant(Date.now())) =>
  makeTicker({ name: 'job', when, run: async () => undefined }, 'Asia/Shanghai', now)

describe('cadences', () => {
  it.each([
    ['a turn lies between', at(1, 59), at(9), true],
    ['the last run was that turn', at(2, 0, 1), at(9), false],
    ['its turn has not come', at(-20), at(1, 59), false],
    ['it passed more than 25 hours ago', at(-24), at(-24 + 52), true],
  ])(
    'J-08 sees by the clock of the time zone whether a nightly turn was missed: %s',
    (_what, since, now, missed) => {
      expect(ticker({ cron: '0 2 * * *' }).missed(since, now)).toBe(missed)
    },
  )

  it('J-08 does not make up for what is long past', () => {
    const weekly = ticker({ cron: '0 2 * * 1' })
    expect(weekly.missed(instant(at(2) - hours(24 * 6)), at(9))).toBe(true)
    expect(weekly.missed(instant(at(2) - hours(24 * 6)), instant(at(9) + hours(24)))).toBe(false)
  })

  it('J-01 counts seconds from the last run', () => {
    const every = ticker({ everySeconds: 60 })
    expect(every.missed(at(9), instant(at(9) + seconds(59)))).toBe(false)
    expect(every.missed(at(9), instant(at(9) + minutes(1)))).toBe(true)
  })

  it('J-01 announces turns by seconds, each with the moment from which a run counts for it', () => {
    jest.useFakeTimers()
    try {
      const told: number[] = []
      const every = ticker({ everySeconds: 10 })
      const begun = Date.now()
      every.start((since) => void told.push(since - begun))
      jest.advanceTimersByTime(25_000)
      every.stop()
      jest.advanceTimersByTime(60_000)
      expect(told).toEqual([1_000, 11_000])
    } finally {
      jest.useRealTimers()
    }
  })

  it('J-01 announces cron turns with the second they belong to', async () => {
    const cron = ticker({ cron: '* * * * * *' })
    const since = await new Promise<number>((resolve) => {
      cron.start(resolve)
    })
    cron.stop()
    expect(since % 1_000).toBe(0)
    expect(Math.abs(Date.now() - since)).toBeLessThan(10_000)
  })

  it.each([{ cron: 'at noon' }, { cron: '99 * * * *' }, { everySeconds: 0 }, { everySeconds: Number.NaN }])(
    'refuses a cadence that is none: %j',
    (when) => {
      expect(() => ticker(when)).toThrow(expect.objectContaining({ code: 'bad-configuration' }))
    },
  )
})
