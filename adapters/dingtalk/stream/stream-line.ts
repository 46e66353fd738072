import type { DWClientDownStream } from 'dingtalk-stream'

import type { Clock } from '../../../contract/ports/clock'
import type { ChatHealth } from '../../../contract/ports/chat'
import type { DingtalkTimings } from '../config'
import type { Log } from '../log'
import type { Wording } from '../wording'
import { OpenRefused } from './open-refused'
import { retryDelay } from './retry-delay'
import type { StreamConnection, StreamEars } from './stream-connection'
import { watch } from './watchdog'

interface LineDeps {
  readonly log: Log
  readonly words: Wording
  readonly clock: Clock
  readonly timings: DingtalkTimings
  readonly open: (ears: StreamEars) => StreamConnection
  readonly heard: (frame: DWClientDownStream, connection: StreamConnection) => void
}

/** Failures in a row after which the line calls itself down. */
const downAfter = 3
/** A connection that was watched so long without dying lets the watchdog be quick again. */
const calmAfter = 60_000

/**
 * Keeps one connection to the gateway for as long as it is not stopped.
 *
 * 1. One attempt at a time, and between two attempts a wait that doubles: whatever the gateway does, it is not
 *    flooded.
 * 2. One live connection; two only while a replaced one drains.
 * 3. Stopped means stopped: no timer, no attempt and no socket is left.
 */
export class StreamLine {
  private current: StreamConnection | undefined
  private opening: StreamConnection | undefined
  private readonly draining = new Map<StreamConnection, NodeJS.Timeout>()
  private retryTimer: NodeJS.Timeout | undefined
  private unwatch: () => void = () => undefined
  private stopped = false
  private failures = 0
  private refusals = 0
  private deaths = 0
  private quietSwaps = 0
  private state: Omit<ChatHealth, 'connectionsOpened'>
  private opened = 0

  constructor(private readonly deps: LineDeps) {
    this.state = { state: 'connecting', since: deps.clock.now(), detail: deps.words.connecting }
  }

  /** Resolves when the first attempt is over, well or badly. */
  start(): Promise<void> {
    return this.attempt()
  }

  async stop(): Promise<void> {
    this.stopped = true
    clearTimeout(this.retryTimer)
    this.unwatch()
    const connections = [this.current, this.opening, ...this.draining.keys()].filter(
      (one) => one !== undefined,
    )
    for (const timer of this.draining.values()) clearTimeout(timer)
    for (const connection of connections) connection.close()
    await Promise.all(connections.map((connection) => connection.gone))
    this.become('down', this.deps.words.stopped)
  }

  health(): ChatHealth {
    return { ...this.state, connectionsOpened: this.opened }
  }

  private readonly ears: StreamEars = {
    heard: (frame, connection) => this.deps.heard(frame, connection),
    expired: (connection) => this.replace(connection, 'the gateway announced its end'),
    closed: (connection) => this.closed(connection),
    stumbled: (error) => this.deps.log.warn({ reason: String(error) }, 'dingtalk frame could not be read'),
  }

  private async attempt(): Promise<void> {
    if (this.stopped || this.opening !== undefined) return
    clearTimeout(this.retryTimer)
    this.retryTimer = undefined
    this.endDrains()
    const connection = this.deps.open(this.ears)
    this.opening = connection
    try {
      await connection.connect()
      this.opening = undefined
      this.took(connection)
    } catch (error) {
      this.opening = undefined
      this.failed(error)
    }
  }

  private took(connection: StreamConnection): void {
    if (this.stopped) return connection.close()
    const old = this.current
    this.current = connection
    this.opened += 1
    this.refusals = 0
    this.guard(connection)
    this.become('connected', this.deps.words.connected)
    if (old !== undefined) this.drain(old)
  }

