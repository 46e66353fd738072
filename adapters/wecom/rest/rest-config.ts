import type { AxiosInstance } from 'axios'

import type { Clock } from '../../../contract/ports/clock'
import type { Log } from '../log'

/** Whose right a call is made with: one corp and one secret (自建应用, 通讯录同步, 客户联系 … each have their own). */
export interface WecomRestConfig {
  readonly corpId: string
  readonly secret: string
  /** Another address than `https://qyapi.weixin.qq.com`: the simulator, or a relay of the company. */
  readonly apiBase?: string
  /** Longest wait for one answer, in milliseconds. The outbox waits ten seconds for a token and a call. */
  readonly call?: number
}

export interface WecomRestDeps {
  readonly clock: Clock
  readonly log: Log
  readonly http?: AxiosInstance
}

export const wecomApi = 'https://qyapi.weixin.qq.com'
export const usualCall = 4_000
