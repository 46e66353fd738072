import type { AxiosInstance } from 'axios'

import type { ChatMemory } from '../../../contract/ports/chat-memory'
import type { Clock } from '../../../contract/ports/clock'
import type { Log } from '../log'

/** What a self-built app (自建应用) needs: 管理后台 → 应用管理 → 自建, and 接收消息 → 设置API接收. */
export interface WecomAppConfig {
  readonly corpId: string
  readonly agentId: number
  readonly secret: string
  /** Token and EncodingAESKey of 设置API接收. */
  readonly callbackToken: string
  readonly callbackAesKey: string
  readonly apiBase?: string
  /** Keeps the task_ids of one installation apart from those of another on the same app, as for the bot. */
  readonly taskSpace?: string
  /** Tests are impatient; everybody else leaves this out. */
  readonly pace?: Partial<AppPace>
}

export interface WecomAppDeps {
  readonly log: Log
  readonly clock: Clock
  /** Left out, what the app must remember ends with the process. */
  readonly memory?: ChatMemory
  /** Told that something happened to an external contact, by his external_userid; what, has to be read. */
  readonly contactChanged?: (externalId: string) => void
  readonly http?: AxiosInstance
}

/** Lengths in milliseconds. */
export interface AppPace {
  /** Longest wait for one answer of WeCom. */
  readonly call: number
  /** What the hub may take to answer, once the callback is acknowledged. */
  readonly answerWithin: number
  /** What is still not done this long after it was heard was left behind by a process that died. */
  readonly leftBehindAfter: number
  readonly sweepEvery: number
  /** Longest wait before an answer to a person is tried again. */
  readonly insistWithin: number
}

export const usualAppPace: AppPace = {
  call: 4_000,
  answerWithin: 15_000,
  leftBehindAfter: 60_000,
  sweepEvery: 30_000,
  insistWithin: 5_000,
}

/** Where WeCom calls back. */
export const callbackPath = '/wecom/callback'
