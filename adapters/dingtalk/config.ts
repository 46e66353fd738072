import type { AxiosInstance } from 'axios'

import type { Clock } from '../../contract/ports/clock'
import type { Log } from './log'
import type { Language } from './wording'

/** What the bot needs to speak to DingTalk: an enterprise-internal app with a robot in Stream mode. */
export interface DingtalkConfig {
  /** AppKey, `ding…`. */
  readonly clientId: string
  /** AppSecret. */
  readonly clientSecret: string
  /** An app's own robot has the clientId as its code, and that is the default. */
  readonly robotCode?: string
  /** Default `https://api.dingtalk.com`; international DingTalk has `https://api.dingtalk.io`. */
  readonly apiBase?: string
  /** Default `https://oapi.dingtalk.com`: where session webhooks live. */
  readonly oapiBase?: string
  /** The published card template, `….schema`; README.md says which variables it must have. */
  readonly cardTemplateId: string
  /**
   * Keeps the cards of one installation apart from those of another that used the same app: DingTalk answers
   * `param.cardAlreadyExist` for ever to an outTrackId it has seen, so a hub set up anew would show nothing under
   * the numbers of its predecessor. Up to 32 of `0-9A-Za-z_`; left out, outTrackId is the reference itself.
   */
  readonly cardSpace?: string
  /** DingTalk's standard edition allows 20 calls a second for each API path; 15 by default. */
  readonly callsPerSecond?: number
  /** Of what it says to the person who runs the hub; Chinese where left out. */
  readonly language?: Language
  /** Tests are impatient; everybody else leaves this out. */
  readonly timings?: Partial<DingtalkTimings>
}

export interface DingtalkDeps {
  readonly log: Log
  readonly clock: Clock
  /** Hears of every call that counts against the organisation's monthly quota, before it is made. */
  readonly called?: () => void
  /** An axios instance of the caller's own: a proxy agent, a recorder. */
  readonly http?: AxiosInstance
}

/** Lengths in milliseconds. */
export interface DingtalkTimings {
  /** Registering a connection and its handshake together. */
  readonly attempt: number
  /** Wait before the first new attempt; doubles with every attempt that fails. */
  readonly retryFirst: number
  readonly retryMost: number
  /** The same when DingTalk refuses the credentials: nothing but a person can help then. */
  readonly refusedFirst: number
  readonly refusedMost: number
  /** A connection that lasted this long makes the next wait short again. */
  readonly stableAfter: number
  /** Silence after which the gateway is pinged. */
  readonly pingAfter: number
  /** Silence, pongs included, after which a connection is dead. */
  readonly deadAfter: number
  /** The most that repeated deaths may stretch `deadAfter` to. */
  readonly deadMost: number
  /** A connection that pongs but brings no frame for so long is replaced without a gap. */
  readonly frameSilence: number
  /** How long an old connection is still listened to after its replacement is open. */
  readonly drain: number
  /** A message is acknowledged when the hub has taken it in, or after so long. */
  readonly ackMessage: number
  /** A press is answered with the hub's card, or after so long with no change; DingTalk waits 2 s. */
  readonly ackPress: number
  /** From one text of a growing card to the next; the last one does not wait. */
  readonly streamGap: number
  /** One REST call. */
  readonly call: number
  /** How long a call may wait for its turn under `callsPerSecond`. */
  readonly turn: number
}

/**
 * A gateway that comes back is connected to within 15 s: in the worst case an attempt has just begun (attempt) and
 * the longest wait follows (retryMost). A connection that died without a word is noticed at deadAfter plus half of
 * pingAfter and opened again at once, also within 15 s.
 */
export const usualTimings: DingtalkTimings = {
  attempt: 6_000,
  retryFirst: 500,
  retryMost: 8_000,
  refusedFirst: 60_000,
  refusedMost: 300_000,
  stableAfter: 10_000,
  pingAfter: 4_000,
  deadAfter: 11_000,
  deadMost: 60_000,
  frameSilence: 180_000,
  drain: 12_000,
  ackMessage: 800,
  ackPress: 1_700,
  streamGap: 1_000,
  call: 8_000,
  turn: 5_000,
}
