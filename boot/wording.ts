import type { QuotaLevel, QuotaUse } from '../api/quota'

interface Warning {
  readonly title: string
  readonly detail: string
  readonly advice: string
}

interface Warnings {
  sourceSilent(name: string, lastAt: string): Warning
  jobTrouble(job: string, message: string): Warning
  rulePaused(name: string, id: string, reason: string): Warning
  /** Lines of the run, as `zhongshu directory report` shows them. */
  directory(lines: readonly string[]): Warning
  /** The same of `zhongshu contacts runs`. */
  contacts(lines: readonly string[]): Warning
  callsRunShort(level: Exclude<QuotaLevel, 'enough'>, use: QuotaUse): Warning
}

export const warningsZh: Warnings = {
  sourceSilent: (name, lastAt) => ({
    title: `触点来源「${name}」没有声音了`,
    detail: `最后一条触点在 ${lastAt} 收到。`,
    advice: '请检查来源侧的上报是否仍在运行、写入密钥是否更换过。',
  }),
  jobTrouble: (job, message) => ({
    title: `定时任务 ${job} 出了问题`,
    detail: message,
    advice: '触点和决策不受影响。请在服务器上运行 zhongshu doctor 查看原因。',
  }),
  rulePaused: (name, id, reason) => ({
    title: `规则「${name}」已暂停`,
    detail: `原因:${reason}。在恢复之前,它不会再触发任何卡片。`,
    advice: `恢复请运行 zhongshu rule resume ${id}。`,
  }),
  directory: (lines) => ({
    title: '通讯录没有同步',
    detail: lines.join('\n'),
    advice: '成员和客户都没有变。处理后运行 zhongshu directory sync;人数变化确实如此时加 --yes。',
  }),
  contacts: (lines) => ({
    title: '企业微信客户没有同步完整',
    detail: lines.join('\n'),
    advice: '已有的客户都没有动。处理后运行 zhongshu contacts sync;确实少了这么多客户时加 --yes。',
  }),
  callsRunShort: (level, { calls, limit, percent }) => ({
    title: level === 'used-up' ? '钉钉本月的调用额度已用完' : `钉钉本月的调用额度已用 ${percent}%`,
    detail: `本月已调用 ${calls} 次,额度 ${limit} 次。用完之后钉钉会拒收卡片,直到下月一日。`,
    advice:
      '请在 开发者后台 → 资源管理 核对并升级额度,立即生效;额度已不同时,修改 DINGTALK_MONTHLY_CALLS 并重启。',
  }),
}

export const warningsEn: Warnings = {
  sourceSilent: (name, lastAt) => ({
    title: `The source "${name}" has fallen silent`,
    detail: `The last touchpoint was received at ${lastAt}.`,
    advice: 'Check that the source still sends and that its write key was not changed.',
  }),
  jobTrouble: (job, message) => ({
    title: `The job ${job} is in trouble`,
    detail: message,
    advice: 'Touchpoints and decisions are not affected. Run zhongshu doctor on the server.',
  }),
  rulePaused: (name, id, reason) => ({
    title: `The rule "${name}" is paused`,
    detail: `Reason: ${reason}. Until it is resumed it brings no card.`,
    advice: `To resume it, run zhongshu rule resume ${id}.`,
  }),
  directory: (lines) => ({
    title: 'The directory was not taken over',
    detail: lines.join('\n'),
    advice:
      'Members and customers are as they were. Then run zhongshu directory sync, with --yes if it is meant.',
  }),
  contacts: (lines) => ({
    title: 'The customers of WeCom are not all in step',
    detail: lines.join('\n'),
    advice:
      'The customers known before are as they were. Then run zhongshu contacts sync, with --yes if so many are meant to be missing.',
  }),
  callsRunShort: (level, { calls, limit, percent }) => ({
    title:
      level === 'used-up'
        ? "DingTalk's calls of this month are used up"
        : `${percent}% of DingTalk's calls of this month are used`,
    detail: `${calls} calls were made this month, of ${limit}. Once they are used up, DingTalk refuses cards until the first.`,
    advice:
      'See 开发者后台 → 资源管理 and upgrade, which takes effect at once. If the quota is another, correct DINGTALK_MONTHLY_CALLS and restart.',
  }),
}
