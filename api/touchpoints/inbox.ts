import { Fault } from '../../contract/fault'
import type { ArrivedBatch, Receipt, TouchpointInbox } from '../../contract/ports/inbox'
import { seconds } from '../../contract/quantities'
import { createGroupCommit } from './group-commit'
import type { GroupCommit } from './group-commit'
import type { LogStore } from './log-store'
import { packBatch, sizeOf } from './packed-batch'

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
  /** Drains, and ends what the inbox holds open. */
  close(): Promise<void>
}

export const usualLimits: InboxLimits = { perCommit: 4_000, waiting: 50_000 }

/** An inbox that keeps touchpoints over the store's own connection. */
export function createInbox(store: Pick<LogStore, 'keep'>, limits: InboxLimits = usualLimits): Inbox {
  const commits = createGroupCommit((batches) => store.keep(batches), limits.perCommit)
  return boundedInbox({ ...commits, end: () => commits.drain() }, limits.waiting)
}

/**
 * The inbox before whatever commits.
 *
 * 1. `accept` resolves only after the commit.
 * 2. A batch is kept whole or not at all.
 * 3. Memory is bounded: past the limit a batch is refused with `busy` before anything of it is kept.
 */
export function boundedInbox(
  commits: GroupCommit & { readonly end: () => Promise<void> },
  mostWaiting: number,
): Inbox {
  let held = 0
  const listeners: (() => void)[] = []

  const accept = async (batch: ArrivedBatch): Promise<Receipt> => {
    const packed = packBatch(batch)
    const size = sizeOf(packed)
    if (held + size > mostWaiting) throw busy()
    held += size
    try {
      const receipt = await commits.add(packed)
      if (receipt.accepted > 0) listeners.forEach((listener) => listener())
      return receipt
    } finally {
      held -= size
    }
  }

  return {
    accept,
    onKept: (listener) => void listeners.push(listener),
    waiting: () => held,
    drain: () => commits.drain(),
    close: () => commits.end(),
  }
}

const busy = (): Fault =>
  new Fault({
    code: 'busy',
    message: 'Too many touchpoints are waiting to be kept.',
    advice: 'Nothing of this request was kept; send it again after the time in Retry-After.',
    retryAfter: seconds(1),
  })
