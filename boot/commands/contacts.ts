import { userInfo } from 'node:os'

import { SingleBar, Presets } from 'cli-progress'
import type { Command } from 'commander'
import { Option } from 'commander'

import { conflictKinds, contactsWording, tellConflict, tellContactRun } from '../../api/contacts'
import type { ConflictKind, ContactRun, SyncStep } from '../../api/contacts'
import { createLease } from '../../api/database'
import type { Config } from '../config'
import { contactsNotConfigured, createContactSync } from '../contacts/contact-sync'
import { judgeWaiting } from '../judge-waiting'
import { createLogger } from '../logger'
import { moment } from '../moment'
import { contactsSource } from '../modules'
import type { CoreModules } from '../modules'
import { say } from './say'
import { withCore } from './with-core'

type Language = 'zh' | 'en'

interface SyncOptions {
  readonly dryRun?: true
  readonly yes?: true
  readonly lang?: Language
}

interface ConflictOptions {
  readonly run?: string
  readonly kind?: ConflictKind
  readonly page: string
  readonly lang?: Language
}

const PER_PAGE = 20
const MOST_RUNS = 100

const language = (): Option => new Option('--lang <language>', '语言 · language').choices(['zh', 'en'])

export function addContacts(program: Command): void {
  const contacts = program
    .command('contacts')
    .description('企业微信客户:单向同步到中枢 · the customers of WeCom, taken into the hub one way')
  contacts
    .command('sync')
    .description(
      '同步一次:不删人、不改负责人、不写回企业微信 · nobody deleted, no owner changed, WeCom only read',
    )
    .option('--dry-run', '只看会变什么 · only show what would change')
    .option('--yes', '读不到的客户超过三成也照办 · also when more than 30 % are missing')
    .addOption(language())
    .action((options: SyncOptions) => withCore((core, config) => sync(core, config, options)))
  contacts
    .command('conflicts')
    .description('最近一次同步里要人看的,每页二十条 · what somebody has to look at, twenty a page')
    .option('--run <n>', '哪一次 · which run')
    .addOption(new Option('--kind <kind>', '只看一类 · of one kind').choices([...conflictKinds]))
    .option('--page <n>', '第几页 · which page', '1')
    .addOption(language())
    .action((options: ConflictOptions) => withCore((core, config) => conflicts(core, config, options)))
  contacts
    .command('runs')
    .description('最近几次同步:变了什么、为什么是 0 · the latest runs: what changed, why nobody came')
    .option('--runs <n>', '几次 · how many', '1')
    .addOption(language())
    .action((options: { runs: string; lang?: Language }) =>
      withCore(async (core, config) => {
        const runs = await core.contacts.runs(numberIn(options.runs, MOST_RUNS))
        if (runs.length === 0) say('还没有同步过 · there was no sync yet')
        for (const run of runs) sayRun(run, config, options.lang)
      }),
    )
}

const numberIn = (text: string, most: number): number =>
  Math.min(Math.max(Math.trunc(Number(text)) || 1, 1), most)

async function sync(core: CoreModules, config: Config, options: SyncOptions): Promise<void> {
  const { contacts, clock } = core
  const lease = createLease(core)
  const parts = createContactSync({ config, contacts, lease, clock, log: createLogger('silent') })
  if (parts === null) throw contactsNotConfigured()
  // A hub that runs knows the source by the time that the first contacts come.
  if (options.dryRun !== true) await core.sources.ensure(contactsSource, 'contacts')
  const stop = new AbortController()
  const halt = (): void => stop.abort()
  const bar = createBar()
  process.once('SIGINT', halt)
  try {
    const run = await parts.sync({
      by: `cli:${userInfo().username}`.slice(0, 100),
      ...{ dryRun: options.dryRun === true, yes: options.yes === true, signal: stop.signal },
      onProgress: bar.step,
    })
    bar.done()
    sayRun(run, config, options.lang)
    if (run.outcome === 'held' || run.outcome === 'refused') process.exitCode = 1
    if (isTaken(run)) await judge(core, config, stop.signal)
  } finally {
    bar.done()
    process.off('SIGINT', halt)
  }
}

const isTaken = ({ outcome, said }: ContactRun): boolean =>
  said > 0 && (outcome === 'applied' || outcome === 'partial')

/** Makes customers of the contacts here and now, unless a running hub does. */
async function judge(core: CoreModules, config: Config, signal: AbortSignal): Promise<void> {
  const log = createLogger('warn')
  const onProgress = (): void => undefined
  const judged = await judgeWaiting({ core, config, lease: createLease(core), log, signal, onProgress })
  if (judged.kind === 'elsewhere')
    say('运行中的中枢正在把他们变成客户 · the running hub makes customers of them')
  else say(`已处理 ${judged.judged} 条触点 · touchpoints judged: ${judged.judged}`)
}

async function conflicts(core: CoreModules, config: Config, options: ConflictOptions): Promise<void> {
  const page = numberIn(options.page, 1_000_000)
  const words = contactsWording[options.lang ?? config.language]
  const found = await core.contacts.conflicts({
    ...(options.run === undefined ? {} : { run: Math.trunc(Number(options.run)) || 0 }),
    ...(options.kind === undefined ? {} : { kind: options.kind }),
    ...{ limit: PER_PAGE + 1, offset: (page - 1) * PER_PAGE },
  })
  if (found.length === 0) say(words.noConflicts)
  for (const conflict of found.slice(0, PER_PAGE)) tellConflict(conflict, words).forEach(say)
  if (found.length > PER_PAGE) say(`--page ${page + 1}`)
}

function sayRun(run: ContactRun, config: Config, lang: Language = config.language): void {
  const [first = '', ...lines] = tellContactRun(run, contactsWording[lang])
  say(`#${run.id} ${moment(run.at, config)} ${run.by} · ${first}`)
  for (const line of lines) say(line)
}

/** Progress on a terminal; nothing where the output is a file. */
function createBar() {
  const format = '{title} {bar} {value}/{total} {detail}'
  const bar = process.stderr.isTTY
    ? new SingleBar({ format, stream: process.stderr }, Presets.shades_classic)
    : undefined
  let open = false
  const show = (title: string, at: number, of: number, detail: string): void => {
    if (!open) bar?.start(Math.max(of, 1), 0, { title, detail })
    open = true
    bar?.setTotal(Math.max(of, 1))
    bar?.update(at, { title, detail })
  }
  let pairs = 0
  return {
    step: (step: SyncStep): void => {
      if (step.phase === 'taking-over') return show('写入', step.contacts, Math.max(pairs, step.contacts), '')
      pairs = step.pairs
      show('读取', step.usersDone, step.users, `${pairs} 个客户关系`)
    },
    done: (): void => {
      if (open) bar?.stop()
      open = false
    },
  }
}
