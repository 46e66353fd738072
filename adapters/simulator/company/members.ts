import type { ChatAddress } from '../../../contract/people'
import type { TrialMember } from './company-types'

export const teams = ['华东', '华南', '华北'] as const
export type Team = (typeof teams)[number]

/** Key of the rep whose customers begin the show. */
export const firstMember = 'rep-01'

/**
 * The people of the trial company. Some reps have one platform only, those who lead have both: it is how
 * companies look that grew by a purchase or let each branch choose.
 */
export const members: readonly TrialMember[] = [
  rep('01', '王磊', '华东', [wecom('WangLei')]),
  rep('02', '李思雨', '华东', [wecom('LiSiYu')]),
  rep('03', '张凯', '华东', [dingtalk('0346125580')]),
  rep('04', '孙悦', '华东', [dingtalk('0418827735'), wecom('SunYue')]),
  rep('05', '黄志强', '华南', [dingtalk('0522190467')]),
  rep('06', '吴佳怡', '华南', [wecom('WuJiaYi')]),
  rep('07', '郑浩然', '华南', [dingtalk('0733904128')]),
  rep('08', '梁晓彤', '华南', [wecom('LiangXiaoTong')]),
  rep('09', '刘洋', '华北', [wecom('LiuYang')]),
  rep('10', '杨帆', '华北', [dingtalk('1064471953')]),
  rep('11', '马晨', '华北', [dingtalk('1129380516')]),
  rep('12', '宋佳', '华北', [wecom('SongJia'), dingtalk('1287730249')]),
  manager('华东', '林建国', [wecom('LinJianGuo'), dingtalk('manager2101')]),
  manager('华南', '陈嘉豪', [dingtalk('manager2202'), wecom('ChenJiaHao')]),
  manager('华北', '赵立新', [wecom('ZhaoLiXin'), dingtalk('manager2303')]),
  {
    key: 'director',
    name: '周明远',
    role: 'director',
    team: '销售总部',
    manager: null,
    addresses: [wecom('ZhouMingYuan'), dingtalk('manager1001')],
  },
  {
    key: 'admin',
    name: '何晓晴',
    role: 'admin',
    team: '信息部',
    manager: null,
    addresses: [wecom('HeXiaoQing'), dingtalk('manager9001')],
  },
]

function rep(number: string, name: string, team: Team, addresses: readonly ChatAddress[]): TrialMember {
  return { key: `rep-${number}`, name, role: 'rep', team, manager: managerKey(team), addresses }
}

function manager(team: Team, name: string, addresses: readonly ChatAddress[]): TrialMember {
  return { key: managerKey(team), name, role: 'manager', team, manager: 'director', addresses }
}

function managerKey(team: Team): string {
  return `manager-${teams.indexOf(team) + 1}`
}

function wecom(userId: string): ChatAddress {
  return { platform: 'wecom', userId }
}

function dingtalk(userId: string): ChatAddress {
  return { platform: 'dingtalk', userId }
}
