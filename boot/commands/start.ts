import type { Command } from 'commander'

import { start } from '../start'
import { fail } from './fail'
import { say } from './say'

export function addStart(program: Command): void {
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
        running.stop().then(() => process.exit(0), fail)
      }
      process.once('SIGINT', () => stop('Ctrl-C'))
      process.once('SIGTERM', () => stop('SIGTERM'))
    })
}
