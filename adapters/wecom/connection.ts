import { WSAuthFailureError, WSClient, WSReconnectExhaustedError } from '@wecom/aibot-node-sdk'
import type { WsFrame } from '@wecom/aibot-node-sdk'

import type { Clock } from '../../contract/ports/clock'
import type { ChatHealth } from '../../contract/ports/chat'
import type { Instant } from '../../contract/quantities'
import type { Pace, WecomBotConfig } from './config'
import type { Log } from './log'
import { createSdkLogger } from './sdk-logger'
import { wording } from './wording'

/** What comes in over the connection. None of these may throw. */
export interface Ears {
  message(client: WSClient, frame: WsFrame): void
  event(client: WSClient, frame: WsFrame): void
  strayRefusal(errcode: number): void
}

export type Phase = 'stopped' | 'connecting' | 'up' | 'taken-over' | 'credentials-refused'

/**
 * The one connection of the bot, kept up.
 *
 * 1. At most one socket lives at any time, and while the gateway is away attempts come at most once per
 *    `reconnectCap` (and a fifth less, for chance).
 * 2. A connection that hangs in the handshake, is never answered, goes silent or breaks is replaced.
 * 3. Being taken over by another process ends it: nothing is tried until `start` is called again. Two processes that
 *    both came back would kick each other for ever.
 *
 * Every attempt gets a client of its own and the SDK's own reconnecting is off. Its wait grows to 30 s, it has no
 * limit for an unanswered subscribe, and `disconnect()` followed by `connect()` on the same client lets the late
 * `close` of the old socket forget the new one, which then lives on unowned (version 1.0.7).
 */
export class Connection {
  phase: Phase = 'stopped'
  private current: WSClient | undefined
  private since: Instant
  private opened = 0
  /** Attempts and connections in a row that did not last. */
  private failures = 0
  private refusals = 0
  /** The limit of the attempt under way, or the wait for the next one. */
  private timer: NodeJS.Timeout | undefined
  private stable: NodeJS.Timeout | undefined
  private readonly waiting = new Set<(client: WSClient) => void>()

  constructor(
    private readonly config: WecomBotConfig,
    private readonly pace: Pace,
    private readonly deps: { readonly log: Log; readonly clock: Clock },
    private readonly ears: Ears,
  ) {
    this.since = deps.clock.now()
  }

  start(): void {
    if (this.phase === 'connecting' || this.phase === 'up') return
    this.failures = 0
    this.refusals = 0
    this.attempt()
  }

  stop(): void {
    this.enter('stopped')
    this.retire()
  }

  /** The client to speak through, while there is one that WeCom has accepted. */
  client(): WSClient | undefined {
    return this.phase === 'up' ? this.current : undefined
  }

  /** The client as soon as there is one, undefined when there was none in time. */
  whenUp(withinMs: number): Promise<WSClient | undefined> {
    const client = this.client()
    if (client !== undefined) return Promise.resolve(client)
    return new Promise((resolve) => {
      const found = (late: WSClient): void => {
        clearTimeout(timer)
        resolve(late)
      }
      const timer = setTimeout(() => {
        this.waiting.delete(found)
        resolve(undefined)
      }, withinMs)
      this.waiting.add(found)
    })
  }

  /** Replaces the connection, for one the gateway says it does not know. */
  renew(client: WSClient, because: string): void {
    if (client === this.current) this.dropped(because)
  }

  health(): ChatHealth {
    const state = this.phase === 'up' ? 'connected' : this.phase === 'connecting' ? 'connecting' : 'down'
    return { state, since: this.since, detail: this.advice(), connectionsOpened: this.opened }
  }

  private attempt(): void {
    this.retire()
    if (this.phase !== 'credentials-refused') this.enter('connecting')
    const client = this.newClient()
    this.current = client
    this.listen(client)
    this.timer = setTimeout(() => this.dropped('the gateway does not answer'), this.pace.authWithin)
    client.connect()
  }

