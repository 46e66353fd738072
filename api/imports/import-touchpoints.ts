import { createHash } from 'node:crypto'

import type { Instant } from '../../contract/quantities'
import { mostListed } from './error-file'
import type { ImportProgress } from './import-ledger'
import { nothingDone } from './import-ledger'
import type { ImportReport, ImportTask } from './import-task'
import { countsOf, patienceOf } from './import-task'
import { patiently } from './patiently'
import { openRows } from './read-rows'
import { runRows } from './run-rows'
import type { Survey } from './survey-file'
import { surveyFile } from './survey-file'
import type { Wording } from './wording'
import { wordingOf } from './wording'

/**
 * Imports a CSV file, plain or compressed.
 *
 * 1. Nothing is kept of a file that is damaged, not UTF-8, or without the columns of the map.
 * 2. Rows settle in their order; how far they are is written down after they are durable. A run that was killed goes
 *    on from there, and what it had handed in twice is one by its id.
 * 3. Every row is accepted, repeated, skipped by the map, or in the error file with its reason.
 *
 * Throws Faults for what the caller can do something about.
 */
export async function importTouchpoints(task: ImportTask): Promise<ImportReport> {
  const words = wordingOf(task.language ?? 'zh')
  const startedAt = task.clock.now()
  const survey = await surveyOf(task, words)
  if (survey === 'stopped') return reportOf(task, startedAt, 'stopped', nothingDone, 0)
  const key = keyOf(survey, task)
  const found = await patiently(
    () => task.ledger.begin({ key, file: task.file, source: task.source }),
    patienceOf(task),
  )
  if (found.finishedAt !== null && task.again !== true) {
    return reportOf(task, startedAt, 'done-before', found, found.rowsDone)
  }
  const run = found.finishedAt === null ? found : nothingDone
  const opened = await openRows(survey, task.map, words)
  const result = await runRows({ task, words, key, survey, opened, run, errorPath: errorPathOf(task) })
  return reportOf(task, startedAt, result.stopped ? 'stopped' : 'done', result.progress, run.rowsDone)
}

async function surveyOf(task: ImportTask, words: Wording): Promise<Survey | 'stopped'> {
  const { signal } = task
  const onBytes = (bytes: number, totalBytes: number) =>
    task.onProgress?.({ phase: 'checking', bytes, totalBytes, ...countsOf(nothingDone) })
  try {
    return await surveyFile(task.file, { words, signal, onBytes })
  } catch (cause) {
    if (signal?.aborted === true) return 'stopped'
    throw cause
  }
}

/** The same file with another map, or for another source, is another import. */
const keyOf = (survey: Survey, { map, source }: ImportTask): string =>
  createHash('sha256')
    .update(JSON.stringify([survey.sha256, map, source]))
    .digest('hex')

const errorPathOf = ({ file, errorFile }: ImportTask): string => errorFile ?? `${file}.errors.csv`

function reportOf(
  task: ImportTask,
  startedAt: Instant,
  state: ImportReport['state'],
  progress: ImportProgress,
  resumedAfter: number,
): ImportReport {
  const seconds = (task.clock.now() - startedAt) / 1_000
  const errorFile = progress.failed > 0 ? errorPathOf(task) : null
  const listed = Math.min(progress.failed, mostListed)
  return { state, ...countsOf(progress), resumedAfter, seconds, errorFile, listed }
}
