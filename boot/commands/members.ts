import { readFile } from 'node:fs/promises'

import type { Command } from 'commander'

import { Fault } from '../../contract/fault'
import { createSessions } from '../../api/sessions'
import { readMembers } from '../read-members'
import { memberCalled } from './member-called'
import { say, sayTable } from './say'
import { withCore } from './with-core'

export function addMembers(program: Command): void {
  const members = program
    .command('members')
    .description('成员:谁收卡片、谁管谁 · who gets cards, who leads whom')
  members
    .command('import <file>')
    .description(
      '用 CSV 名单替换全公司的成员;不在名单里的算离职 · takes over the list of the whole company; whoever is missing has left',
    )
    .action((file: string) =>
      withCore(async (core) => tell(await core.people.upsert(readMembers(await read(file))))),
    )
  members
    .command('log-out <who>')
    .description(
      '结束一个人的全部网页登录(姓名或账号)· ends every web session of a member, by name or account',
    )
    .action((who: string) =>
      withCore(async (core) => {
        const member = await memberCalled(core, who)
        const { database, clock, people } = core
        const sessions = createSessions({ database, clock, memberOf: (id) => people.member(id) })
        say(`${await sessions.endAllOf(member.id)} 个网页登录已结束 · web sessions ended: ${member.name}`)
      }),
    )
  members
    .command('list')
    .description('成员、角色与聊天账号 · members with roles and accounts')
    .action(() =>
      withCore(async (core) => {
        const all = await core.people.all()
        const names = new Map(all.map((m) => [m.id, m.name]))
        sayTable([
          ['姓名', '角色', '团队', '上级', '账号', '状态'],
          ...all.map((m) => [
            m.name,
            m.role,
            m.team,
            m.manager === null ? '-' : (names.get(m.manager) ?? '-'),
            m.addresses.map((a) => `${a.platform}:${a.userId}`).join(' ') || '-',
            m.active ? '在职' : '已离职',
          ]),
        ])
      }),
    )
}

const tell = (
  report: Readonly<Record<'added' | 'changed' | 'unchanged' | 'removed' | 'ownedByRemoved', number>>,
) => {
  say(
    `新增 ${report.added},变化 ${report.changed},未变 ${report.unchanged},离职 ${report.removed} · added, changed, unchanged, left`,
  )
  if (report.ownedByRemoved > 0)
    say(
      `离职的人名下有 ${report.ownedByRemoved} 位客户,下次提醒时会换给在职的销售 · their customers get another owner`,
    )
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (cause) {
    throw new Fault({
      code: 'not-found',
      message: `读不到文件 ${file} · it cannot be read`,
      advice: '检查路径与权限 · check path and rights',
      cause,
    })
  }
}