  private newClient(): WSClient {
    const { botId, secret, wsUrl } = this.config
    return new WSClient({
      botId,
      secret,
      ...(wsUrl !== undefined && { wsUrl }),
      maxReconnectAttempts: 0,
      maxAuthFailureAttempts: 0,
      heartbeatInterval: this.pace.heartbeat,
      wsOptions: {
        handshakeTimeout: this.pace.authWithin,
        maxPayload: 1024 * 1024,
        perMessageDeflate: false,
      },
      logger: createSdkLogger(this.deps.log, (errcode) => this.ears.strayRefusal(errcode)),
    })
  }

  /** With its own reconnecting off, the SDK says once per lost connection which of the two limits it met. */
  private listen(client: WSClient): void {
    client.on('connected', () => (this.opened += 1))
    client.on('authenticated', () => this.accepted(client))
    client.on('message', (frame) => this.ears.message(client, frame))
    client.on('event', (frame) => this.ears.event(client, frame))
    client.on('event.disconnected_event', () => this.takenOver())
    client.on('error', (error) => {
      if (error instanceof WSAuthFailureError) this.refused()
      else if (error instanceof WSReconnectExhaustedError) this.dropped('the connection was lost')
      else this.deps.log.debug({ error: error.message.slice(0, 200) }, 'wecom connection error')
    })
  }

  private accepted(client: WSClient): void {
    clearTimeout(this.timer)
    this.refusals = 0
    this.stable = setTimeout(() => (this.failures = 0), this.pace.stableAfter)
    this.enter('up')
    this.deps.log.info({ connections: this.opened }, 'wecom bot connected')
    for (const found of this.waiting) found(client)
    this.waiting.clear()
  }

  private dropped(because: string): void {
    this.retire()
    this.failures += 1
    if (this.phase !== 'credentials-refused') this.enter('connecting')
    const wait = this.nextWait(this.failures)
    const level = this.failures <= 3 || this.failures % 20 === 0 ? 'warn' : 'debug'
    this.deps.log[level]({ because, attempt: this.failures, wait }, 'wecom bot disconnected, trying again')
    this.timer = setTimeout(() => this.attempt(), wait)
  }

  private refused(): void {
    this.retire()
    this.refusals += 1
    const forGood = this.refusals >= this.pace.quickAuthTries
    if (forGood) this.enter('credentials-refused')
    const wait = forGood ? this.pace.authRetry : this.nextWait(this.refusals)
    this.deps.log.error(
      { refusals: this.refusals, wait, advice: wording.credentialsRefused },
      'wecom refused the bot',
    )
    this.timer = setTimeout(() => this.attempt(), wait)
  }

  private takenOver(): void {
    this.enter('taken-over')
    this.retire()
    this.deps.log.error({ advice: wording.takenOver }, 'wecom bot was taken over by another connection')
  }

  /** Chance only shortens a wait, so that the longest one stays what the configuration says. */
  private nextWait(failures: number): number {
    const { reconnectBase, reconnectCap } = this.pace
    const full = Math.min(reconnectBase * 2 ** Math.min(failures - 1, 20), reconnectCap)
    return Math.round(full * (0.8 + 0.2 * Math.random()))
  }

  private retire(): void {
    clearTimeout(this.timer)
    clearTimeout(this.stable)
    const client = this.current
    this.current = undefined
    client?.removeAllListeners()
    client?.disconnect()
  }

  private enter(phase: Phase): void {
    if (this.phase === phase) return
    this.phase = phase
    this.since = this.deps.clock.now()
  }

  private advice(): string {
    switch (this.phase) {
      case 'up':
        return wording.connected
      case 'connecting':
        return this.failures < 3 ? wording.connecting : wording.unreachable
      case 'taken-over':
        return wording.takenOver
      case 'credentials-refused':
        return wording.credentialsRefused
      case 'stopped':
        return wording.stopped
    }
  }
}
