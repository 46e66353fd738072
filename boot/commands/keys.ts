import type { Command } from 'commander'
import { Option } from 'commander'

import { createTokens } from '../../api/console'
import type { Role } from '../../contract/people'
import { say, sayTable } from './say'
import { withCore } from './with-core'

const kinds = ['native', 'segment', 'sensors', 'inquiry'] as const

export function addKeys(program: Command): void {
  const token = program.command('token').description('接口令牌 · tokens for scripts')
  token
    .command('add <name>')
    .description('签发一个令牌,只显示这一次 · makes a token, shown this once')
    .addOption(new Option('--role <role>', '角色 · role').choices(['director', 'admin']).default('director'))
    .action((name: string, options: { role: Role }) =>
      withCore(async (core) => say(await createTokens(core.database, core.clock).add(name, options.role))),
    )
  token
    .command('revoke <name>')
    .description('作废该名字的令牌 · ends all tokens of that name')
    .action((name: string) =>
      withCore(async (core) =>
        say(`${await createTokens(core.database, core.clock).revoke(name)} 个令牌已作废`),
      ),
    )

  const source = program.command('source').description('触点来源与写入密钥 · sources and their write keys')
  source
    .command('add <name>')
    .description('新建来源,密钥只显示这一次 · makes a source, its key is shown this once')
    .addOption(new Option('--kind <kind>', '协议 · protocol').choices(kinds).default('native'))
    .option('--per-second <n>', '每秒最多触点 · touchpoints a second', '5000')
    .action((name: string, options: { kind: string; perSecond: string }) =>
      withCore(async (core) =>
        say((await core.sources.add(name, options.kind, Number(options.perSecond))).key),
      ),
    )
  source
    .command('rotate <name>')
    .description(
      '换新密钥,旧的两秒内失效,不用重启 · a new key; the old one ends within two seconds, no restart',
    )
    .action((name: string) =>
      withCore(async (core) => {
        const key = await core.sources.rotate(name)
        say(key ?? `没有名为「${name}」的来源 · no such source`)
        if (key === undefined) process.exitCode = 1
      }),
    )
  source
    .command('list')
    .description('来源、触点数、最近一次 · sources with counts')
    .action(() =>
      withCore(async (core) => {
        const counts = new Map((await core.log.countBySource()).map((c) => [Number(c.source), c]))
        sayTable([
          ['来源', '协议', '触点', '最近收到'],
          ...core.sources.all().map((s) => {
            const count = counts.get(s.id)
            return [
              s.name,
              s.kind,
              String(count?.touchpoints ?? 0),
              count === undefined ? '-' : new Date(count.lastReceivedAt).toISOString(),
            ]
          }),
        ])
      }),
    )
}
