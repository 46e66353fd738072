#!/usr/bin/env node
import { Command } from 'commander'

import { isFault } from '../contract/fault'
import { addAudit } from './commands/audit'
import { addDemoChain } from './commands/demo-chain'
import { addBench } from './commands/bench'
import { addDoctor } from './commands/doctor'
import { addImport } from './commands/import'
import { addKeys } from './commands/keys'
import { addMembers } from './commands/members'
import { addQuarantine } from './commands/quarantine'
import { addRules } from './commands/rules'
import { say } from './commands/say'
import { addStrategy } from './commands/strategy'
import { addWhyNoCard } from './commands/why-no-card'
import { start } from './start'
import { version } from './version'

const program = new Command('zhongshu')
  .description('中枢:销售决策中枢 · a sales decision hub')
  .version(version)

program
  .command('start')
  .description('启动(未配置聊天平台时进入试用)· start; without a chat platform, the trial')
  .action(async () => {
    const running = await start(process.env, say)
    let stopping = false
    const stop = (signal: string): void => {
      if (stopping) process.exit(130)
      stopping = true
      say(`  ${signal}: 正在收尾,什么都不会丢 · finishing, nothing is lost`)
      running.stop().then(
        () => process.exit(0),
        (cause: unknown) => fail(cause),
      )
    }
    process.once('SIGINT', () => stop('Ctrl-C'))
    process.once('SIGTERM', () => stop('SIGTERM'))
  })

addImport(program)
addDoctor(program)
addWhyNoCard(program)
addAudit(program)
addKeys(program)
addMembers(program)
addStrategy(program)
addRules(program)
addQuarantine(program)
addDemoChain(program)
addBench(program)

function fail(cause: unknown): void {
  if (isFault(cause)) process.stderr.write(`\n${cause.message}\n${cause.advice}\n`)
  else process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`)
  process.exit(1)
}

program.parseAsync().catch(fail)
