import type { Command } from 'commander'

import { levelChanges, readLevels } from '../../api/strategy'
import type { LevelChange } from '../../contract/autonomy'
import type { CoreModules } from '../modules'
import { say, sayTable } from './say'
import { withCore } from './with-core'

export function addStrategy(program: Command): void {
  const strategy = program.command('package').description('策略包 · strategy packages')
  strategy
    .command('list')
    .description('策略包与状态 · packages and whether they run')
    .action(() =>
      withCore(async (core) =>
        sayTable([['编号', '名称', '版本', '状态', '自主等级'], ...(await rowsOf(core))]),
      ),
    )
  strategy
    .command('autonomy <id>')
    .description('自主等级的每次变更,新的在前 · every move of its autonomy, newest first')
    .action((id: string) =>
      withCore(async (core) => {
        const moves = await levelChanges(core.database.read, id, 200)
        sayTable([['序号', '时间(UTC)', '从', '到', '谁', '原因', '当时的履历'], ...moves.map(moveRow)])
      }),
    )
  strategy
    .command('pause <id>')
    .description('暂停:停下未完成的步骤,不再启动新的 · stops its open steps and starts no new ones')
    .action((id: string) =>
      withCore(async (core) => {
        const stopped = await core.strategy.pause(id, 'cli')
        say(
          stopped === undefined
            ? `没有在运行的策略包「${id}」 · no such running package`
            : `已暂停,停下 ${stopped} 个步骤`,
        )
        if (stopped === undefined) process.exitCode = 1
      }),
    )
  strategy
    .command('resume <id>')
    .description('恢复 · lets it start again')
    .action((id: string) =>
      withCore(async (core) => {
        const done = await core.strategy.resume(id)
        say(done ? '已恢复' : `策略包「${id}」没有暂停 · it is not paused`)
        if (!done) process.exitCode = 1
      }),
    )
}

async function rowsOf({ strategy, database }: CoreModules): Promise<string[][]> {
  const levels = await readLevels(database.read, null)
  return strategy
    .packages()
    .map(({ document: d, paused }) => [
      d.id,
      d.name,
      `v${d.version}`,
      paused ? '已暂停' : '运行中',
      String(levels.get(d.id)?.level ?? '-'),
    ])
}

const moveRow = ({ number, at, from, to, by, reason, record }: LevelChange): string[] => [
  String(number),
  new Date(at).toISOString().slice(0, 16).replace('T', ' '),
  from === null ? '-' : String(from),
  String(to),
  by,
  reason,
  record === null ? '-' : `${record.good}/${record.settled}`,
]
