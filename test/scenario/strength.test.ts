import { print } from './print'
import { openStage } from './stage'
import type { Stage } from './stage'
import { hoursAgo, nativeView } from './visits'
import type { Visitor } from './visits'

const DAY = 86_400_000
const luo: Visitor = { phone: '13600000001', name: '罗思远', company: '致砻电子' }

interface Row {
  readonly id: number
  readonly name: string
  readonly score: number
}

interface Contribution {
  readonly points: number
  readonly count: number
  readonly halfLifeDays: number
}

describe('S1-16 intent strength', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(() => stage.close())
  afterEach(() => jest.restoreAllMocks())

  const rowOf = async (name: string): Promise<Row> => {
    const { items } = await stage.api<{ items: Row[] }>(`/v1/customers?q=${encodeURIComponent(name)}`)
    const [row] = items
    if (row === undefined) throw new Error(`${name} is nowhere`)
    return row
  }

  it('is there with the answer of the door and a blink more', async () => {
    const sentAt = performance.now()
    await stage.post('/v1/touchpoints', nativeView(luo, '/pricing', hoursAgo(0), 'v1'))
    const answeredAt = performance.now()
    await stage.judged()
    const { score } = await rowOf('罗思远')
    print(
      `S1-16 durable answer ${(answeredAt - sentAt).toFixed(0)} ms, new score ${(performance.now() - sentAt).toFixed(0)} ms after the event`,
    )
    expect(score).toBeGreaterThan(0)
  })

  it('is exactly the sum of the contributions shown', async () => {
    for (const [i, path] of ['/docs/api/auth', '/pricing', '/cases/a', '/products/b'].entries()) {
      await stage.post('/v1/touchpoints', nativeView(luo, path, hoursAgo(3 * i), `w${i}`))
    }
    await stage.judged()
    const { id, score } = await rowOf('罗思远')
    const page = await stage.api<{ score: number; contributions: Contribution[] }>(`/v1/customers/${id}`)
    const sum = page.contributions.reduce((all, { points }) => all + Math.round(points * 10), 0)
    expect(sum).toBe(Math.round(page.score * 10))
    expect(Math.abs(page.score - score)).toBeLessThanOrEqual(0.1)
  })

  it('falls by the clock alone, and the list of hot customers falls with it', async () => {
    const before = await rowOf('罗思远')
    const real = Date.now.bind(Date)
    jest.spyOn(Date, 'now').mockImplementation(() => real() + 10 * DAY)
    const run = await stage.hub.schedule.runNow('decay-intent')
    expect(run).toBeDefined()
    const after = await rowOf('罗思远')
    print(`S1-16 ${before.score} points become ${after.score} in ten days without a touchpoint`)
    expect(after.score).toBeLessThan(before.score)
    // Half-lives here are 7 and 10 days: after ten days between 37 and 50 of 100 points are left.
    const raw = (score: number) => -Math.log2(1 - score / 100)
    const left = raw(after.score) / raw(before.score)
    expect(left).toBeGreaterThan(2 ** (-10 / 7) - 0.02)
    expect(left).toBeLessThan(2 ** (-10 / 10) + 0.02)
  })
})
