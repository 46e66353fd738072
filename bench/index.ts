import { fork } from 'node:child_process'
import { cpus } from 'node:os'
import { join } from 'node:path'

import type { Dialect } from '../api/database'
import { benchChat } from './chat.bench'
import type { Figure } from './figure'
import type { Line } from './line'
import type { DatabaseReport, DatabaseTask } from './one-database'
import { isWanted, parts } from './parts'
import { tableOf } from './report'

export interface BenchOptions {
  /** Both, unless said otherwise; MariaDB or MySQL only where BENCH_MYSQL_URL or TEST_MYSQL_URL names a server. */
  readonly databases?: readonly Dialect[] | undefined
  /**
   * Only parts whose name has this in it: `memory`, `chat-answer`, `full-path`, `latency`, `ingest-50`, `ingest-1`, `contacts`, `chat`,
   * `rules`, `charts`.
   */
  readonly filter?: string | undefined
  readonly print: (line: string) => void
}

/**
 * Measures every figure of docs/performance.md beside its limit or its peer and prints it. Resolves with whether all
 * limits were reached. Takes about four minutes; a filter makes it shorter.
 */
export async function runBench(options: BenchOptions): Promise<boolean> {
  const { databases = ['sqlite', 'mysql'], filter, print } = options
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? ''}`
  print(`${new Date().toISOString().slice(0, 10)} · Node ${process.version} · ${machine}`)
  let reached = true
  const show = (title: string, lines: readonly Line[]): void => {
    print('')
    tableOf(title, lines).forEach(print)
    reached &&= lines.every((line) => line.reached)
  }
  for (const dialect of parts.some((part) => isWanted(part, filter)) ? databases : []) {
    const report = await measured({ dialect, filter })
    if (report !== null) show(report.title, report.lines)
    else print('\nMariaDB/MySQL: not measured. Set BENCH_MYSQL_URL=mysql://user:password@host:3306/any')
  }
  if (isWanted('chat', filter)) show('chat, on SQLite', await benchChat())
  if (isWanted('rules', filter)) show('rules', await rules())
  if (isWanted('charts', filter)) show('charts', await charts())
  return reached
}

const measured = (task: DatabaseTask): Promise<DatabaseReport | null> =>
  new Promise((resolve, reject) => {
    const child = fork(join(__dirname, 'one-database.js'))
    child.once(
      'message',
      (answer: { readonly report: DatabaseReport | null } | { readonly failed: string }) =>
        'failed' in answer ? reject(new Error(answer.failed)) : resolve(answer.report),
    )
    child.once('exit', (code) => reject(new Error(`the measuring process stopped (${code})`)))
    child.send(task)
  })

/** Needs the development dependencies, so it is loaded only when it is asked for. */
async function rules(): Promise<Line[]> {
  const { benchRules } = await import('./rules.bench')
  return (await benchRules()).map(toLine)
}

async function charts(): Promise<Line[]> {
  const { benchCharts } = await import('./charts.bench')
  return benchCharts().map(toLine)
}

const toLine = (figure: Figure): Line => ({
  ...figure,
  ratio: figure.ratio === null ? null : { middle: figure.ratio, least: figure.ratio, most: figure.ratio },
})
