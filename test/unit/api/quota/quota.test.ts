import fc from 'fast-check'

import { createCallMeter, quotaMonth, quotaUse } from '../../../../api/quota'
import { createQuotaWatch } from '../../../../boot/quota-watch'
import { instant } from '../../../../contract/quantities'

const at = (iso: string) => instant(Date.parse(iso))

describe('the month of a quota', () => {
  it('is the calendar month of China', () => {
    expect(quotaMonth(at('2026-07-31T15:59:59Z'))).toBe('2026-07')
    expect(quotaMonth(at('2026-07-31T16:00:00Z'))).toBe('2026-08')
  })
})

describe('how far a quota is used', () => {
  it.each([
    [0, 'enough', 0],
    [7_999, 'enough', 79],
    [8_000, 'near', 80],
    [9_499, 'near', 94],
    [9_500, 'nearly-used', 95],
    [9_999, 'nearly-used', 99],
    [10_000, 'used-up', 100],
    [12_000, 'used-up', 120],
  ])('after %i of 10,000 calls', (calls, level, percent) => {
    expect(quotaUse(calls, 10_000)).toMatchObject({ level, percent })
  })

  it('is always enough where there is no limit', () => {
    expect(quotaUse(1_000_000, 0)).toMatchObject({ level: 'enough', percent: 0 })
  })
})

describe('the meter', () => {
  const memoryStore = () => {
    const rows = new Map<string, number>()
    const state = { writes: 0, broken: false }
    const store = {
      add: (more: readonly { platform: string; month: string; calls: number }[]) => {
        if (state.broken) return Promise.reject(new Error('away'))
        state.writes += 1
        for (const { platform, month, calls } of more) {
          rows.set(`${platform} ${month}`, (rows.get(`${platform} ${month}`) ?? 0) + calls)
        }
        return Promise.resolve()
      },
      calls: (platform: string, month: string) => Promise.resolve(rows.get(`${platform} ${month}`) ?? 0),
    }
    return { store, rows, state }
  }
  const clock = { now: () => at('2026-07-15T00:00:00Z') }

  it('P-15 loses and doubles no call, whatever fails and whenever it is asked', async () => {
    const step = fc.constantFrom('call', 'call', 'call', 'flush', 'break', 'mend', 'ask')
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { store, rows, state } = memoryStore()
        const meter = createCallMeter({ store, clock, failed: () => undefined })
        let made = 0
        for (const one of steps) {
          if (one === 'call') made += 1
          if (one === 'call') meter.add('dingtalk')
          if (one === 'flush') await meter.flush()
          if (one === 'ask') expect(await meter.ofThisMonth('dingtalk')).toBe(made)
          if (one === 'break' || one === 'mend') state.broken = one === 'break'
        }
        state.broken = false
        await meter.stop()
        expect(rows.get('dingtalk 2026-07') ?? 0).toBe(made)
      }),
    )
  })

  it('writes all calls of a while at once, and nothing while there are none', async () => {
    const { store, state } = memoryStore()
    const meter = createCallMeter({ store, clock, failed: () => undefined })
    for (let n = 0; n < 500; n += 1) meter.add('dingtalk')

    await meter.flush()
    await meter.flush()

    expect(state.writes).toBe(1)
    await meter.stop()
  })
})

describe('watching the quota', () => {
  const watching = (calls: number, limit: number | null) => {
    const told: string[] = []
    const watch = createQuotaWatch({
      calls: { ofThisMonth: () => Promise.resolve(calls) },
      limit,
      clock: { now: () => at('2026-07-15T00:00:00Z') },
      warn: (once) => Promise.resolve(void told.push(once)),
    })
    return { watch, told }
  }

  it.each([
    [7_999, 10_000, []],
    [8_000, 10_000, ['quota:dingtalk:2026-07:near']],
    [9_500, 10_000, ['quota:dingtalk:2026-07:nearly-used']],
    [10_000, 10_000, ['quota:dingtalk:2026-07:used-up']],
    [10_000, 0, []],
    [10_000, null, []],
  ])('%i of %p', async (calls, limit, expected) => {
    const { watch, told } = watching(calls, limit)

    await watch.look()

    expect(told).toEqual(expected)
  })
})
