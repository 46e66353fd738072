import { trafficOf } from '../company/traffic'
import type { SentTouchpoint } from '../company/traffic'
import { openLine } from './line'
import type { Line } from './line'
import type { LoadPlan, LoadReport } from './plan'
import { requestOf, stamp } from './request'
import type { Request } from './request'

/** The other process of a measurement: makes touchpoints, sends them, counts answers. Driven by messages. */
process.on('message', (plan: LoadPlan) => {
  run(plan).then(
    (report) => process.send?.(report),
    (cause: unknown) => process.send?.({ failed: String(cause) }),
  )
})
process.on('disconnect', () => process.exit(0))

/** Requests of one connection in a closed loop before they come round again, under new ids. */
const DIFFERENT = 12

async function run(plan: LoadPlan): Promise<LoadReport> {
  const lines = await Promise.all(Array.from({ length: plan.connections }, () => openLine(plan.port)))
  const counted = new Count(plan)
  const requests = requestsOf(plan, plan.rate === null ? plan.connections * DIFFERENT : dueIn(plan))
  const before = process.cpuUsage()
  const start = performance.now()
  if (plan.rate === null) await closedLoop(plan, lines, requests, counted, start)
  else await openLoop(plan, lines, requests, counted, start)
  const seconds = (performance.now() - start) / 1_000
  const { user, system } = process.cpuUsage(before)
  lines.forEach((line) => line.close())
  return counted.report(seconds, (user + system) / 1e6)
}

const dueIn = (plan: LoadPlan): number => Math.floor(((plan.rate ?? 0) / plan.perRequest) * plan.seconds)

function requestsOf(plan: LoadPlan, count: number): Request[] {
  const day = 86_400_000
  const touchpoints = trafficOf({
    seed: [...plan.run].reduce((sum, c) => sum * 31 + c.charCodeAt(0), 7) % 100_000,
    customers: plan.customers,
    touchpoints: count * plan.perRequest,
    from: Date.now() - 14 * day,
    until: Date.now(),
  })
  const group = (i: number): SentTouchpoint[] =>
    touchpoints.slice(i * plan.perRequest, (i + 1) * plan.perRequest)
  return Array.from({ length: count }, (_, i) => requestOf(plan, group(i)))
}

class Count {
  private readonly latencies: number[] = []
  private readonly refused: Record<string, number> = {}
  private ids = 0
  constructor(private readonly plan: LoadPlan) {}

  readonly nextId = (): number => (this.ids += 1)

  answered(status: number, due: number): void {
    if (status === 200) this.latencies.push(performance.now() - due)
    else this.refused[status] = (this.refused[status] ?? 0) + 1
  }

  report(seconds: number, ownCpu: number): LoadReport {
    const { latencies, refused } = this
    return {
      requests: latencies.length,
      touchpoints: latencies.length * this.plan.perRequest,
      seconds,
      latencies: latencies.sort((a, b) => a - b),
      refused,
      ownCpu,
    }
  }
}

/** Every connection sends its next request when its last one is answered, until time is up. */
const closedLoop = async (
  plan: LoadPlan,
  lines: readonly Line[],
  requests: readonly Request[],
  counted: Count,
  start: number,
): Promise<void> => {
  const end = start + plan.seconds * 1_000
  const one = (line: Line, own: readonly Request[]): Promise<void> =>
    new Promise((resolve) => {
      let sent = 0
      const next = (): void => {
        const request = own[sent % own.length]
        const now = performance.now()
        if (request === undefined || now >= end) return resolve()
        sent += 1
        line.send(stamp(request, plan.run, counted.nextId), (status) => {
          counted.answered(status, now)
          if (status === 0) resolve()
          else next()
        })
      }
      next()
    })
  await Promise.all(lines.map((line, i) => one(line, requests.slice(i * DIFFERENT, (i + 1) * DIFFERENT))))
}

/** Sends each request when it is due on the first connection that is free; where none is, it waits and that counts. */
const openLoop = (
  plan: LoadPlan,
  lines: readonly Line[],
  requests: readonly Request[],
  counted: Count,
  start: number,
): Promise<void> =>
  new Promise((resolve) => {
    const every = (1_000 * plan.perRequest) / (plan.rate ?? 1)
    const free = [...lines]
    let sent = 0
    let answered = 0
    const pump = (): void => {
      const now = performance.now()
      while (sent < requests.length && start + sent * every <= now) {
        const line = free.pop()
        const request = requests[sent]
        if (line === undefined || request === undefined) return
        const due = start + sent * every
        sent += 1
        line.send(stamp(request, plan.run, counted.nextId), (status) => {
          counted.answered(status, due)
          free.push(line)
          answered += 1
          if (answered === requests.length) finish()
          else if (free.length === 1) pump()
        })
      }
    }
    const timer = setInterval(pump, 1)
    const finish = (): void => {
      clearInterval(timer)
      resolve()
    }
  })
