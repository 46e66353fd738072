import { isFault } from '../../contract/fault'
import type { Receipt } from '../../contract/ports/inbox'
import type { PackedBatch } from './packed-batch'
import { sizeOf } from './packed-batch'

export interface GroupCommit {
  /** Resolves after the commit. A batch is kept whole or not at all. */
  add(batch: PackedBatch): Promise<Receipt>
  /** Resolves when everything that waits is settled. */
  drain(): Promise<void>
}

interface Waiting {
  readonly batch: PackedBatch
  readonly resolve: (receipt: Receipt) => void
  readonly reject: (cause: unknown) => void
}

/**
 * Everything that waits goes into the next transaction as soon as the last one has ended, at most `perCommit`
 * touchpoints. One bad batch does not take its neighbours down with it.
 */
export function createGroupCommit(
  keep: (batches: readonly PackedBatch[]) => Promise<readonly Receipt[]>,
  perCommit: number,
): GroupCommit {
  let queue: Waiting[] = []
  let committing = false
  let idle: (() => void)[] = []

  const commitAll = async (): Promise<void> => {
    committing = true
    while (queue.length > 0) {
      // One turn of the event loop, so that what is already on its way joins this commit.
      await new Promise((resolve) => setImmediate(resolve))
      await commit(takeGroup())
    }
    // No wait between the last look at the queue and this: whoever comes next starts a new round.
    committing = false
    idle.forEach((resolve) => resolve())
    idle = []
  }

  const takeGroup = (): Waiting[] => {
    let size = 0
    let count = 0
    for (const waiting of queue) {
      size += sizeOf(waiting.batch)
      if (count > 0 && size > perCommit) break
      count += 1
    }
    const group = queue.slice(0, count)
    queue = queue.slice(count)
    return group
  }

  const commit = async (group: readonly Waiting[]): Promise<void> => {
    try {
      const receipts = await keep(group.map((w) => w.batch))
      group.forEach((w, i) => w.resolve(receipts[i] ?? nothing))
    } catch (cause) {
      if (group.length > 1 && !isFault(cause)) await commitOneByOne(group)
      else group.forEach((w) => w.reject(cause))
    }
  }

  const commitOneByOne = async (group: readonly Waiting[]): Promise<void> => {
    for (const waiting of group) await commit([waiting])
  }

  return {
    add: (batch) =>
      new Promise((resolve, reject) => {
        queue.push({ batch, resolve, reject })
        if (!committing) void commitAll()
      }),
    drain: () => (committing ? new Promise((resolve) => void idle.push(resolve)) : Promise.resolve()),
  }
}

const nothing: Receipt = { accepted: 0, repeated: 0, quarantined: 0 }
