import fc from 'fast-check'

import { InOrder } from '../../../../api/imports/in-order'
import { patiently } from '../../../../api/imports/patiently'
import { SaveNewest } from '../../../../api/imports/save-newest'
import { Fault } from '../../../../contract/fault'
import { instant, millis } from '../../../../contract/quantities'

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))
const turns = async (n: number) => {
  for (let i = 0; i < n; i += 1) await turn()
}

describe('J-09 pieces of work in order', () => {
  it('settle in the order they came, whatever ends first, and never more than the width are open', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(5), { maxLength: 20 }),
        fc.integer({ min: 1, max: 4 }),
        async (lengths, width) => {
          const order = new InOrder(width)
          const settled: number[] = []
          let open = 0
          let most = 0
          for (const [i, length] of lengths.entries()) {
            const work = async () => {
              most = Math.max(most, (open += 1))
              await turns(length)
              open -= 1
              return i
            }
            await order.add(work, async (n) => void settled.push(n))
          }
          await order.end()
          expect(settled).toEqual(lengths.map((_, i) => i))
          expect(most).toBeLessThanOrEqual(width)
        },
      ),
      { numRuns: 50 },
    )
  })

  it('stop at the first failure: nothing after it settles or starts', async () => {
    const order = new InOrder(3)
    const settled: string[] = []
    const settle = async (name: string) => void settled.push(name)
    await order.add(async () => 'a', settle)
    await order.add(() => turn().then(() => Promise.reject(new Error('b'))), settle)
    await expect(order.add(async () => 'c', settle)).resolves.toBeUndefined()
    await expect(order.end()).rejects.toThrow('b')
    const late = jest.fn(async () => 'd')
    await expect(order.add(late, settle)).rejects.toThrow('b')
    expect([settled, late.mock.calls.length]).toEqual([['a'], 0])
  })
})

describe('saving the newest', () => {
  it('saves one at a time and skips what was overtaken', async () => {
    const saved: number[] = []
    const saver = new SaveNewest<number>(async (n) => {
      await turn()
      saved.push(n)
    })
    for (const n of [1, 2, 3]) saver.put(n)
    await saver.settled()
    expect(saved).toEqual([1, 3])
  })

  it('tells whoever comes next that a save has failed', async () => {
    const saver = new SaveNewest<number>(() => Promise.reject(new Error('disk')))
    saver.put(1)
    await expect(saver.settled()).rejects.toThrow('disk')
    expect(() => saver.put(2)).toThrow('disk')
  })
})

describe('J-09 patience with a store that is away', () => {
  const away = (code: 'busy' | 'store-unavailable' | 'conflict') =>
    new Fault({ code, message: code, advice: '', retryAfter: millis(1) })

  it.each(['busy', 'store-unavailable'] as const)('tries again after %s', async (code) => {
    let tries = 0
    const work = async () => {
      if ((tries += 1) < 4) throw away(code)
      return 'kept'
    }
    await expect(patiently(work, { clock: { now: () => instant(0) } })).resolves.toBe('kept')
    expect(tries).toBe(4)
  })

  it('does not try again what would fail again, and gives up in the end', async () => {
    let at = 0
    const clock = { now: () => instant((at += 60_000)) }
    await expect(patiently(() => Promise.reject(away('conflict')), { clock })).rejects.toThrow('conflict')
    await expect(patiently(() => Promise.reject(away('busy')), { clock })).rejects.toThrow('busy')
    expect(at).toBeGreaterThan(600_000)
  })

  it('stops waiting when it is told to stop', async () => {
    const stop = new AbortController()
    const fault = new Fault({ code: 'busy', message: 'busy', advice: '', retryAfter: millis(60_000) })
    const waiting = patiently(() => Promise.reject(fault), {
      clock: { now: () => instant(0) },
      signal: stop.signal,
    })
    stop.abort()
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
  })
})
