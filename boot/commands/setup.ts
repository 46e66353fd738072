import { readFile } from 'node:fs/promises'
import { parseEnv } from 'node:util'

import type { Command } from 'commander'
import { Option } from 'commander'

import { Fault } from '../../contract/fault'
import type { Platform } from '../../contract/people'
import { createLogger } from '../logger'
import { systemClock } from '../modules'
import { createChecks } from '../setup/checks'
import type { Settings } from '../setup/env-file'
import { KeptSettings } from '../setup/kept-settings'
import { runAnswers } from '../setup/run-answers'
import { runWizard } from '../setup/run-wizard'
import { createTerminal } from '../setup/terminal'
import { say } from './say'

interface SetupOptions {
  readonly platform?: 'wecom' | 'dingtalk' | 'both'
  readonly lang: 'zh' | 'en'
  readonly answers?: string
  readonly yes?: true
  readonly file: string
}

export function addSetup(program: Command): void {
  program
    .command('setup')
    .description('设置向导:接上企业微信与钉钉,边填边查 · connects WeCom and DingTalk, checking as it goes')
    .addOption(new Option('--platform <platform>', '平台 · platform').choices(['wecom', 'dingtalk', 'both']))
    .addOption(new Option('--lang <language>', '语言 · language').choices(['zh', 'en']).default('zh'))
    .option('--answers <file>', '不用终端:一行一个 名字=值 · without a terminal: one NAME=value a line')
    .option('--yes', '可以替换 .env 里已有的值 · may replace values in .env')
    .option('--file <path>', '写到哪里 · where to write', '.env')
    .action(setUp)
}

async function setUp({ platform, lang, answers, yes, file }: SetupOptions): Promise<void> {
  const kept = await KeptSettings.open(file, () => new Date())
  const checks = createChecks({ log: createLogger('silent'), clock: systemClock })
  const chosen = platform === undefined ? {} : { platforms: platformsOf(platform) }
  const parts = { kept, checks, lang, env: process.env, ...chosen }
  if (answers !== undefined) {
    const given = await readAnswers(answers)
    const passed = await runAnswers({ ...parts, terminal: { say }, answers: given, yes: yes === true })
    if (!passed) process.exitCode = 1
    return
  }
  if (process.stdin.isTTY !== true) throw noTerminal()
  const terminal = createTerminal(process.stdin, process.stdout)
  try {
    if (!(await runWizard({ ...parts, terminal }))) process.exitCode = 1
  } finally {
    terminal.close()
  }
}

const platformsOf = (chosen: 'wecom' | 'dingtalk' | 'both'): readonly Platform[] =>
  chosen === 'both' ? ['wecom', 'dingtalk'] : [chosen]

async function readAnswers(file: string): Promise<Settings> {
  try {
    const entries = Object.entries(parseEnv(await readFile(file, 'utf8')))
    return Object.fromEntries(
      entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    )
  } catch (cause) {
    throw new Fault({
      code: 'not-found',
      message: `读不到文件 ${file} · it cannot be read`,
      advice: '检查路径与权限 · check path and rights',
      cause,
    })
  }
}

const noTerminal = (): Fault =>
  new Fault({
    code: 'bad-request',
    message: '这里没有可以对话的终端 · there is no terminal to ask at',
    advice:
      '用 --answers 文件,里面一行一个 名字=值,见 docs/install-wecom.md 与 docs/install-dingtalk.md · use --answers <file>, one NAME=value a line',
  })
