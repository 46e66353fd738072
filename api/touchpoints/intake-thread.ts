import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

import { Fault } from '../../contract/fault'
import type { Receipt } from '../../contract/ports/inbox'
import { seconds } from '../../contract/quantities'
import type { Database } from '../database'
import type { DatabaseUrl } from '../database/database-url'
import type { GroupCommit } from './group-commit'
import { boundedInbox, usualLimits } from './inbox'
import type { Inbox, InboxLimits } from './inbox'
import { errorOf } from './intake-wire'
import type { IntakeAnswers, IntakeQuestion, IntakeSetup } from './intake-wire'
import type { PackedBatch } from './packed-batch'
import { sizeOf } from './packed-batch'

/** Where the compiled thread stands. Sources that are run as they are have none. */
const usualEntry = join(__dirname, 'intake-worker.js')
export const hasIntakeThread = (): boolean => existsSync(usualEntry)

/**
 * An inbox whose commits happen on a thread of their own, so that neither SQLite's writing nor the waiting for a
 * server keeps the doors from reading the next request. The thread starts with the first batch; one that has died is
 * replaced, and what it had not answered is refused with `store-unavailable`: senders repeat it, and it is kept once.
 */
export function createThreadInbox(
  database: Pick<Database, 'turns'>,
  url: DatabaseUrl,
  limits: InboxLimits = usualLimits,
  entry = usualEntry,
): Inbox {
  const setup: IntakeSetup = { url, turns: database.turns.buffer, perCommit: limits.perCommit }
  return boundedInbox(commitsOnThread(database, setup, entry), limits.waiting)
}

/** Touchpoints, and requests, after which the thread is told at once: it commits while the next ones are read. */
const WORTH_A_COMMIT = 400
const WORTH_A_MESSAGE = 32

interface Waiting {
  readonly resolve: (receipt: Receipt) => void
  readonly reject: (cause: Error) => void
}

function commitsOnThread(
  { turns }: Pick<Database, 'turns'>,
  setup: IntakeSetup,
  entry: string,
): GroupCommit & { end(): Promise<void> } {
  let thread: Worker | undefined
  let asked = 0
  let unsaid: (readonly [number, PackedBatch])[] = []
  let unsaidSize = 0
  const waiting = new Map<number, Waiting>()
  let idle: (() => void)[] = []

  const start = (): Worker => {
    const fresh = new Worker(entry, { workerData: setup })
    fresh.on('message', (answers: IntakeAnswers) => answers.forEach((answer) => settle(fresh, answer)))
    // An 'error' is always followed by 'exit'.
    fresh.on('error', () => undefined)
    fresh.on('exit', () => void ended(fresh))
    thread = fresh
    return fresh
  }

  const settle = (from: Worker, [id, outcome]: IntakeAnswers[number]): void => {
    const one = waiting.get(id)
    waiting.delete(id)
    if (waiting.size === 0) becameIdle(from)
    if ('failed' in outcome) one?.reject(errorOf(outcome))
    else one?.resolve(outcome)
  }

  const becameIdle = (from: Worker): void => {
    // A thread nobody waits for must not keep the process alive.
    from.unref()
    idle.forEach((resolve) => resolve())
    idle = []
  }

  const ended = async (which: Worker): Promise<void> => {
    if (thread === which) thread = undefined
    const left = [...waiting.values()]
    waiting.clear()
    unsaid = []
    unsaidSize = 0
    left.forEach((one) => one.reject(gone()))
    becameIdle(which)
    await turns.giveForTheDead()
  }

  const say = (to: Worker, question: IntakeQuestion): void => to.postMessage(question)

  /** What was read in one turn of the event loop is handed over together, but not so much that the thread waits. */
  const hurry = (): void => {
    if (unsaid.length === 0) return
    say(thread ?? start(), unsaid)
    unsaid = []
    unsaidSize = 0
  }

  const drain = (): Promise<void> =>
    waiting.size === 0 ? Promise.resolve() : new Promise((resolve) => void idle.push(resolve))

  return {
    add: (batch: PackedBatch) =>
      new Promise((resolve, reject) => {
        const to = thread ?? start()
        to.ref()
        asked += 1
        waiting.set(asked, { resolve, reject })
        if (unsaid.length === 0) setImmediate(hurry)
        unsaid.push([asked, batch])
        unsaidSize += sizeOf(batch)
        if (unsaidSize >= WORTH_A_COMMIT || unsaid.length >= WORTH_A_MESSAGE) hurry()
      }),
    drain,
    end: async () => {
      await drain()
      const last = thread
      if (last === undefined) return
      const exit = new Promise((resolve) => last.once('exit', resolve))
      last.ref()
      say(last, 'close')
      await exit
    },
  }
}

const gone = (): Fault =>
  new Fault({
    code: 'store-unavailable',
    message: '保存触点的线程意外结束 · The thread that keeps touchpoints has ended.',
    advice: 'Whether this request was kept is not known; send it again, it is kept once.',
    retryAfter: seconds(1),
  })
