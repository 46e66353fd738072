import type { Logger } from 'pino'

import type { Delivery } from '../api/delivery'
import type { Platform } from '../contract/people'
import type { ChatHearing, ChatPort } from '../contract/ports/chat'
import type { LeasePort } from '../contract/ports/lease'
import { seconds } from '../contract/quantities'

export interface ChatGateway {
  start(): Promise<void>
  stop(): Promise<void>
  isMine(): boolean
}

const LEASE = 'chat-gateway'
const LEASE_FOR = seconds(10)
const RENEW_EVERY_MS = 3_000

/**
 * Connects to the chat platforms and sends what is due while this process holds the lease, so that of all processes
 * exactly one is connected: WeCom kicks the older of two connections of one bot.
 */
export function createChatGateway(deps: {
  readonly lease: LeasePort
  readonly chats: ReadonlyMap<Platform, ChatPort>
  readonly delivery: Pick<Delivery, 'start' | 'stop'>
  readonly hearing: ChatHearing
  readonly log: Logger
}): ChatGateway {
  let mine = false
  let stopped = true
  let timer: NodeJS.Timeout | undefined

  const open = async (): Promise<void> => {
    mine = true
    deps.log.info({ platforms: [...deps.chats.keys()] }, 'this process speaks to the chat platforms')
    for (const chat of deps.chats.values()) await chat.start(deps.hearing)
    deps.delivery.start()
  }

  const close = async (): Promise<void> => {
    mine = false
    await deps.delivery.stop()
    for (const chat of deps.chats.values()) await chat.stop()
  }

  const turn = async (): Promise<void> => {
    try {
      const epoch = await deps.lease.acquire(LEASE, LEASE_FOR)
      if (epoch !== undefined && !mine) await open()
      if (epoch === undefined && mine) await close()
    } catch (cause) {
      deps.log.warn({ err: cause }, 'the lease of the chat gateway cannot be renewed')
    }
    if (!stopped) timer = setTimeout(() => void turn(), RENEW_EVERY_MS)
  }

  return {
    start: async () => {
      stopped = false
      await turn()
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      if (!mine) return
      await close()
      await deps.lease.release(LEASE).catch(() => undefined)
    },
    isMine: () => mine,
  }
}