  private failed(error: unknown): void {
    if (this.stopped) return
    const { timings, log } = this.deps
    if (error instanceof OpenRefused && error.needsAPerson) {
      const delay = Math.min(timings.refusedMost, timings.refusedFirst * 2 ** Math.min(this.refusals, 20))
      this.refusals += 1
      const advice = this.deps.words.credentialsRefused(`${error.status} ${error.code}`)
      log.error({ status: error.status, code: error.code, retryInMs: delay, advice }, 'dingtalk refused us')
      this.attemptIn(delay)
      return this.trouble('down', advice)
    }
    const delay = this.nextDelay()
    log.warn({ reason: reasonOf(error), retryInMs: delay }, 'dingtalk could not be connected to')
    this.attemptIn(delay)
    if (this.failures >= downAfter) return this.trouble('down', this.deps.words.unreachable)
    this.trouble('connecting', this.deps.words.connecting)
  }

  private closed(connection: StreamConnection): void {
    clearTimeout(this.draining.get(connection))
    this.draining.delete(connection)
    if (connection !== this.current) return
    this.unwatch()
    this.current = undefined
    if (this.stopped) return
    this.restedIfStable(connection)
    this.become('connecting', this.deps.words.connecting)
    this.deps.log.info({}, 'dingtalk connection closed')
    this.attemptIn(this.nextDelay())
  }

  /** A new connection at once, and the old one heard until it is open: nothing falls between. */
  private replace(connection: StreamConnection, why: string): void {
    if (connection !== this.current || this.stopped) return
    if (this.opening !== undefined || this.retryTimer !== undefined) return
    this.deps.log.info({ why }, 'dingtalk connection is being replaced')
    this.restedIfStable(connection)
    const delay = this.nextDelay()
    // A gateway that announces the end of every connection it has just given is met like one that refuses.
    if (this.failures === 1) void this.attempt()
    else this.attemptIn(delay)
  }

  /** Before a third connection is asked for, the first is let go. */
  private endDrains(): void {
    for (const [earlier, timer] of this.draining) {
      clearTimeout(timer)
      earlier.close()
    }
  }

  private drain(old: StreamConnection): void {
    this.draining.set(
      old,
      setTimeout(() => old.close(), this.deps.timings.drain),
    )
  }

  private guard(connection: StreamConnection): void {
    const { pingAfter, deadAfter, deadMost, frameSilence } = this.deps.timings
    const patience = Math.max(deadAfter, Math.min(deadMost, deadAfter * 2 ** Math.min(this.deaths, 10)))
    const quietPatience = frameSilence * 2 ** Math.min(this.quietSwaps, 4)
    this.unwatch()
    this.unwatch = watch(
      connection,
      { pingAfter, deadAfter: patience, frameSilence: quietPatience },
      { dead: () => this.died(connection), quiet: () => this.wentQuiet(connection) },
    )
  }

  private died(connection: StreamConnection): void {
    this.unwatch()
    this.deaths = performance.now() - connection.openedAt >= calmAfter ? 1 : this.deaths + 1
    this.deps.log.warn({ deaths: this.deaths }, 'dingtalk connection is silent and given up')
    connection.abandon()
  }

  private wentQuiet(connection: StreamConnection): void {
    this.unwatch()
    this.quietSwaps = connection.frameAt > connection.openedAt ? 1 : this.quietSwaps + 1
    this.replace(connection, 'no frame for a long time')
  }

  private restedIfStable(connection: StreamConnection): void {
    const lived = performance.now() - connection.openedAt
    if (lived >= this.deps.timings.stableAfter) this.failures = 0
    if (lived >= calmAfter) this.deaths = 0
  }

  private nextDelay(): number {
    const delay = retryDelay(
      this.failures,
      this.deps.timings.retryFirst,
      this.deps.timings.retryMost,
      Math.random(),
    )
    this.failures += 1
    return delay
  }

  private attemptIn(ms: number): void {
    if (this.stopped || this.opening !== undefined) return
    clearTimeout(this.retryTimer)
    this.retryTimer = setTimeout(() => void this.attempt(), ms)
  }

  /** A replacement that cannot be had is no trouble while the old connection still carries. */
  private trouble(state: 'connecting' | 'down', detail: string): void {
    if (this.current === undefined) this.become(state, detail)
  }

  private become(state: ChatHealth['state'], detail: string): void {
    if (this.state.state === state && this.state.detail === detail) return
    const since = this.state.state === state ? this.state.since : this.deps.clock.now()
    this.state = { state, since, detail }
  }
}

/** The sentence without the request that failed: axios keeps the secret in there. */
const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : 'unknown').slice(0, 300)
