import type { MemberEntry } from '../../api/people'
import type { Platform } from '../../contract/people'

const at = (platform: Platform, userId: string) => ({ platform, userId })

/** A small company: one team whose rep is on WeCom and whose manager is on DingTalk, and another rep of another team. */
export const company: readonly MemberEntry[] = [
  member('wang', '王磊', 'rep', '华东', 'lin', [at('wecom', 'WangLei')]),
  member('huang', '黄志强', 'rep', '华南', null, [at('dingtalk', '0522190467')]),
  member('lin', '林建国', 'manager', '华东', 'boss', [at('dingtalk', 'manager2101')]),
  member('boss', '周明远', 'director', '销售总部', null, [at('dingtalk', 'manager1001')]),
  member('admin', '何晓晴', 'admin', '信息部', null, [at('wecom', 'HeXiaoQing')]),
]

/** Their accounts. */
export const accounts = {
  wang: 'WangLei',
  huang: '0522190467',
  lin: 'manager2101',
  boss: 'manager1001',
  admin: 'HeXiaoQing',
} as const

function member(
  key: string,
  name: string,
  role: MemberEntry['role'],
  team: string,
  manager: string | null,
  addresses: MemberEntry['addresses'],
): MemberEntry {
  return { key, name, role, team, manager, addresses }
}
