import type { Logger } from 'pino'

import type { Pipeline } from '../api/flow'
import { isFault } from '../contract/fault'
import type { LeasePort } from '../contract/ports/lease'
import { seconds } from '../contract/quantities'

export interface Worker {
  start(): void
  stop(): Promise<void>
  /** There is something in the log. */
  wake(): void
  isMine(): boolean
}

const LEASE = 'pipeline'
const LEASE_FOR = seconds(12)
const RENEW_EVERY_MS = 4_000
/** Other processes' doors cannot wake this one. */
const LOOK_EVERY_MS = 200
const TICK_EVERY_MS = 1_000

/** Runs the pipeline while this process holds its lease; stands by while another one does. */
export function createWorker(deps: {
  readonly lease: LeasePort
  readonly pipeline: Pipeline
  readonly log: Logger
}): Worker {
  const { lease, pipeline, log } = deps
  let mine = false
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  let renewAt = 0
  let tickAt = 0
  let poke: (() => void) | undefined
  let poked = false

  const pause = (ms: number): Promise<void> => {
    if (poked || stopped) {
      poked = false
      return Promise.resolve()
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => poke?.(), ms)
      poke = () => {
        clearTimeout(timer)
        poke = undefined
        poked = false
        resolve()
      }
    })
  }

  const wake = (): void => {
    if (poke === undefined) poked = true
    else poke()
  }

  const renew = async (): Promise<void> => {
    if (Date.now() < renewAt) return
    const epoch = await lease.acquire(LEASE, LEASE_FOR)
    renewAt = Date.now() + (epoch === undefined ? 1_000 : RENEW_EVERY_MS)
    if (epoch !== undefined && !mine) {
      await pipeline.takeOver(epoch)
      mine = true
      log.info({ epoch, position: pipeline.figures().position }, 'this process judges')
    }
    if (epoch === undefined) mine = false
  }

  const round = async (): Promise<void> => {
    await renew()
    if (!mine) return pause(1_000)
    const done = await pipeline.step()
    if (Date.now() >= tickAt) {
      const judged = await pipeline.tick()
      tickAt = judged > 0 ? 0 : Date.now() + TICK_EVERY_MS
    }
    // One turn for the doors between two batches.
    if (done > 0) await new Promise((resolve) => setImmediate(resolve))
    else await pause(LOOK_EVERY_MS)
  }

  const loop = async (): Promise<void> => {
    while (!stopped) {
      try {
        await round()
      } catch (cause) {
        const fenced = isFault(cause) && cause.code === 'fenced'
        if (fenced) mine = false
        log[fenced ? 'warn' : 'error'](
          { err: cause },
          fenced ? 'another process judges now' : 'the pipeline failed; it goes on',
        )
        renewAt = 0
        poked = false
        await pause(1_000)
      }
    }
  }

  return {
    start: () => {
      running = loop()
    },
    stop: async () => {
      stopped = true
      wake()
      await running
      if (mine) await lease.release(LEASE).catch(() => undefined)
      mine = false
    },
    wake,
    isMine: () => mine,
  }
}
