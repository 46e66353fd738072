import type { Command } from 'commander'
import { Option } from 'commander'

import { say } from './say'

export function addBench(program: Command): void {
  program
    .command('bench')
    .description('测量 docs/performance.md 的每个数字 · measures every figure of docs/performance.md')
    .option('--filter <part>', '只测名字含此字样的部分 · only parts whose name has this in it')
    .addOption(
      new Option('--database <dialect>', '只测一种数据库 · only one database').choices(['sqlite', 'mysql']),
    )
    .action(async (options: { filter?: string; database?: 'sqlite' | 'mysql' }) => {
      const { runBench } = await import('../../bench')
      const databases = options.database === undefined ? undefined : [options.database]
      const reached = await runBench({ databases, filter: options.filter, print: say })
      if (!reached) process.exitCode = 1
    })
}
