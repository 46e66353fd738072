import { Fault, isFault } from '../../contract/fault'
import { seconds } from '../../contract/quantities'
import type { ArrivedBatch, Receipt, TouchpointInbox } from '../../contract/ports/inbox'
import type { LogStore } from './log-store'

export interface InboxLimits {
  /** Touchpoints in one transaction at most. */
  readonly perCommit: number
  /** Touchpoints waiting in memory at most; more are refused with `busy`. */
  readonly waiting: number
}

export interface Inbox extends TouchpointInbox {
  /** Called after each commit that kept something new. */
  onKept(listener: () => void): void
  waiting(): number
  /** Resolves when everything that waits is settled. */
  drain(): Promise<void>
}

interface Waiting {
  readonly batch: ArrivedBatch
  readonly resolve: (receipt: Receipt) => void
  readonly reject: (cause: unknown) => void
}

/**
 * Group commit: everything that waits goes into the next transaction as soon as the last one has ended.
 *
 * 1. `accept` resolves only after the commit.
 * 2. A batch is kept whole or not at all.
 * 3. Memory is bounded: past the limit a batch is refused with `busy` before anything of it is kept.
 */
export function createInbox(
  store: LogStore,
  limits: InboxLimits = { perCommit: 4_000, waiting: 50_000 },
): Inbox {
  let queue: Waiting[] = []
  let held = 0
  let committing = false
  let idle: (() => void)[] = []
  const listeners: (() => void)[] = []

  const accept = (batch: ArrivedBatch): Promise<Receipt> => {
    const size = sizeOf(batch)
    if (held + size > limits.waiting) return Promise.reject(busy())
    held += size
    return new Promise<Receipt>((resolve, reject) => {
      queue.push({ batch, resolve, reject })
      if (!committing) void commitAll()
    })
  }

  const commitAll = async (): Promise<void> => {
    committing = true
    while (queue.length > 0) {
      // One turn of the event loop, so that requests already in the socket join this commit.
      await new Promise((resolve) => setImmediate(resolve))
      await commit(takeGroup())
    }
    // No wait between the last look at the queue and this: whoever comes next starts a new round.
    committing = false
    idle.forEach((resolve) => resolve())
    idle = []
  }

  const settle = (waiting: Waiting, act: () => void): void => {
    held -= sizeOf(waiting.batch)
    act()
  }

  const takeGroup = (): Waiting[] => {
    let size = 0
    let count = 0
    for (const waiting of queue) {
      size += sizeOf(waiting.batch)
      if (count > 0 && size > limits.perCommit) break
      count += 1
    }
    const group = queue.slice(0, count)
    queue = queue.slice(count)
    return group
  }

  const commit = async (group: readonly Waiting[]): Promise<void> => {
    try {
      const receipts = await store.keep(group.map((w) => w.batch))
      group.forEach((w, i) => settle(w, () => w.resolve(receipts[i] ?? nothing)))
      if (receipts.some((r) => r.accepted > 0)) listeners.forEach((listener) => listener())
    } catch (cause) {
      if (group.length > 1 && !isFault(cause)) await commitOneByOne(group)
      else group.forEach((w) => settle(w, () => w.reject(cause)))
    }
  }

  /** One bad batch must not take its neighbours down with it. */
  const commitOneByOne = async (group: readonly Waiting[]): Promise<void> => {
    for (const waiting of group) await commit([waiting])
  }

  return {
    accept,
    onKept: (listener) => void listeners.push(listener),
    waiting: () => held,
    drain: () => (committing ? new Promise<void>((resolve) => void idle.push(resolve)) : Promise.resolve()),
  }
}

const nothing: Receipt = { accepted: 0, repeated: 0, quarantined: 0 }

const sizeOf = (batch: ArrivedBatch): number => batch.touchpoints.length + batch.unreadable.length

const busy = (): Fault =>
  new Fault({
    code: 'busy',
    message: 'Too many touchpoints are waiting to be kept.',
    advice: 'Nothing of this request was kept; send it again after the time in Retry-After.',
    retryAfter: seconds(1),
  })
