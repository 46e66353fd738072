import type { Command } from 'commander'

import { createCardPath } from '../../api/console'
import { say, sayTable } from './say'
import { withCore } from './with-core'

export function addRules(program: Command): void {
  const rule = program.command('rule').description('规则 · rules')
  rule
    .command('list')
    .description('规则、版本与状态 · rules, versions and whether they run')
    .action(() =>
      withCore(async (core) => {
        const paused = await createCardPath(core.database).pausedRules()
        sayTable([
          ['编号', '名称', '版本', '状态'],
          ...core.strategy.index().rules.map((r) => [r.id, r.name, `v${r.version}`, '运行中']),
          ...paused.map(({ document: r, reason }) => [r.id, r.name, `v${r.version}`, `已暂停:${reason}`]),
        ])
      }),
    )
  rule
    .command('pause <id>')
    .description('暂停一条规则,两秒内生效 · stops one rule, in force within two seconds')
    .requiredOption('--reason <why>', '为什么,写给以后的人看 · why, for whoever reads it later')
    .action((id: string, options: { reason: string }) =>
      withCore(async (core) => {
        const done = await core.strategy.store.pauseRule(id, options.reason, core.clock.now())
        say(done ? `已暂停 ${id} · paused` : `没有在运行的规则「${id}」 · no such running rule`)
        if (!done) process.exitCode = 1
      }),
    )
  rule
    .command('resume <id>')
    .description('恢复 · lets it speak again')
    .action((id: string) =>
      withCore(async (core) => {
        const done = await core.strategy.store.resumeRule(id)
        say(done ? `已恢复 ${id} · resumed` : `规则「${id}」没有暂停 · it is not paused`)
        if (!done) process.exitCode = 1
      }),
    )
}
