import fc from 'fast-check'

import { usualTimings } from '../../../../adapters/dingtalk/config'
import { OpenRefused } from '../../../../adapters/dingtalk/stream/open-refused'
import { retryDelay } from '../../../../adapters/dingtalk/stream/retry-delay'

const { attempt, retryFirst, retryMost, pingAfter, deadAfter } = usualTimings

it('P-11 waits longer after every failure, never longer than the cap, and never less than half of it', () => {
  fc.assert(
    fc.property(fc.nat(5_000), fc.double({ min: 0, max: 1, noNaN: true }), (failures, chance) => {
      const delay = retryDelay(failures, retryFirst, retryMost, chance)
      const whole = Math.min(retryMost, retryFirst * 2 ** Math.min(failures, 30))
      return delay <= whole && delay >= whole / 2 - 1
    }),
  )
})

it('P-11 makes fewer than twenty attempts in the first minute, where the SDK alone makes millions', () => {
  let spent = 0
  let attempts = 0
  while (spent < 60_000) {
    spent += retryDelay(attempts, retryFirst, retryMost, 0)
    attempts += 1
  }
  expect(attempts).toBeLessThan(20)
})

it('P-11 is back within 15 s in the worst case of either kind', () => {
  expect(attempt + retryMost).toBeLessThanOrEqual(15_000)
  expect(deadAfter + pingAfter / 2 + retryFirst).toBeLessThanOrEqual(15_000)
})

it.each([
  [400, 'authFailed', true],
  [401, 'no-code', true],
  [403, 'Forbidden.AccessDenied.IpNotInWhiteList', true],
  [403, 'Forbidden.AccessDenied.QpsLimitForApi', false],
  [408, 'no-code', false],
  [429, 'no-code', false],
  [500, 'system.busy', false],
  [503, 'no-code', false],
])('waits for a person after %i %s: %s', (status, code, needed) => {
  expect(new OpenRefused(status, code).needsAPerson).toBe(needed)
})
