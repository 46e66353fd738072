import type { Command } from 'commander'

import type { Certificate } from '../../api/people'
import { Fault } from '../../contract/fault'
import type { Instant } from '../../contract/quantities'
import { memberCalled } from './member-called'
import { say, sayTable } from './say'
import { withCore } from './with-core'

const KIND = 'behaviour-interpreter'

export function addCertificates(program: Command): void {
  const certificate = program
    .command('certificate')
    .description('行为解读证书:放权到 2 级以上要有 · who may raise autonomy to 2 and above')
  certificate
    .command('issue <member>')
    .description('签发,180 天有效;写姓名或账号(wecom:zhangsan) · by name or account, good for 180 days')
    .option('--by <name>', '谁认定的 · who vouches for it', 'cli')
    .action((member: string, { by }: { by: string }) =>
      withCore(async (core) => {
        const { id, active } = await memberCalled(core, member)
        if (!active) throw hasLeft(member)
        const issued = await core.certificates.issue(id, KIND, by)
        say(`已签发 #${issued.id},${day(issued.expiresAt)} 到期 · issued, good until then`)
      }),
    )
  certificate
    .command('revoke <number>')
    .description('吊销;靠它放的权一分钟内降一级 · what was raised under it falls by one within a minute')
    .option('--by <name>', '谁吊销的 · who revokes it', 'cli')
    .action((number: string, { by }: { by: string }) =>
      withCore(async (core) => {
        const done = await core.certificates.revoke(Number(number), by)
        say(done ? '已吊销 · revoked' : `没有有效的证书 #${number} · there is none in force`)
        if (!done) process.exitCode = 1
      }),
    )
  certificate
    .command('list')
    .description('所有签发过的,新的在前 · all there ever were, newest first')
    .action(() =>
      withCore(async (core) => {
        const names = new Map((await core.people.all()).map((m) => [m.id, m.name]))
        const rows = (await core.certificates.list()).map((c) =>
          rowOf(c, names.get(c.member), core.clock.now()),
        )
        sayTable([['编号', '成员', '签发人', '签发', '到期', '状态'], ...rows])
      }),
    )
}

const rowOf = (c: Certificate, name: string | undefined, now: Instant): readonly string[] => [
  `#${c.id}`,
  name ?? `${c.member}`,
  c.issuedBy,
  day(c.issuedAt),
  day(c.expiresAt),
  c.revokedAt === null
    ? c.expiresAt > now
      ? '有效'
      : '已过期'
    : `${day(c.revokedAt)} 被 ${c.revokedBy} 吊销`,
]

const day = (at: Instant): string => new Date(at).toISOString().slice(0, 10)

const hasLeft = (who: string): Fault =>
  new Fault({
    code: 'conflict',
    message: `「${who}」已离职 · has left`,
    advice: '证书只发给在职的人;zhongshu members list 列出所有人 · only whoever works here gets one',
  })
