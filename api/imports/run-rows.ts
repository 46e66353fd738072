import { createHash } from 'node:crypto'

import type { Receipt } from '../../contract/ports/inbox'
import type { NewTouchpoint } from '../../contract/touchpoint'
import { compileRows } from './domain/map-row'
import type { MapRow } from './domain/map-row'
import type { BadRow, ErrorFile } from './error-file'
import { openErrorFile } from './error-file'
import type { ImportProgress } from './import-ledger'
import type { ImportTask } from './import-task'
import { countsOf, patienceOf } from './import-task'
import { InOrder } from './in-order'
import { patiently } from './patiently'
import type { OpenedRows, Row } from './read-rows'
import { refusal } from './refusal'
import { SaveNewest } from './save-newest'
import type { Survey } from './survey-file'
import { checkUnchanged } from './survey-file'
import type { Wording } from './wording'

export interface RowRun {
  readonly task: ImportTask
  readonly words: Wording
  /** Names the run in the ledger. */
  readonly key: string
  readonly survey: Survey
  readonly opened: OpenedRows
  /** What earlier runs did. */
  readonly run: ImportProgress
  readonly errorPath: string
}

const touchpointsPerBatch = 500
/** Where most rows are skipped, a batch ends here, so that progress is written down. */
const rowsPerBatch = 5_000
const batchesInFlight = 4
/** When this many have failed and none could be read, the map does not fit the file. */
const hopeless = 1_000

/** Hands the rows that are not done yet to the inbox and writes down how far they are. */
export async function runRows(of: RowRun): Promise<{ stopped: boolean; progress: ImportProgress }> {
  const { task, key } = of
  const patience = patienceOf(task)
  const saver = new SaveNewest((progress: ImportProgress) =>
    patiently(() => task.ledger.save(key, progress, null), patience),
  )
  const state = { progress: of.run }
  let stopped: boolean
  try {
    stopped = await pump(of, (progress) => {
      state.progress = progress
      saver.put(progress)
    })
  } catch (cause) {
    // What is done is worth writing down; the failure itself says more than that of a last save.
    await saver.settled().catch(() => undefined)
    throw cause
  }
  await saver.settled().catch((cause: unknown) => {
    if (!stopped) throw cause
  })
  if (stopped) return { stopped, progress: state.progress }
  await checkUnchanged(of.survey, of.words)
  await patiently(() => task.ledger.save(key, state.progress, task.clock.now()), patience)
  return { stopped, progress: state.progress }
}

/** Says whether it was stopped before the end. `onSettled` hears of every batch in order. */
async function pump(of: RowRun, onSettled: (progress: ImportProgress) => void): Promise<boolean> {
  const { task, opened, run } = of
  const { map, toIdentifier, signal } = task
  const mapRow = compileRows(map, opened.header, { toIdentifier, hash, now: task.clock.now() })
  const hands = new Hands(of, onSettled)
  let lastLine = 0
  try {
    for await (const row of opened.rows) {
      if (signal?.aborted === true) break
      if (row.number > run.rowsDone) await hands.take(row, mapRow, lastLine)
      else lastLine = row.line
    }
  } catch (cause) {
    if (signal?.aborted !== true) {
      await hands.finish(lastLine).catch(() => undefined)
      throw cause
    }
  }
  if (signal?.aborted !== true) {
    await hands.finish(lastLine)
    return false
  }
  await hands.settled().catch(() => undefined)
  return true
}

const hash = (text: string): string =>
  `h:${createHash('sha256').update(text).digest('base64url').slice(0, 32)}`

interface Batch {
  readonly touchpoints: NewTouchpoint[]
  readonly bad: BadRow[]
  rows: number
  /** Bytes of text up to its last row. */
  bytes: number
}

const emptyBatch = (): Batch => ({ touchpoints: [], bad: [], rows: 0, bytes: 0 })
const nothing: Receipt = { accepted: 0, repeated: 0, quarantined: 0 }

/** Collects rows into batches and has a few of them on their way. */
class Hands {
  private batch = emptyBatch()
  private progress: ImportProgress
  private errors: ErrorFile | undefined
  private readable = false
  private readonly order = new InOrder(batchesInFlight)

  constructor(
    private readonly of: RowRun,
    private readonly onSettled: (progress: ImportProgress) => void,
  ) {
    this.progress = of.run
  }

  async take(row: Row, mapRow: MapRow, lastLine: number): Promise<void> {
    this.errors ??= await this.openErrors(lastLine)
    this.add(row, mapRow)
    const { touchpoints, rows } = this.batch
    if (touchpoints.length >= touchpointsPerBatch || rows >= rowsPerBatch) await this.hand()
  }

  /** Hands over what is left and waits until everything is settled. */
  async finish(lastLine: number): Promise<void> {
    this.errors ??= await this.openErrors(lastLine)
    if (this.batch.rows > 0) await this.hand()
    await this.order.end()
  }

  settled(): Promise<void> {
    return this.order.end()
  }

  private openErrors(lastLine: number): Promise<ErrorFile> {
    return openErrorFile(this.of.errorPath, this.of.opened.header, lastLine, this.of.words)
  }

  private add({ fields, line }: Row, mapRow: MapRow): void {
    const outcome = mapRow(fields, line)
    this.batch.rows += 1
    if (outcome.kind === 'touchpoint') {
      this.readable = true
      this.batch.touchpoints.push(outcome.touchpoint)
    } else if (outcome.kind === 'failed') {
      const { reason, field, value } = outcome.problem
      this.batch.bad.push({ line, reason, detail: this.of.words.reason(reason, field, value), fields })
      this.giveUpWhenHopeless()
    }
  }

  private giveUpWhenHopeless(): void {
    const { bad, rows } = this.batch
    if (this.readable || this.of.run.rowsDone > 0 || bad.length < hopeless) return
    this.batch = emptyBatch()
    throw refusal('bad-configuration', this.of.words.noneReadable(rows, bad[0]?.detail ?? ''))
  }

  private hand(): Promise<void> {
    const batch = this.batch
    batch.bytes = this.of.opened.bytesRead()
    this.batch = emptyBatch()
    return this.order.add(
      () => this.accept(batch.touchpoints),
      (receipt) => this.settle(batch, receipt),
    )
  }

  private accept(touchpoints: readonly NewTouchpoint[]): Promise<Receipt> {
    if (touchpoints.length === 0) return Promise.resolve(nothing)
    const { inbox, source, clock } = this.of.task
    return patiently(
      () => inbox.accept({ source, receivedAt: clock.now(), touchpoints, unreadable: [] }),
      patienceOf(this.of.task),
    )
  }

  /** First the error file, then the ledger: what is written down as done is listed. */
  private async settle(batch: Batch, receipt: Receipt): Promise<void> {
    await this.errors?.add(batch.bad)
    this.progress = {
      rowsDone: this.progress.rowsDone + batch.rows,
      accepted: this.progress.accepted + receipt.accepted,
      repeated: this.progress.repeated + receipt.repeated,
      failed: this.progress.failed + batch.bad.length,
    }
    this.onSettled(this.progress)
    const { onProgress } = this.of.task
    const totalBytes = this.of.survey.textBytes
    onProgress?.({ phase: 'importing', bytes: batch.bytes, totalBytes, ...countsOf(this.progress) })
  }
}
