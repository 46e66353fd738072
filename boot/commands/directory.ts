import { userInfo } from 'node:os'

import type { Command } from 'commander'
import { Option } from 'commander'

import { directoryWording, tellRun } from '../../api/people'
import type { DirectoryRun } from '../../api/people'
import { createLease } from '../../api/database'
import { createCallMeter, createCallStore } from '../../api/quota'
import type { Config } from '../config'
import { syncDirectory } from '../directory/directory-sync'
import { createLogger } from '../logger'
import { moment } from '../moment'
import { say, sayTable } from './say'
import { withCore } from './with-core'

const LINES = 20

interface SyncOptions {
  readonly dryRun?: true
  readonly yes?: true
  readonly lang?: 'zh' | 'en'
}

const language = (): Option => new Option('--lang <language>', '语言 · language').choices(['zh', 'en'])

export function addDirectory(program: Command): void {
  const directory = program
    .command('directory')
    .description('通讯录:从企业微信与钉钉同步成员 · members from the platforms’ directories')
  directory
    .command('sync')
    .description('同步一次:编号不变、不删人、不丢客户 · ids stay, nobody is deleted, no customer is lost')
    .option('--dry-run', '只看会变什么 · only show what would change')
    .option('--yes', '离职超过三成也照办 · also when more than 30 % would leave')
    .addOption(language())
    .action(sync)
  directory
    .command('report')
    .description('最近几次同步:变了什么、为什么是 0 · the latest runs: what changed, why nobody came')
    .option('--runs <n>', '几次 · how many', '1')
    .addOption(language())
    .action((options: { runs: string; lang?: 'zh' | 'en' }) =>
      withCore(async (core, config) => {
        const runs = await core.directory.runs(Math.min(Math.max(Number(options.runs) || 1, 1), 100))
        if (runs.length === 0) say('还没有同步过 · there was no sync yet')
        for (const run of runs) sayRun(run, config, options.lang)
      }),
    )
  directory
    .command('joins')
    .description('合并到一个人的账号 · accounts that were joined to one person')
    .action(() =>
      withCore(async (core) => {
        const names = new Map((await core.people.all()).map((m) => [m.id, m.name]))
        sayTable([
          ['编号', '姓名', '账号', '依据', '状态'],
          ...(await core.directory.joins()).map((j) => [
            String(j.id),
            names.get(j.member) ?? '-',
            `${j.address.platform}:${j.address.userId}`,
            j.reason === 'phone' ? '手机号 phone' : '企业邮箱 mailbox',
            j.undoneAt === null ? '-' : '已撤销 undone',
          ]),
        ])
      }),
    )
  directory
    .command('undo-join <number>')
    .description('撤销一次合并,以后也不再合并 · takes two accounts apart, for good')
    .action((number: string) =>
      withCore(async (core) => {
        const { customers } = await core.directory.undoJoin(Number(number))
        say(`已撤销,随之归还 ${customers} 位客户 · undone, ${customers} customers went back`)
      }),
    )
}

async function sync(options: SyncOptions): Promise<void> {
  await withCore(async (core, config) => {
    const stop = new AbortController()
    const calls = createCallMeter({
      store: createCallStore(core.database),
      clock: core.clock,
      failed: () => undefined,
    })
    const halt = (): void => stop.abort()
    process.once('SIGINT', halt)
    try {
      const { database, clock, directory } = core
      const run = await syncDirectory(
        {
          config,
          directory,
          clock,
          calls,
          lease: createLease({ database, clock }),
          log: createLogger('silent'),
        },
        {
          by: `cli:${userInfo().username}`.slice(0, 100),
          dryRun: options.dryRun === true,
          yes: options.yes === true,
          signal: stop.signal,
        },
      )
      sayRun(run, config, options.lang)
      if (run.outcome === 'held' || run.outcome === 'refused') process.exitCode = 1
    } finally {
      process.off('SIGINT', halt)
      await calls.stop()
    }
  })
}

function sayRun(run: DirectoryRun, config: Config, lang: 'zh' | 'en' = config.language): void {
  const [first = '', ...lines] = tellRun(run, directoryWording[lang], LINES)
  say(`#${run.id} ${moment(run.at, config)} ${run.by} · ${first}`)
  for (const line of lines) say(line)
}
