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
/** Somebody who stands by looks more often: it is the longest that nobody speaks after a process died. */
const LOOK_EVERY_MS = 1_000

/**
 * Connects to the chat platforms and sends what is due while this process holds the lease, so that of all processes
 * exactly one is connected: WeCom kicks the older of two connections of one bot.
 */
export function createChatGateway(deps: {
  readonly lease: LeasePort
  readonly chats: ReadonlyMap<Platform, ChatPort>
  readonly delivery: Pick<Delivery, 'start' | 'stop' | 'takeOver'>
  readonly hearing: ChatHearing
  readonly log: Logger
}): ChatGateway {
  let mine = false
  let stopped = true
  let timer: NodeJS.Timeout | undefined
  let turning: Promise<void> = Promise.resolve()
  const chats = [...deps.chats.values()]

  const open = async (): Promise<void> => {
    await deps.delivery.takeOver()
    mine = true
    deps.log.info({ platforms: [...deps.chats.keys()] }, 'this process speaks to the chat platforms')
    // A platform that is away must keep neither the others nor the cards waiting; its adapter goes on trying.
    for (const started of await Promise.allSettled(chats.map((chat) => chat.start(deps.hearing)))) {
      if (started.status === 'rejected')
        deps.log.error({ err: started.reason as unknown }, 'a platform failed')
    }
    deps.delivery.start()
  }

  const close = async (): Promise<void> => {
    mine = false
    await deps.delivery.stop()
    await Promise.allSettled(chats.map((chat) => chat.stop()))
  }

  const turn = async (): Promise<void> => {
    try {
      const epoch = await deps.lease.acquire(LEASE, LEASE_FOR)
      if (epoch !== undefined && !mine) await open()
      if (epoch === undefined && mine) await close()
    } catch (cause) {
      deps.log.warn({ err: cause }, 'the lease of the chat gateway cannot be renewed')
    }
    if (!stopped) timer = setTimeout(next, mine ? RENEW_EVERY_MS : LOOK_EVERY_MS)
  }

  const next = (): void => {
    turning = turn()
  }

  return {
    start: async () => {
      stopped = false
      next()
      await turning
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await turning
      if (!mine) return
      await close()
      await deps.lease.release(LEASE).catch(() => undefined)
    },
    isMine: () => mine,
  }
}
