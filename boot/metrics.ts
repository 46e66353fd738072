import { Gauge, Histogram, Counter, Registry, collectDefaultMetrics } from 'prom-client'

import type { Delivery } from '../api/delivery'
import type { Pipeline } from '../api/flow'
import type { HttpMetrics } from '../api/http'
import type { CallMeter } from '../api/quota'
import type { Inbox, LogStore } from '../api/touchpoints'
import type { Platform } from '../contract/people'
import type { ChatPort } from '../contract/ports/chat'
import type { Clock } from '../contract/ports/clock'
import type { JobLedger } from '../contract/ports/jobs'

export interface MetricsDeps {
  readonly inbox: Inbox
  readonly log: LogStore
  readonly pipeline: Pipeline
  readonly delivery: Pick<Delivery, 'counts'>
  readonly chats: ReadonlyMap<Platform, ChatPort>
  readonly jobs: JobLedger
  readonly clock: Clock
  readonly calls: Pick<CallMeter, 'ofThisMonth'>
  /** DingTalk's calls in a month, 0 for no limit; null where it is not used. */
  readonly callLimit: number | null
}

export interface Metrics {
  readonly http: HttpMetrics
  page(): Promise<{ readonly type: string; readonly text: string }>
  /** How far judging is behind the log: touchpoints and milliseconds. */
  lag(): Promise<{ readonly touchpoints: number; readonly ms: number }>
}

/** Every stage of the main path in figures, gathered when somebody asks. */
export function createMetrics(deps: MetricsDeps): Metrics {
  const gauges = createGauges()
  const { registry } = gauges

  const lag = async (): Promise<{ touchpoints: number; ms: number }> => {
    const newest = await deps.log.head()
    const at = deps.pipeline.figures().position
    const oldestAt = newest > at ? await deps.log.firstReceivedAfter(at) : undefined
    return {
      touchpoints: Math.max(0, newest - at),
      ms: oldestAt === undefined ? 0 : Math.max(0, deps.clock.now() - oldestAt),
    }
  }

  const gather = async (): Promise<void> => {
    const { waiting, head, position, lagTouchpoints, lagSeconds, processed, decisions, failures, oldest } =
      gauges
    const { outbox, connected, connections, calls, callLimit, jobRuns, jobAge } = gauges
    const figures = deps.pipeline.figures()
    const behind = await lag()
    waiting.set(deps.inbox.waiting())
    head.set(await deps.log.head())
    position.set(figures.position)
    lagTouchpoints.set(behind.touchpoints)
    lagSeconds.set(behind.ms / 1_000)
    processed.set(figures.processed)
    decisions.set(figures.decisions)
    failures.set(figures.failures)
    const { waiting: due, oldestWaiting, ...tally } = await deps.delivery.counts()
    outbox.set({ state: 'waiting' }, due)
    for (const [state, count] of Object.entries(tally)) {
      if (typeof count === 'number') outbox.set({ state }, count)
    }
    oldest.set(oldestWaiting / 1_000)
    for (const [platform, chat] of deps.chats) {
      const health = chat.health()
      connected.set({ platform }, health.state === 'connected' ? 1 : 0)
      connections.set({ platform }, health.connectionsOpened)
    }
    if (deps.callLimit !== null) {
      calls.set({ platform: 'dingtalk' }, await deps.calls.ofThisMonth('dingtalk'))
      callLimit.set({ platform: 'dingtalk' }, deps.callLimit)
    }
    for (const run of await deps.jobs.all()) {
      jobRuns.set({ job: run.name, result: 'all' }, run.runs)
      jobRuns.set({ job: run.name, result: 'failed' }, run.failures)
      if (run.succeededAt !== null)
        jobAge.set({ job: run.name }, (deps.clock.now() - run.succeededAt) / 1_000)
    }
  }

  return {
    http: {
      answered: (door, status, ms) => {
        gauges.answered.inc({ door, status: String(status) })
        gauges.seconds.observe({ door }, ms / 1_000)
      },
    },
    lag,
    page: async () => {
      await gather()
      return { type: registry.contentType, text: await registry.metrics() }
    },
  }
}

/** Every figure by its Prometheus name. */
function createGauges() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const gauge = (name: string, help: string, labelNames: string[] = []): Gauge =>
    new Gauge({ name: `zhongshu_${name}`, help, labelNames, registers: [registry] })
  const answered = new Counter({
    name: 'zhongshu_door_answers_total',
    help: 'Answers of the doors by status',
    labelNames: ['door', 'status'],
    registers: [registry],
  })
  const seconds = new Histogram({
    name: 'zhongshu_door_seconds',
    help: 'From the first byte of a request to its durable answer',
    labelNames: ['door'],
    buckets: [0.001, 0.002, 0.005, 0.01, 0.03, 0.1, 0.3, 1, 5],
    registers: [registry],
  })
  return {
    registry,
    answered,
    seconds,
    waiting: gauge('inbox_waiting', 'Touchpoints waiting for their commit'),
    head: gauge('log_head', 'Newest position in the touchpoint log'),
    position: gauge('log_position', 'Position up to which the log is judged'),
    lagTouchpoints: gauge('judge_lag_touchpoints', 'Touchpoints kept and not yet judged'),
    lagSeconds: gauge('judge_lag_seconds', 'Age of the oldest touchpoint not yet judged'),
    processed: gauge('touchpoints_processed', 'Touchpoints judged since the process started'),
    decisions: gauge('decisions_recorded', 'Decisions recorded since the process started'),
    failures: gauge('judge_failures', 'Batches that had to be taken apart since the process started'),
    outbox: gauge('notices', 'Notices by what became of them', ['state']),
    oldest: gauge('notices_oldest_seconds', 'Age of the notice that waits longest'),
    connected: gauge('chat_connected', '1 while the platform is connected', ['platform']),
    connections: gauge('chat_connections_opened', 'Connections opened since start', ['platform']),
    calls: gauge('platform_calls', 'Calls of the running month that the platform counts', ['platform']),
    callLimit: gauge('platform_calls_limit', 'Calls allowed in a month, 0 for no limit', ['platform']),
    jobRuns: gauge('job_runs', 'Runs of each job', ['job', 'result']),
    jobAge: gauge('job_since_success_seconds', 'Since the job last succeeded', ['job']),
  }
}
