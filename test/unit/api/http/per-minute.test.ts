import { createPerMinute } from '../../../../api/http'
import { instant } from '../../../../contract/quantities'

const at = instant(1_795_000_020_000)

describe('so many a minute', () => {
  it('P-18 S1-27 S1-28 lets one ask so often, and hinders no neighbour', () => {
    const pace = createPerMinute<string>(3)
    expect([1, 2, 3].map(() => pace.spend('10.0.0.1', at))).toEqual([0, 0, 0])
    expect(pace.spend('10.0.0.1', at)).toBe(60_000 - (at % 60_000))
    expect(pace.spend('10.0.0.2', at)).toBe(0)
    expect(pace.spend('10.0.0.1', instant(at + 60_000))).toBe(0)
  })

  it('P-18 S1-27 S1-28 forgets whom it counted before it fills the memory', () => {
    const pace = createPerMinute<number>(1)
    for (let key = 0; key < 10_000; key += 1) pace.spend(key, at)
    expect(pace.spend(0, at)).toBe(0)
  })
})
