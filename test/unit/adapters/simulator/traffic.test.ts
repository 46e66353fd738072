import { trialCompany } from '../../../../adapters/simulator/company/trial-company'
import { createTraffic } from '../../../../adapters/simulator/traffic/traffic'
import type { SendHttp } from '../../../../adapters/simulator/traffic/send-http'
import type { Traffic, TrafficDeps } from '../../../../adapters/simulator/traffic/traffic'

const company = trialCompany(1)
const start = Date.UTC(2026, 10, 23, 6)
const keys = { native: 'wk_native', segment: 'wk_segment', sensors: 'wk_sensors', inquiry: 'wk_inquiry' }

interface Seen {
  readonly at: number
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Plays for so many seconds of a clock that only waiting moves. */
async function play(
  playedSeconds: number,
  deps: Partial<TrafficDeps> = {},
  answer: (seen: Seen, nth: number) => { status: number; retryAfter?: string } | 'cut' = () => ({
    status: 200,
  }),
): Promise<{ seen: Seen[]; traffic: Traffic }> {
  let now = start
  let ended: () => void = () => undefined
  const end = new Promise<void>((resolve) => {
    ended = resolve
  })
  const seen: Seen[] = []
  const http: SendHttp = ({ url, headers, body }) => {
    const { pathname } = new URL(url)
    seen.push({ at: now - start, path: pathname, headers, body })
    const said = answer({ at: now - start, path: pathname, headers, body }, seen.length - 1)
    if (said === 'cut') return Promise.reject(new Error('socket hang up'))
    return Promise.resolve({ status: said.status, retryAfter: said.retryAfter ?? null, body: '{}' })
  }
  const time = {
    now: () => now,
    wait: (ms: number) => {
      now += ms
      if (now - start >= playedSeconds * 1_000) void traffic.stop().then(ended)
      return Promise.resolve()
    },
  }
  const traffic = createTraffic({
    baseUrl: 'http://127.0.0.1:1',
    keys,
    company,
    seed: 5,
    http,
    time,
    ...deps,
  })
  traffic.start()
  await end
  return { seen, traffic }
}

const sensorsEvents = (
  body: string,
): { event: string; time: number; properties: Record<string, unknown> }[] =>
  JSON.parse(
    Buffer.from(decodeURIComponent(body.replace('data_list=', '')), 'base64').toString('utf8'),
  ) as never

describe('the traffic of the trial', () => {
  it('O-16 brings the first inquiry within ten seconds and the technical reader within half a minute', async () => {
    const { seen } = await play(60)
    const inquiryAt = seen.find(({ path }) => path === '/v1/inquiries')?.at
    expect(inquiryAt).toBeLessThanOrEqual(10_000)
    const late = seen.find(
      ({ path, body }) =>
        path === '/sa' && sensorsEvents(body).some(({ time }) => time < start - 40 * 3_600_000),
    )
    expect(late?.at).toBeLessThanOrEqual(30_000)
  })

  it('begins with customers of the first member', async () => {
    const { seen } = await play(15)
    const first = seen.find(({ path }) => path === '/v1/inquiries')
    const { name } = JSON.parse(first?.body ?? '{}') as { name: string }
    expect(company.customers.find((c) => c.name === name)?.owner).toBe(company.firstMember)
  })

  it('keeps to its rate in the long run', async () => {
    const { traffic } = await play(900)
    const { sent } = traffic.counts()
    expect(sent / 900).toBeGreaterThan(2.4)
    expect(sent / 900).toBeLessThan(3.6)
  })

  it('speaks all four protocols, each with its own key', async () => {
    const { seen } = await play(120)
    const keyOf = ({ path, headers, body }: Seen): string =>
      path === '/sa' ? 'in the query' : (headers['authorization'] ?? body)
    const said = new Map(seen.map((s) => [s.path, keyOf(s)]))
    expect(Object.fromEntries(said)).toEqual({
      '/v1/touchpoints': 'Bearer wk_native',
      '/v1/inquiries': 'Bearer wk_inquiry',
      '/v1/batch': `Basic ${Buffer.from('wk_segment:').toString('base64')}`,
      '/sa': 'in the query',
    })
  })

  it('never says one id twice, in one run or in two with the same seed', async () => {
    const idsOf = (seen: Seen[]): string[] =>
      seen
        .filter(({ path }) => path === '/v1/touchpoints')
        .map(({ body }) => (JSON.parse(body) as { id: string }).id)
    const [one, two] = [idsOf((await play(60)).seen), idsOf((await play(60)).seen)]
    expect(one.length).toBeGreaterThan(50)
    expect(new Set([...one, ...two]).size).toBe(one.length + two.length)
  })

  it('waits as long as a door asks before it says the same again', async () => {
    const { seen, traffic } = await play(60, {}, (_, nth) =>
      nth === 3 ? { status: 429, retryAfter: '7' } : { status: 200 },
    )
    expect((seen[4]?.at ?? 0) - (seen[3]?.at ?? 0)).toBeGreaterThanOrEqual(7_000)
    expect(seen.slice(4).map(({ body }) => body)).toContain(seen[3]?.body)
    expect(traffic.counts().repeated).toBe(1)
  })

  it('asks less and less often while nobody answers, and loses nothing of what waits', async () => {
    const { seen, traffic } = await play(600, {}, ({ at }) => (at < 300_000 ? 'cut' : { status: 200 }))
    expect(seen.filter(({ at }) => at < 300_000).length).toBeLessThan(25)
    expect(traffic.counts().dropped).toBe(0)
    expect(traffic.counts().sent).toBeGreaterThan(500)
  })

  it('does not storm a door that opens again', async () => {
    const { seen } = await play(400, {}, ({ at }) => (at < 200_000 ? { status: 503 } : { status: 200 }))
    const reopened = seen.map(({ at }) => at).filter((at) => at > 200_000)
    const busiest = reopened.map((from) => reopened.filter((at) => at >= from && at < from + 1_000).length)
    expect(Math.max(...busiest)).toBeLessThanOrEqual(26)
  })

  it('goes on when a door refuses, and tells once', async () => {
    const onRefused = jest.fn()
    const { traffic } = await play(60, { onRefused }, ({ path }) => ({ status: path === '/sa' ? 401 : 200 }))
    expect(onRefused).toHaveBeenCalledTimes(1)
    expect(onRefused).toHaveBeenCalledWith({ wire: 'sensors', status: 401, body: '{}' })
    expect(traffic.counts().sent).toBeGreaterThan(50)
  })

  it('tells what visitors do in words, newest first, twelve lines at most', async () => {
    const { traffic } = await play(120)
    const { latest } = traffic.counts()
    expect(latest).toHaveLength(12)
    expect(latest.some(({ text }) => /打开了|看了/.test(text))).toBe(true)
  })
})
