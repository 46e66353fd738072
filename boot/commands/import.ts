import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'

import { MultiBar, Presets } from 'cli-progress'
import type { SingleBar } from 'cli-progress'
import type { Command } from 'commander'

import { toIdentifier } from '../../adapters/http/identifiers'
import {
  createImportLedger,
  importTouchpoints,
  previewImport,
  readImportMap,
  tellPreview,
  tellProblems,
  tellReport,
} from '../../api/imports'
import type { ImportState } from '../../api/imports'
import { createLease } from '../../api/database'
import { Fault } from '../../contract/fault'
import type { Config } from '../config'
import { judgeWaiting } from '../judge-waiting'
import { createLogger } from '../logger'
import type { CoreModules } from '../modules'
import { say } from './say'
import { withCore } from './with-core'

interface Options {
  readonly map: string
  readonly dryRun?: true
  readonly errors?: string
  readonly again?: true
}

export function addImport(program: Command): void {
  program
    .command('import')
    .description('导入历史数据 · imports history')
    .command('touchpoints <file>')
    .description('把 CSV(可 gzip)按映射变成触点;可中断、可重复 · turns a CSV into touchpoints by a map')
    .requiredOption('--map <map.yaml>', '映射文件 · the map')
    .option('--dry-run', '只看会变成什么,不写入 · shows what it would become, keeps nothing')
    .option(
      '--errors <file>',
      '读不懂的行写到这里,默认 <file>.errors.csv · where rows that cannot be read go',
    )
    .option('--again', '已导入完的文件再走一遍 · goes through a finished file once more')
    .action((file: string, options: Options) => withCore((core, config) => run(core, config, file, options)))
}

async function run(core: CoreModules, config: Config, file: string, options: Options): Promise<void> {
  const { language } = config
  const read = readImportMap(await mapText(options.map), language)
  if (!read.ok) {
    tellProblems(options.map, read.problems).forEach(say)
    process.exitCode = 1
    return
  }
  const common = { file, map: read.map, clock: core.clock, toIdentifier, language }
  if (options.dryRun === true) {
    tellPreview(await previewImport(common), language).forEach(say)
    return
  }
  const source = await core.sources.ensure(read.map.source ?? basename(file), 'import')
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  const bars = createBars()
  const report = await importTouchpoints({
    ...common,
    source: source.id,
    inbox: core.inbox,
    ledger: createImportLedger(core.database),
    signal: stop.signal,
    onProgress: bars.importing,
    errorFile: options.errors,
    again: options.again,
  })
  bars.done()
  tellReport(report, language).forEach(say)
  if (report.state !== 'stopped') await judge(core, config, stop.signal)
}

/** Judges what was imported here and now, unless a running hub does. */
async function judge(core: CoreModules, config: Config, signal: AbortSignal): Promise<void> {
  const bars = createBars()
  const outcome = await judgeWaiting({
    core,
    config,
    lease: createLease(core),
    log: createLogger('warn'),
    signal,
    onProgress: bars.judging,
  })
  bars.done()
  if (outcome.kind === 'elsewhere') say('运行中的中枢正在处理这些触点 · the running hub is judging them')
  else
    say(
      `已判断 ${outcome.judged} 条触点,记录 ${outcome.decisions} 条决策 · judged, ${outcome.decisions} decisions recorded`,
    )
}

async function mapText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new Fault({
      code: 'bad-configuration',
      message: `读不到映射文件 ${file} · the map cannot be read`,
      advice: '检查路径;格式与示例见 docs/import.md',
      cause,
    })
  }
}

/** Progress on a terminal; nothing where the output is a file. */
function createBars() {
  const bars = process.stderr.isTTY
    ? new MultiBar(
        { format: '{title} {bar} {percentage}% {detail}', stream: process.stderr, clearOnComplete: false },
        Presets.shades_classic,
      )
    : undefined
  const made = new Map<string, SingleBar>()
  const show = (title: string, at: number, of: number, detail: string): void => {
    if (bars === undefined) return
    const bar = made.get(title) ?? bars.create(of, 0, { title, detail })
    made.set(title, bar)
    bar.setTotal(Math.max(of, 1))
    bar.update(Math.min(at, of), { title, detail })
  }
  return {
    importing: (s: ImportState): void =>
      show(s.phase === 'checking' ? '检查' : '导入', s.bytes, s.totalBytes, `${s.rows} 行`),
    judging: (done: number, total: number): void => show('判断', done, total, `${done} 条`),
    done: (): void => bars?.stop(),
  }
}
