import { MOST_TRIES, nextTry, retryDelay } from '../../../../api/delivery/domain/retry-schedule'
import { hours, instant, millis, minutes, plus, seconds } from '../../../../contract/quantities'

const none = millis(0)

describe('when a notice is tried again', () => {
  it.each([
    [1, seconds(5)],
    [2, seconds(15)],
    [3, seconds(45)],
    [4, seconds(135)],
    [8, hours(3.0375)],
    [9, hours(4)],
    [11, hours(4)],
  ])('J-03 waits three times as long after each try, four hours at most: try %d', (tries, full) => {
    expect(retryDelay(tries, 0, none)).toBe(Math.round(full / 2))
    expect(retryDelay(tries, 0.999999, none)).toBeLessThanOrEqual(full)
  })

  it('J-03 waits as long as the platform asks for', () => {
    expect(retryDelay(1, 0.5, minutes(3))).toBe(minutes(3))
    expect(retryDelay(9, 0.5, minutes(3))).toBe(hours(3))
  })

  it('J-03 outlasts a night and gives up within a day', () => {
    const createdAt = instant(0)
    let now = createdAt
    let tries = 0
    for (;;) {
      tries += 1
      const next = nextTry({ tries, createdAt, now, chance: 0.5, askedFor: none })
      if (next === undefined) break
      now = next
    }
    expect(tries).toBe(MOST_TRIES)
    expect(now).toBeGreaterThan(hours(10))
    expect(now).toBeLessThan(hours(24))
  })

  it('J-03 gives up a day after the notice was made, however few tries it had', () => {
    const failed = { tries: 1, createdAt: instant(0), chance: 0, askedFor: none }
    expect(nextTry({ ...failed, now: plus(instant(0), hours(24)) })).toBeUndefined()
    expect(nextTry({ ...failed, now: instant(hours(24) - 1) })).toBeDefined()
  })
})
