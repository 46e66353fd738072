import { parentPort, workerData } from 'node:worker_threads'

import type { Receipt } from '../../contract/ports/inbox'
import { openPlainConnection } from '../database/plain-connection'
import type { PlainConnection } from '../database/plain-connection'
import { SharedTurns } from '../database/shared-turns'
import { createGroupCommit } from './group-commit'
import type { IntakeAnswers, IntakeQuestion, IntakeSetup, KeptApart } from './intake-wire'
import { failureOf } from './intake-wire'
import { keepBatches } from './keep-batches.typeorm'

/** What the thread does that intake-thread.ts starts: group commits, over a connection of its own. */
const { url, turns, perCommit } = workerData as IntakeSetup

let opened: Promise<PlainConnection> | undefined
const connection = (): Promise<PlainConnection> => {
  opened ??= openPlainConnection(url, new SharedTurns(turns)).catch((cause: unknown) => {
    // The next batch tries again.
    opened = undefined
    throw cause
  })
  return opened
}

const commits = createGroupCommit(
  async (batches) => (await connection()).write((tx) => keepBatches(tx, batches)),
  perCommit,
)

/** The answers of one commit go in one message. */
let settled: [number, Receipt | KeptApart][] = []
const settle = (id: number, outcome: Receipt | KeptApart): void => {
  settled.push([id, outcome])
  if (settled.length > 1) return
  setImmediate(() => {
    const answers: IntakeAnswers = settled
    settled = []
    parentPort?.postMessage(answers)
  })
}

parentPort?.on('message', (question: IntakeQuestion) => {
  if (question === 'close') return void close()
  for (const [id, batch] of question) {
    commits.add(batch).then(
      (receipt) => settle(id, receipt),
      (cause: unknown) => settle(id, failureOf(cause)),
    )
  }
})

async function close(): Promise<void> {
  await commits.drain()
  await (await opened)?.close()
  parentPort?.close()
}
